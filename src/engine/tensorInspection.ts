/** Lets `console.log(tensor)` show the tensor's type, shape and values in place of tfjs's bookkeeping. */
import { createRequire } from "node:module";
import { inspect } from "node:util";
import { type TensorLike, tensorText } from "../display";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** Teaches Node's inspector about tensors; wherever one is printed, nested in other values or not. */
export function makeTensorsInspectable(): void {
  const { Tensor } = createRequire(tfjsNodePackage())(
    "@tensorflow/tfjs",
  ) as typeof import("@tensorflow/tfjs");
  Object.defineProperty(Tensor.prototype, inspect.custom, {
    configurable: true,
    value: function (this: TensorLike) {
      return tensorText(this);
    },
  });
}
