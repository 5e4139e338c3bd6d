/** A model out of Keras's configuration, its weights zero. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../errors";
import { layerFromKeras } from "./layerFromKeras";
import { isObject, type Json, type JsonObject } from "./objects";

interface FromConfig {
  fromConfig(cls: unknown, config: unknown, customObjects: object, fastWeightInit: boolean): tf.LayersModel;
}

/**
 * @param largest how many numbers the file holds: a model with more weights is not built.
 * @throws {ModelFileError} for what tfjs lacks, and where the configuration makes no model.
 */
export function modelFromKeras(
  model: JsonObject,
  { file, largest }: { file: string; largest: number },
): tf.LayersModel {
  const { className, config } = modelConfig(model, file);
  const made = className === "Sequential" ? tf.Sequential : tf.LayersModel;
  try {
    return withWeightsUpTo(largest, file, () =>
      (made as unknown as FromConfig).fromConfig(made, config, {}, true),
    );
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    throw new ModelFileError(`${file}: its configuration makes no model: ${(error as Error).message}.`, {
      cause: error,
    });
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
const isModel = ({ class_name }: JsonObject) => class_name === "Sequential" || class_name === "Functional";

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
  const layers = layersOf(config).map((layer) => ({
    ...(layer.class_name === "InputLayer" ? inputConfig(layer) : nestedConfig(layer, file)),
    name: (layer.name ?? (layer.config as JsonObject | undefined)?.name) as Json,
    inboundNodes: ((layer.inbound_nodes ?? []) as Json[]).map((node) => inboundNode(node, layer, file)),
  }));
  return {
    name: config.name as Json,
    layers: layers as unknown as Json[],
    inputLayers: listOfTensors(config.input_layers, file),
    outputLayers: listOfTensors(config.output_layers, file),
  };
}

/** A layer, or a model that stands in the place of one. */
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

/** `{ args: [tensor or tensors], kwargs }` of Keras 3 as tfjs's list of `[layer, node, tensor, options]`. */
function inboundNode(node: Json, layer: JsonObject, file: string): Json {
  const { args = null, kwargs = null } = isObject(node) ? node : ({} as JsonObject);
  const tensors = Array.isArray(args) ? args.flat(2) : [];
  const histories = tensors.map((tensor) =>
    isObject(tensor) && isObject(tensor.config ?? null)
      ? (tensor.config as JsonObject).keras_history
      : undefined,
  );
  const isPlain = Object.values(isObject(kwargs) ? kwargs : {}).every(
    (value) => value === null || value === false,
  );
  if (histories.length > 0 && histories.every(Array.isArray) && isPlain) {
    return histories.map((history) => [...(history as Json[]), {}]);
  }
  throw new ModelFileError(
    `${file}: the layer "${String(layer.name)}" is called in a way that tfjs has not.`,
    {
      cure: "call layers with tensors alone in Keras, without initial_state, mask or training",
    },
  );
}

/** One `[name, node, tensor]`, or a list of such. */
function listOfTensors(value: Json | undefined, file: string): Json {
  if (Array.isArray(value) && typeof value[0] === "string") return [value];
  if (Array.isArray(value) && value.every(Array.isArray)) return value;
  throw new ModelFileError(`${file}: its inputs or outputs are no list.`, {
    cure: "build the model in Keras with lists of inputs and outputs, not with objects by name",
  });
}

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
