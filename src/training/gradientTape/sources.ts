/** The sources that a tape differentiates with respect to, and gradients in the same form. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { forgottenAwait, isPromise } from "../../forgottenAwait";
import { GradientError, typeOf } from "./gradientError";

/** A variable, or a weight of a layer: what `model.trainableWeights` holds. */
export type TapeVariable = tf.Variable | { read(): tf.Tensor };

/** The weights in `model.trainableWeights`, or a list of variables. */
export type TapeVariables = readonly TapeVariable[];

/** The sources of a tape's gradients: variables, tensors such as a batch of images, lists of them, or a single one. */
export type TapeSources =
  | tf.Tensor
  | TapeVariable
  // The empty list makes TypeScript infer how long a list is.
  | readonly []
  | readonly (tf.Tensor | TapeVariable)[];

export interface Source {
  tensor: tf.Tensor;
  /** For messages. */
  name: string;
}

/**
 * @returns what to differentiate by. In lists of variables alone, those that are not trainable are left out.
 * @throws {GradientError} for what has no gradients, and where nothing is left.
 */
export function sourcesOf(given: TapeSources | undefined): Source[] {
  if (given === undefined) return requireSome(everyTrainableVariable(), "there is no trainable variable");
  if (!Array.isArray(given)) return [sourceOf(given, 0)];
  const sources = given.map(sourceOf);
  if (!areVariables(sources)) return sources;
  const trainable = sources.filter(({ tensor }) => (tensor as tf.Variable).trainable);
  return requireSome(
    trainable,
    sources.length === 0
      ? "the list of sources is empty"
      : `none of the ${sources.length} variables is trainable`,
  );
}

const areVariables = (sources: readonly Source[]): boolean =>
  sources.every(({ tensor }) => tensor instanceof tf.Variable);

function requireSome(sources: Source[], otherwise: string): Source[] {
  if (sources.length > 0) return sources;
  throw new GradientError(`gradientTape: ${otherwise}.`, {
    cure: "give model.trainableWeights of a model that is built and has trainable layers, or tensors",
  });
}

function everyTrainableVariable(): Source[] {
  return Object.values(tf.engine().registeredVariables)
    .filter(({ trainable, dtype }) => trainable && dtype === "float32")
    .map((variable, index) => sourceOf(variable, index));
}

function sourceOf(given: unknown, index: number): Source {
  if (isPromise(given)) throw forgottenAwait(`gradientTape: source ${index + 1}`, GradientError);
  const tensor = isWeight(given) ? given.read() : given;
  if (!(tensor instanceof tf.Tensor)) {
    const found = Array.isArray(given) ? "a list" : typeof given === "object" ? "an object" : String(given);
    throw new GradientError(`gradientTape: source ${index + 1} is ${found}, and no tensor.`, {
      cure: "give tensors, variables, or model.trainableWeights",
    });
  }
  tensor.throwIfDisposed();
  const name =
    tensor instanceof tf.Variable
      ? `the variable "${tensor.name}" (${typeOf(tensor)})`
      : `source ${index + 1} (${typeOf(tensor)})`;
  if (tensor.dtype === "float32") return { tensor, name };
  throw new GradientError(`gradientTape: ${name} has no gradient; only float32 has.`, {
    cure: "cast it before the tape, and compute the loss from the cast: const x = images.toFloat()",
  });
}

const isWeight = (given: unknown): given is { read(): tf.Tensor } =>
  typeof given === "object" && given !== null && !(given instanceof tf.Tensor) && "read" in given;

/**
 * @param gradients those of `sources`, in their order.
 * @throws {GradientError} for gradients that are missing.
 */
export function inFormOf(
  given: TapeSources | undefined,
  sources: readonly Source[],
  gradients: readonly (tf.Tensor | undefined)[],
): tf.NamedTensorMap | tf.Tensor | tf.Tensor[] {
  const isList = given === undefined || Array.isArray(given);
  if (isList && areVariables(sources)) return byName(sources, gradients);
  const each = sources.map(({ name }, index) => gradients[index] ?? refuseUnconnected(name));
  return isList ? each : (each[0] as tf.Tensor);
}

function byName(
  variables: readonly Source[],
  gradients: readonly (tf.Tensor | undefined)[],
): tf.NamedTensorMap {
  const named = variables.flatMap(({ tensor }, index) => {
    const gradient = gradients[index];
    return gradient ? [[(tensor as tf.Variable).name, gradient] as const] : [];
  });
  if (named.length > 0) return Object.fromEntries(named);
  const [first, ...more] = variables as [Source, ...Source[]];
  return refuseUnconnected(more.length === 0 ? first.name : `any of the ${variables.length} variables`);
}

function refuseUnconnected(name: string): never {
  throw new GradientError(`gradientTape: the loss does not depend on ${name}.`, {
    cure:
      "compute the loss from it inside the function, with operations that have gradients: not from its values, not " +
      "from a copy made before the tape, and not through rounding, comparisons or argMax",
  });
}
