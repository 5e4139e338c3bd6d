/** Classes as a model and its data have them, as numbers, and their names. */
import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { fitting } from "../options";
import { isTensor, requireKept, unfit } from "./found";
import { PlotError } from "./plot";

/** Classes as numbers, in an array or a tensor. */
export type Classes = ArrayLike<number> | Tensor;

const KIND = "a list of classes or a tensor";

/** Of an option: `classesOf` says more exactly what does not fit. */
export const classesOption = () => fitting<Classes>(KIND, (value) => value !== null);

/**
 * @param classes numbers, a tensor `[n]` or `[n, 1]`, or `[n, classes]` of probabilities, of which the highest counts.
 * @param call what asks, for errors. @param option what the classes are, for errors.
 * @throws {PlotError} for what is no list and no tensor, a tensor of another shape, NaN, and what is no whole number from 0 up.
 */
export function classesOf(classes: Classes, call: string, option: string): number[] {
  const numbers = isTensor(classes)
    ? classesOfTensor(classes, call, option)
    : classesOfList(classes, `${call}: ${option}`);
  for (const [index, value] of numbers.entries()) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw new PlotError(
      `${call}: the ${option.replace(/s$/, "")} ${rounded(value)} is no class (${option}[${index}]); whole numbers from 0 up are expected.`,
      cureForOdd(value, option),
    );
  }
  return numbers;
}

function classesOfList(classes: ArrayLike<number>, where: string): number[] {
  const isList = Array.isArray(classes) || (ArrayBuffer.isView(classes) && "length" in classes);
  const values: unknown[] = isList ? Array.from(classes) : [];
  const at = values.findIndex((one) => typeof one !== "number");
  if (isList && at < 0) return values as number[];
  const odd = values[at];
  const cure = Array.isArray(odd)
    ? "make a tensor of them: tf.tensor2d(…)"
    : typeof odd === "string"
      ? "give the numbers of classes, and their names as classNames"
      : "give a list of numbers, or a tensor";
  throw unfit(where, classes, { expected: KIND, cure });
}

function classesOfTensor(classes: Tensor, call: string, option: string): number[] {
  requireKept(`${call}: ${option}`, classes);
  const [count = 0, width, ...rest] = classes.shape;
  if (classes.rank === 0 || rest.length > 0 || width === 0) {
    throw new PlotError(`${call}: ${option} have shape [${classes.shape}]; [n] or [n, classes] is expected.`);
  }
  if (classes.dtype === "string" || classes.dtype === "complex64") {
    throw new PlotError(`${call}: ${option} are of dtype ${classes.dtype}; numbers are expected.`);
  }
  const values = classes.dataSync();
  if (width === undefined || (width === 1 && classes.dtype !== "float32")) return Array.from(values);
  return Array.from({ length: count }, (_, row) => {
    const scores = values.subarray(row * width, (row + 1) * width);
    const odd = scores.findIndex((score: number) => Number.isNaN(score));
    if (odd < 0) return width === 1 ? Math.round(scores[0] as number) : highestOf(scores);
    throw new PlotError(
      `${call}: ${option} have NaN in row ${row}, column ${odd}; probabilities are expected.`,
      cureForOdd(Number.NaN, option),
    );
  });
}

function highestOf(scores: ArrayLike<number>): number {
  let highest = 0;
  for (let index = 1; index < scores.length; index++) {
    if ((scores[index] as number) > (scores[highest] as number)) highest = index;
  }
  return highest;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

function cureForOdd(value: number, option: string): { cure?: string } {
  if (Number.isNaN(value)) {
    return option === "predictions"
      ? { cure: "look whether the model's weights are NaN, and train again with a lower learning rate" }
      : {};
  }
  if (Number.isInteger(value) || !Number.isFinite(value)) return {};
  return { cure: "round probabilities of a single class: probabilities.round()" };
}

/**
 * How a plot names a class: by its name, or its number where it has none. Names that several classes have are followed
 * by the number.
 */
export function classNaming(classNames: readonly string[] = []): (index: number) => string {
  const uses = new Map<string, number>();
  for (const name of classNames) uses.set(name, (uses.get(name) ?? 0) + 1);
  return (index) => {
    const name = classNames[index];
    const shown = name ?? String(index);
    const isShared = (uses.get(shown) ?? 0) > (name === undefined ? 0 : 1);
    return isShared || shown.trim() === "" ? `${shown} (class ${index})`.trimStart() : shown;
  };
}
