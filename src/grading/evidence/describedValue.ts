/** A learner's values as evidence. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isPromise } from "../../forgottenAwait";
import { Callback, callbacks, measuresOf } from "../../training";
import type { EvidenceFolder } from "./evidenceFolder";
import type {
  CallbackEvidence,
  ModelEvidence,
  TensorEvidence,
  ValueEvidence,
  WeightEvidence,
} from "./format";
import { numberOf } from "./objectNumbers";
import { describedOwnLayers, topologyOf } from "./ownLayers";
import { read } from "./tensorValues";

const { apply } = Reflect;
const ordinaryHasInstance = Function.prototype[Symbol.hasInstance];

/** `instanceof`, whatever a cell makes of it. */
const isInstance = (value: unknown, of: object): boolean =>
  apply(ordinaryHasInstance, of, [value]) as boolean;

export function describedValue(value: unknown, folder: EvidenceFolder): ValueEvidence {
  if (value === undefined || value === null) return { kind: "nothing" };
  if (isPromise(value)) return { kind: "promise" };
  if (value instanceof tf.Tensor) return describedTensor(value, folder);
  if (value instanceof tf.LayersModel) return describedModel(value, folder);
  if (isHistory(value)) {
    const { epoch, history } = value;
    return { kind: "plain", json: { epoch: plain(epoch), history: plain(history) } };
  }
  if (typeof value === "object" && classesOf(value).length > 0) return describedCallback(value);
  const json = plain(value);
  return json === undefined ? { kind: "other", type: typeName(value) } : { kind: "plain", json };
}

export function describedTensor(tensor: tf.Tensor, folder: EvidenceFolder): TensorEvidence {
  const { shape, dtype } = tensor;
  const blob = tensor.isDisposed ? undefined : folder.blob(bytesOf(read(tensor)));
  return { kind: "tensor", shape: [...shape], dtype, blob };
}

/** A variable's value, or another in its place. */
export function describedWeight(
  variable: tf.Variable,
  folder: EvidenceFolder,
  value: tf.Tensor = variable,
): WeightEvidence {
  const { shape, dtype, id } = variable;
  return { variable: id, shape: [...shape], dtype, blob: folder.blob(bytesOf(read(value))) };
}

export const variablesOf = (model: tf.LayersModel): tf.Variable[] =>
  model.weights.map((weight) => (weight as unknown as { val: tf.Variable }).val);

export const describedWeights = (model: tf.LayersModel, folder: EvidenceFolder): WeightEvidence[] =>
  variablesOf(model).map((variable) => describedWeight(variable, folder));

function describedModel(model: tf.LayersModel, folder: EvidenceFolder): ModelEvidence {
  // A model without layers has neither weights nor a configuration.
  if (model.layers.length === 0) return { kind: "model", topology: null, weights: [], isCompiled: false };
  return {
    kind: "model",
    topology: topologyOf(model),
    ownLayers: describedOwnLayers(model),
    weights: describedWeights(model, folder),
    isCompiled: isInstance(model.optimizer, tf.Optimizer) && Boolean(model.loss),
    measures: measuresOf(model),
  };
}

const knownClasses: Readonly<Record<string, readonly (abstract new (...args: never[]) => object)[]>> = {
  EarlyStopping: [callbacks.EarlyStopping, tf.EarlyStopping],
  ModelCheckpoint: [callbacks.ModelCheckpoint],
  Callback: [Callback, tf.Callback],
};

function classesOf(value: object): string[] {
  return Object.entries(knownClasses)
    .filter(([, classes]) => classes.some((known) => isInstance(value, known)))
    .map(([name]) => name);
}

export function describedCallback(callback: object): CallbackEvidence {
  const fields = callback as Record<string, unknown>;
  const options = (fields.options ?? {}) as Record<string, unknown>;
  const field = <Kind>(name: string, type: string) => {
    const found = fields[name] ?? options[name];
    return typeof found === type ? (found as Kind) : undefined;
  };
  return {
    kind: "callback",
    object: numberOf(callback),
    classes: classesOf(callback),
    monitor: field<string>("monitor", "string"),
    patience: field<number>("patience", "number"),
    minDelta: field<number>("minDelta", "number"),
    mode: field<string>("mode", "string"),
    baseline: field<number>("baseline", "number"),
    startFromEpoch: field<number>("startFromEpoch", "number"),
  };
}

function isHistory(value: unknown): value is { epoch: unknown; history: unknown } {
  return typeof value === "object" && value !== null && "epoch" in value && "history" in value;
}

const depthAtMost = 4;
const lengthAtMost = 10_000;

/** The part of a value that JSON can hold; undefined where it is more than numbers, texts, lists and plain objects. */
function plain(value: unknown, depth = 0): unknown {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return value.slice(0, lengthAtMost);
  if (typeof value !== "object" || depth > depthAtMost) return undefined;
  if (value instanceof tf.Tensor && value.size === 1 && !value.isDisposed) return read(value)[0];
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)) {
    return Array.from(value as ArrayLike<unknown>)
      .slice(0, lengthAtMost)
      .map((part) => plain(part, depth + 1));
  }
  const entries = Object.entries(value).slice(0, lengthAtMost);
  return Object.fromEntries(entries.map(([name, part]) => [name, plain(part, depth + 1)]));
}

function typeName(value: unknown): string {
  const name: unknown = Object(value).constructor?.name;
  return typeof name === "string" ? name : typeof value;
}

export const bytesOf = (values: Float32Array | Int32Array | Uint8Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
