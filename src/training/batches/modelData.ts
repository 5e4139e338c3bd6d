/** Data as a learner gives it, brought to a list of tensors in the order of the model's inputs or outputs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { requireNoPromise } from "../../forgottenAwait";
import { TrainingDataError } from "../errors";

/** Numbers nested as deep as the shape has axes. */
export type NumberArray = number | readonly NumberArray[];

/** A tensor, or an array of numbers that becomes one. */
export type TensorData = tf.Tensor | readonly NumberArray[];

/** For a model with one input (or output) its data; for one with several a list, or an object by their names. */
export type ModelData = TensorData | readonly TensorData[] | { readonly [name: string]: TensorData };

/** Which side of the model data is for. */
export interface Side {
  /** For errors, such as `fit: x`. */
  what: string;
  names: readonly string[];
}

/** Inputs or outputs in words, such as `2 (a, b)`. */
export const namesAndCount = (names: readonly string[]): string => `${names.length} (${names.join(", ")})`;

/**
 * @returns one tensor for each name, and those among them that are new: the caller's to dispose.
 * @throws {TrainingDataError} where the data does not fit the names.
 */
export function tensorsFor(data: ModelData, side: Side): { tensors: tf.Tensor[]; made: tf.Tensor[] } {
  requireNoPromise(side.what, data, TrainingDataError);
  const made: tf.Tensor[] = [];
  const parts = partsFor<TensorData>(data as TensorData | readonly TensorData[], side);
  requireParts(parts, side);
  const tensors = parts.map((part) => {
    if (part instanceof tf.Tensor) return part;
    const tensor = fromNumbers(part, side.what);
    made.push(tensor);
    return tensor;
  });
  return { tensors, made };
}

function requireParts(parts: readonly (TensorData | null | undefined)[], { what, names }: Side): void {
  const missing = parts.findIndex((part) => part === null || part === undefined);
  if (missing < 0) return;
  throw new TrainingDataError(`${what}: "${names[missing]}" has none, found ${parts[missing]}.`, {
    cure: "give a tensor for each; targets that no loss and no metric reads may be zeros",
  });
}

/** A structure of a dataset's element, or of the caller's, as a list in the order of the names. */
export function partsFor<Part>(data: Part | readonly Part[] | Record<string, Part>, side: Side): Part[] {
  const { what, names } = side;
  const count = namesAndCount(names);
  if (isTensorData(data)) {
    if (names.length === 1) return [data as Part];
    throw new TrainingDataError(`${what}: the model has ${count} of them, found one tensor.`, {
      cure: `give a list, or { ${names.map((name) => `${name}: …`).join(", ")} }`,
    });
  }
  if (Array.isArray(data)) {
    if (data.some((part) => typeof part === "string")) {
      throw new TrainingDataError(`${what} must be numbers, found a list of texts.`, {
        cure: "number the classes: names.map((name) => classNames.indexOf(name))",
      });
    }
    if (data.length === names.length) return [...data];
    throw new TrainingDataError(`${what}: the model has ${count}, found a list of ${data.length}.`, {
      cure: cureForList(data.length, side),
    });
  }
  if (ArrayBuffer.isView(data)) {
    throw new TrainingDataError(`${what}: found ${data.constructor.name}, which has no shape.`, {
      cure: "make a tensor of it: tf.tensor1d(values), or tf.tensor(values, [samples, …])",
    });
  }
  if (data === null || typeof data !== "object") {
    throw new TrainingDataError(`${what} must be tensors or arrays of numbers, found ${String(data)}.`);
  }
  const byName = data as Record<string, Part>;
  const unknown = Object.keys(byName).filter((name) => !names.includes(name));
  const missing = names.filter((name) => !(name in byName));
  if (unknown.length > 0 || missing.length > 0) {
    throw new TrainingDataError(
      `${what}: the model has ${count}, found an object with ${Object.keys(byName).join(", ") || "nothing"}.`,
    );
  }
  return names.map((name) => byName[name] as Part);
}

/** Keras's users know lists `[x, y]` from validation data and from elements of datasets. */
function cureForList(length: number, { what, names }: Side): string {
  const [call = "", ...side] = what.split(": ");
  if (side.join() === "x" && names.length === 1 && (length === 2 || length === 3))
    return `give inputs and targets one after the other: ${call}(model, x, y, …)`;
  return names.length === 1 ? "give one tensor, or one array of numbers" : `give ${names.length} tensors`;
}

/** Whether this is a single tensor's data: a tensor, or an array that begins with numbers, however nested. */
function isTensorData(data: unknown): boolean {
  if (data instanceof tf.Tensor) return true;
  let first = data;
  while (Array.isArray(first)) [first] = first;
  return typeof first === "number";
}

/** tfjs itself takes rows of different lengths, and then computes with numbers that are not there. */
function fromNumbers(numbers: readonly NumberArray[], what: string): tf.Tensor {
  const tensor = tf.tensor(numbers as tf.TensorLike);
  if (rowsAreAlike(numbers, tensor.shape)) return tensor;
  const shape = tensor.shape.join(", ");
  tensor.dispose();
  throw new TrainingDataError(
    `${what}: the rows differ in length; the first would make a tensor of [${shape}].`,
    {
      cure: "give rows of one length, all of numbers",
    },
  );
}

function rowsAreAlike(part: unknown, [length, ...inner]: readonly number[]): boolean {
  if (length === undefined) return typeof part === "number" || typeof part === "boolean";
  if (ArrayBuffer.isView(part)) return inner.length === 0 && (part as Float32Array).length === length;
  return Array.isArray(part) && part.length === length && part.every((row) => rowsAreAlike(row, inner));
}

/** The number of samples of tensors that go together. @param sides by their names, for errors. @throws {TrainingDataError} where they differ. */
export function sampleCount(sides: Readonly<Record<string, readonly tf.Tensor[]>>, what: string): number {
  const counts = Object.entries(sides).flatMap(([side, tensors]) =>
    tensors.map((tensor) => ({ side, count: tensor.shape[0] ?? 0 })),
  );
  const { count = 0 } = counts[0] ?? {};
  if (counts.some((other) => other.count !== count)) {
    const found = counts.map((one) => `${one.count} in ${one.side}`).join(", ");
    throw new TrainingDataError(
      `${what}: inputs and targets must have the same number of samples, found ${found}.`,
      { cure: "check that x and y were shuffled, split or sliced alike" },
    );
  }
  return count;
}
