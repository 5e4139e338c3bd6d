/** Shapes of inputs beside those that the model takes. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainingDataError } from "../errors";

/** The model's, `[null, …]`, with null for any length. */
export type InputShape = readonly (number | null)[];

/** The input with an axis of length 1 more or less at its end, where that is the model's (Keras's `_adjust_input_rank`). */
export function withRankOf(shape: InputShape, input: tf.Tensor): tf.Tensor {
  const mended = mendedShape(input.shape, shape);
  return mended.length === input.rank ? input : input.reshape(mended);
}

function mendedShape(found: readonly number[], shape: InputShape): number[] {
  if (found.length === shape.length - 1 && shape.at(-1) === 1) return [...found, 1];
  if (found.length === shape.length + 1 && found.at(-1) === 1) return found.slice(0, -1);
  return [...found];
}

/** @throws {TrainingDataError} for the first input that the model cannot take. @param what the call, for errors. */
export function requireInputsFit(
  inputs: readonly tf.Tensor[],
  {
    what,
    names,
    shapes,
    areSwapped,
  }: {
    what: string;
    names: readonly string[];
    shapes: readonly InputShape[];
    /** Asked where they do not fit: whether targets were given in their place. Defaults to no. */
    areSwapped?: () => boolean;
  },
): void {
  for (const [index, input] of inputs.entries()) {
    const shape = shapes[index];
    if (!shape || fits(mendedShape(input.shape, shape), shape)) continue;
    const name = names.length === 1 ? "x" : `the input "${names[index]}"`;
    const wanted = ["batch", ...shape.slice(1).map((size) => size ?? "any")];
    throw new TrainingDataError(
      `${what}: ${name} must be of shape [${wanted.join(", ")}], found [${input.shape.join(", ")}].`,
      { cure: areSwapped?.() ? `give inputs first, then targets: ${usageOf(what)}` : cureFor(input, shape) },
    );
  }
}

const usageOf = (what: string): string =>
  what.includes("validationData") ? "validationData: [x, y]" : `${what}(model, x, y, …)`;

/** Whether a model takes these. */
export const areInputs = (tensors: readonly tf.Tensor[], shapes: readonly InputShape[]): boolean =>
  tensors.length === shapes.length &&
  tensors.every((tensor, index) => {
    const shape = shapes[index] as InputShape;
    return fits(mendedShape(tensor.shape, shape), shape);
  });

/** The number of samples is not the model's. */
const fits = (found: readonly number[], shape: InputShape): boolean =>
  found.length === shape.length &&
  shape.every((size, axis) => axis === 0 || size === null || size === found[axis]);

function cureFor(input: tf.Tensor, [, ...sample]: InputShape): string {
  const [, ...found] = input.shape;
  const sizeOf = (sizes: readonly (number | null)[]) =>
    sizes.reduce<number>((size, of) => size * (of ?? 0), 1);
  if (found.length === 0) return "give samples of that shape: x holds one number for each";
  if (sizeOf(found) === sizeOf(sample)) return `reshape it: x.reshape([-1, ${sample.join(", ")}])`;
  return `give samples of the shape that the model was built for, or build it for inputs of shape [${found.join(", ")}]`;
}

/** The same, where no step of the model's own takes the data. */
export function requireInputs(
  inputs: readonly tf.Tensor[],
  options: {
    what: string;
    inputNames: readonly string[];
    inputShapes?: readonly InputShape[];
    hasOwnStep?: boolean;
    areSwapped?: () => boolean;
  },
): void {
  const { what, inputNames, inputShapes = [], hasOwnStep = false, areSwapped } = options;
  if (!hasOwnStep) requireInputsFit(inputs, { what, names: inputNames, shapes: inputShapes, areSwapped });
}
