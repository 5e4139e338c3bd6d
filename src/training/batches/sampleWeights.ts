/** `sampleWeight` for models with one output and with several. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainingDataError } from "../errors";
import { type ModelData, namesAndCount, type Side, type TensorData, tensorsFor } from "./modelData";

/**
 * Weights for all outputs at once; or for each output its own, in a list or by the outputs' names. Where one is null, or
 * a name is left out, the samples of that output count alike.
 */
export type SampleWeights =
  | ModelData
  | readonly (TensorData | null)[]
  | { readonly [output: string]: TensorData | null };

/**
 * @param side its names are those of the model's outputs.
 * @returns weights for each output, and the tensors that are new: the caller's to dispose.
 * @throws {TrainingDataError} where the weights do not fit the outputs.
 */
export function weightsFor(
  data: SampleWeights,
  side: Side,
): { weights: (tf.Tensor | undefined)[]; made: tf.Tensor[] } {
  const { what, names } = side;
  if (names.length === 1 || isForAll(data, names.length)) {
    const { tensors, made } = tensorsFor(data as ModelData, { what, names: names.slice(0, 1) });
    return { weights: names.map(() => tensors[0]), made };
  }
  const made: tf.Tensor[] = [];
  try {
    const weights = partsByOutput(data, side).map((part, index) => {
      if (part === null || part === undefined) return undefined;
      const name = names[index] as string;
      const found = tensorsFor(part, { what: `${what} of the output "${name}"`, names: [name] });
      made.push(...found.made);
      return found.tensors[0];
    });
    return { weights, made };
  } catch (error) {
    tf.dispose(made);
    throw error;
  }
}

/** An array that has as many arrays as the model has outputs holds the weights of each. */
function isForAll(data: SampleWeights, outputs: number): boolean {
  if (data instanceof tf.Tensor || ArrayBuffer.isView(data)) return true;
  if (!Array.isArray(data)) return false;
  return data.length === outputs ? typeof data[0] === "number" : !holdsWeights(data);
}

const holdsWeights = (data: readonly unknown[]): boolean =>
  data.some((part) => part === null || part instanceof tf.Tensor || ArrayBuffer.isView(part));

function partsByOutput(data: SampleWeights, { what, names }: Side): (TensorData | null | undefined)[] {
  const count = namesAndCount(names);
  if (Array.isArray(data)) {
    if (data.length === names.length) return [...data];
    throw new TrainingDataError(`${what}: the model has ${count}, found a list of ${data.length}.`, {
      cure: "give weights for each output, null where its samples count alike; or one tensor for all",
    });
  }
  const byName = data as Record<string, TensorData | null>;
  const unknown = Object.keys(byName).find((name) => !names.includes(name));
  if (unknown === undefined) return names.map((name) => byName[name]);
  throw new TrainingDataError(`${what}: the model has ${count}, found one for "${unknown}".`);
}
