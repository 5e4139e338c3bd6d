/** Models of Keras 2 (and of tf-keras, which goes on with it) in the words of Keras 3. */
import { ModelFileError } from "../errors";
import { FIRST_CALL_OF_A_MODEL, isModel, nameOf } from "./nodes";
import { HARD_SIGMOID_OF_KERAS_2, isObject, type Json, type JsonObject } from "./objects";

export const isKeras2 = (version: string): boolean => /^[12]\./.test(version);

/** @param model a Sequential or functional model in Keras 2's configuration. */
export function inWordsOfKeras3(model: JsonObject, file: string): JsonObject {
  const { config } = model;
  if (!(isObject(config) && Array.isArray(config.layers))) return model;
  const layers = config.layers.filter(isObject);
  const models = new Set(layers.filter(isModel).map(nameOf));
  const ends = (value: Json | undefined) =>
    Array.isArray(value) ? value.map((end) => historyInKeras3(end, models)) : null;
  const made: JsonObject[] = layers.map((layer) => ({
    ...(isModel(layer) ? inWordsOfKeras3(layer, file) : layerInKeras3(layer)),
    inbound_nodes: ((layer.inbound_nodes ?? []) as Json[]).map((node) =>
      nodeInKeras3(node, models, layer, file),
    ),
  }));
  const { input_layers, output_layers } = config;
  return {
    ...model,
    config: { ...config, layers: made, input_layers: ends(input_layers), output_layers: ends(output_layers) },
  };
}

function layerInKeras3(layer: JsonObject): JsonObject {
  const config = Object.fromEntries(
    Object.entries(isObject(layer.config) ? layer.config : {}).map(([option, value]) => [
      option,
      valueInKeras3(option, value),
    ]),
  );
  if (layer.class_name !== "InputLayer") delete config.batch_input_shape;
  if (config.time_major === false) delete config.time_major;
  // How Keras 2 computed, not what.
  delete config.implementation;
  if (layer.class_name === "LeakyReLU") {
    config.negative_slope = config.alpha as Json;
    delete config.alpha;
  }
  return { ...layer, config };
}

function valueInKeras3(option: string, value: Json): Json {
  if (option.endsWith("activation") && value === "hard_sigmoid") return HARD_SIGMOID_OF_KERAS_2;
  if ((option === "layer" || option === "backward_layer") && isObject(value)) return layerInKeras3(value);
  return value;
}

/** From `[[layer, node, tensor, options], …]`. */
function nodeInKeras3(node: Json, models: ReadonlySet<string>, layer: JsonObject, file: string): JsonObject {
  if (!(Array.isArray(node) && node.every(Array.isArray))) {
    throw new ModelFileError(`${file}: the layer "${nameOf(layer)}" is called in a way that tfjs has not.`);
  }
  const tensors = (node as Json[][]).map((tensor) => ({
    class_name: "__keras_tensor__",
    config: { keras_history: historyInKeras3(tensor, models) },
  }));
  const options = (node as Json[][]).map(([, , , given]) => (isObject(given) ? given : {}));
  return { args: [tensors], kwargs: Object.assign({}, ...options) };
}

function historyInKeras3(history: Json, models: ReadonlySet<string>): Json {
  if (!Array.isArray(history)) return history;
  const [layer, node, tensor] = history;
  const first = models.has(String(layer)) ? FIRST_CALL_OF_A_MODEL : 0;
  return [layer as Json, (node as number) - first, tensor as Json];
}

/** @param training a compile_config of Keras 2, or its training_config with the optimizer among them. */
export function trainingInWordsOfKeras3({ optimizer, ...training }: JsonObject): JsonObject {
  return { ...(withoutWrappers(training) as JsonObject), optimizer: optimizerInKeras3(optimizer ?? null) };
}

function optimizerInKeras3(optimizer: Json): Json {
  const { class_name, config } =
    typeof optimizer === "string" ? { class_name: optimizer } : (optimizer as JsonObject);
  const { lr, ...options } = isObject(config) ? config : {};
  // The rate's name in the first versions.
  const words = lr === undefined ? options : { learning_rate: lr, ...options };
  return { class_name: String(class_name).replace(/^Custom>/, ""), config: words };
}

/** By which logs are called, where a metric was given so. */
const shortNames = ["accuracy", "acc", "mae", "mse", "mape", "msle"];

/** Functions that Keras 2 wrapped into metrics and losses, by their names again. */
function withoutWrappers(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutWrappers);
  if (!isObject(value)) return value;
  const { class_name, config } = value;
  if (
    isObject(config) &&
    typeof config.fn === "string" &&
    /^(Mean|Loss)\w+Wrapper$/.test(String(class_name))
  ) {
    return shortNames.includes(String(config.name)) ? (config.name as string) : config.fn;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, part]) => !(name === "reduction" && part === "auto"))
      .map(([name, part]) => [name, withoutWrappers(part)]),
  );
}
