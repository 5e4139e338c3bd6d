/** A model out of Keras's configuration, its weights zero. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { LayerPrivates } from "../../tfjs";
import { ModelFileError } from "../errors";
import { sayDepartures } from "./departures";
import { inWordsOfKeras3, isKeras2 } from "./keras2";
import { layerFromKeras } from "./layerFromKeras";
import { withoutMaskOperations } from "./maskOperations";
import { requireMasksSupported } from "./masks";
import { callsOf, isModel, listOfOutputs, nameOf, nodeInTfjs, optionsOfCalls, requireAnOrder } from "./nodes";
import { isObject, type Json, type JsonObject } from "./objects";

interface FromConfig {
  fromConfig(cls: unknown, config: unknown, customObjects: object, fastWeightInit: boolean): tf.LayersModel;
}

export interface Origin {
  file: string;
  /** Of Keras, which wrote it: 3.15.1, say. */
  version: string;
  /** How many numbers the file holds: a model with more weights is not built. */
  largest: number;
}

/** @throws {ModelFileError} for what tfjs lacks, and where the configuration makes no model. */
export function modelFromKeras(given: JsonObject, { file, version, largest }: Origin): tf.LayersModel {
  const model = isKeras2(version) ? inWordsOfKeras3(given, file) : withoutMaskOperations(given, file);
  const { className, config } = modelConfig(model, file);
  requireMasksSupported(model, file);
  sayDepartures(model, file);
  const made = className === "Sequential" ? tf.Sequential : tf.LayersModel;
  try {
    const result = withWeightsUpTo(largest, file, () =>
      (made as unknown as FromConfig).fromConfig(made, config, {}, true),
    );
    restoreTrainable(result, model);
    return result;
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    throw new ModelFileError(`${file}: its configuration makes no model: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/** tfjs's configuration of a model does not say whether it is trainable. Its layers say it for themselves. */
function restoreTrainable(layer: tf.layers.Layer, { config }: JsonObject): void {
  const { trainable = true, layers = [] } = config as JsonObject;
  (layer as unknown as Pick<LayerPrivates, "trainable_">).trainable_ = trainable !== false;
  const inner = new Map((layer as tf.LayersModel).layers.map((one) => [one.name, one]));
  for (const entry of (layers as Json[]).filter(isObject)) {
    const one = inner.get(nameOf(entry));
    if (isModel(entry) && one && "layers" in one) restoreTrainable(one, entry);
  }
}

function modelConfig(model: JsonObject, file: string): { className: string; config: JsonObject } {
  const { class_name: kerasClass, config } = model;
  if (!isObject(config) || !Array.isArray(config.layers)) {
    throw new ModelFileError(`${file}: its configuration has no layers.`);
  }
  if (kerasClass === "Sequential") return { className: "Sequential", config: sequentialConfig(config, file) };
  if (kerasClass === "Functional" || kerasClass === "Model") {
    return { className: "Functional", config: functionalConfig(config, file) };
  }
  throw new ModelFileError(`${file}: a model of the class ${JSON.stringify(kerasClass)} cannot be read.`, {
    cure: "save a Sequential or a functional model; a subclass of keras.Model is a program of its own",
  });
}

const layersOf = (config: JsonObject) => (config.layers as Json[]).filter(isObject);

function sequentialConfig(config: JsonObject, file: string): JsonObject {
  const layers = layersOf(config);
  const [first] = layers;
  const isInput = first?.class_name === "InputLayer";
  const batchInputShape = batchShapeOf(isInput ? first : undefined);
  const made = (isInput ? layers.slice(1) : layers).map((layer) => nestedConfig(layer, file));
  const [begin] = made;
  if (!(batchInputShape && begin && isObject(begin.config as Json))) {
    throw new ModelFileError(`${file}: the model does not say what comes in.`, {
      cure: "in Keras, begin it with keras.Input(shape), or call it once before saving",
    });
  }
  // Not its dtype, which tfjs would take for that of the weights: inputs are cast where they come in.
  begin.config = { ...(begin.config as JsonObject), batchInputShape };
  return { name: config.name as Json, layers: made as unknown as Json[] };
}

function functionalConfig(config: JsonObject, file: string): JsonObject {
  const layers = layersOf(config);
  const models = new Set(layers.filter(isModel).map(nameOf));
  const made = layers.map((layer) => ({
    ...(layer.class_name === "InputLayer" ? inputConfig(layer) : nestedConfig(layer, file)),
    name: nameOf(layer),
    inboundNodes: callsOf(layer, file).map((tensors, call) => {
      const options = optionsOfCalls(layer)[call] ?? {};
      return tensors.map((tensor) => [...nodeInTfjs(tensor, models), options]);
    }),
  }));
  requireAnOrder(layers, file);
  const ends = (value: Json | undefined) =>
    listOfOutputs(value, file).map((tensor) => nodeInTfjs(tensor, models));
  return {
    name: config.name as Json,
    layers: made as unknown as Json[],
    inputLayers: ends(config.input_layers),
    outputLayers: ends(config.output_layers),
  };
}

/** A layer, or a model used as one. */
function nestedConfig(layer: JsonObject, file: string): JsonObject {
  if (isModel(layer)) return { ...modelConfig(layer, file) };
  const { class_name: className, config } = layerFromKeras(layer, file);
  return { className, config: inCamelCase(config) };
}

function inputConfig(layer: JsonObject): JsonObject {
  const { name } = layer.config as JsonObject;
  const config = {
    name: name as Json,
    batchInputShape: batchShapeOf(layer) ?? null,
    dtype: inputDtype(layer),
    sparse: false,
  };
  return { className: "InputLayer", config };
}

const batchShapeOf = (input: JsonObject | undefined): Json | undefined =>
  input && ((input.config as JsonObject).batch_shape ?? (input.config as JsonObject).batch_input_shape);

const inputDtype = ({ config }: JsonObject) =>
  String((config as JsonObject).dtype).includes("int") ? "int32" : "float32";

/** tfjs writes options, and words among their values, in camelCase. Names stay. */
function inCamelCase(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      camelCase(key),
      key === "name" ? value : wordsInCamelCase(value),
    ]),
  );
}

function wordsInCamelCase(value: Json): Json {
  if (typeof value === "string") return camelCase(value);
  if (Array.isArray(value)) return value.map(wordsInCamelCase);
  if (!isObject(value)) return value;
  if (!("class_name" in value)) return inCamelCase(value);
  return { className: value.class_name as Json, config: inCamelCase(value.config as JsonObject) };
}

const camelCase = (text: string) => text.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

type AddWeight = (name: string, shape: number[], ...rest: unknown[]) => unknown;

/** Runs at once: no other model is made meanwhile. */
function withWeightsUpTo<Result>(largest: number, file: string, make: () => Result): Result {
  const prototype = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const { addWeight } = prototype;
  let count = 0;
  prototype.addWeight = function (this: unknown, name, shape, ...rest) {
    count += shape.reduce((product, length) => product * length, 1);
    if (count <= largest) return addWeight.call(this, name, shape, ...rest);
    throw new ModelFileError(
      `${file}: the model has more weights than the file holds, which are ${largest} at most.`,
      {
        cure: "the file was changed or cut short: save or copy the model again",
      },
    );
  };
  try {
    return make();
  } finally {
    prototype.addWeight = addWeight;
  }
}
