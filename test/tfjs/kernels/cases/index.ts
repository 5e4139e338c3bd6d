/** Calls that reach every kernel of tfjs's, by their names. */
import { convolutions } from "./convolutions";
import { elementwise } from "./elementwise";
import { imageKernels } from "./images";
import type { KernelCase } from "./kernelCase";
import { linearAlgebra } from "./linearAlgebra";
import { reductions } from "./reductions";
import { shapes } from "./shapes";
import { text } from "./text";

export const cases: Record<string, KernelCase> = {
  ...elementwise,
  ...reductions,
  ...shapes,
  ...linearAlgebra,
  ...convolutions,
  ...imageKernels,
  ...text,
};

export { dtypesOf, type KernelCase, tensorsOf } from "./kernelCase";
