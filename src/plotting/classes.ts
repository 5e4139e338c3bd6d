/** Classes as a model and its data have them, as numbers. */
import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { PlotError } from "./plot";

/** Classes as numbers, in an array or a tensor. */
export type Classes = ArrayLike<number> | Tensor;

/**
 * @param classes numbers, a tensor `[n]` or `[n, 1]`, or `[n, classes]` of probabilities, of which the highest counts.
 * @param call what asks, for errors. @param option what the classes are, for errors.
 * @throws {PlotError} for a tensor of another shape.
 */
export function classesOf(classes: Classes, call: string, option: string): number[] {
  if (!("dataSync" in classes)) return Array.from(classes);
  const values = Array.from(classes.dataSync());
  const [, width, ...rest] = classes.shape;
  if (rest.length > 0) {
    throw new PlotError(`${call}: ${option} have shape [${classes.shape}]; [n] or [n, classes] is expected.`);
  }
  if (width === undefined) return values;
  return Array.from({ length: values.length / width }, (_, row) => {
    const scores = values.slice(row * width, (row + 1) * width);
    return width === 1 ? Math.round(scores[0] ?? 0) : scores.indexOf(Math.max(...scores));
  });
}
