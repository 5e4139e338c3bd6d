/** Shapes of targets beside those of predictions: which go together, and what a difference tells. */

/** A shape in which null stands for any length, as in a model's output. */
export type Shape = readonly (number | null)[];

/** A tensor, or an output of a model. */
export interface Shaped {
  readonly shape: Shape;
}

export const isSameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => isSameSize(size, b[axis]));

export const isSameSize = (a: number | null | undefined, b: number | null | undefined): boolean =>
  a === null || b === null || a === b;

/** For messages. @param like has the lengths that are open in the shape, where its axis is the same. */
export const shapeText = (shape: Shape, like: Shape = []): string =>
  `[${shape.map((size, axis) => size ?? like[axis] ?? "any").join(", ")}]`;

/** Without an axis of length 1 at the end, where the other shape has as many axes. */
export const labelShape = (targets: Shape, predictions: Shape): Shape =>
  targets.length === predictions.length && targets.at(-1) === 1 ? targets.slice(0, -1) : targets;

/** Whether targets have one number where predictions have one for each class. */
export const areOneForEach = (targets: Shape, predictions: Shape): boolean =>
  isSameShape(labelShape(targets, predictions), predictions.slice(0, -1));

/** Whether targets and predictions differ in their last axis alone. */
export const differInLast = (targets: Shape, predictions: Shape): boolean =>
  targets.length === predictions.length && isSameShape(targets.slice(0, -1), predictions.slice(0, -1));

/** A cure for predictions that have axes which targets do not have. None where they have as many. */
export function cureForAxes(targets: Shape, predictions: Shape): string | undefined {
  const tooMany = predictions.length - labelShape(targets, predictions).length;
  if (predictions.length < 3 || tooMany < 1) return undefined;
  return predictions.length === 3
    ? "put tf.layers.flatten() before the last dense layer, or leave returnSequences out in the last recurrent one"
    : "put tf.layers.flatten() before the last dense layer: its output still has the axes of a picture";
}

export const counted = (count: number | null | undefined, what: string): string =>
  `${count ?? "as many"} ${what}${count === 1 ? "" : "s"}`;
