/**
 * Masks, which Embedding (mask_zero) and Masking make: Keras gives them to the layers behind, and tfjs to every layer
 * that it computes later. What both do alike is read and saved.
 */
import { ModelFileError } from "../errors";
import { callsOf, isModel, listOfOutputs, nameOf } from "./nodes";
import { isObject, type JsonObject } from "./objects";

/** Layers that compute with a mask, alike in both. */
const recurrent = ["SimpleRNN", "LSTM", "GRU", "Bidirectional"];

/** Layers that compute as if there were none, and hand it on. */
const passing = [
  ...["Dense", "Activation", "Masking", "LayerNormalization", "TimeDistributed", "Rescaling"],
  ...["ELU", "LeakyReLU", "PReLU", "ReLU"],
  ...["Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise"],
];

/** Layers that Keras hands a mask, and tfjs none. */
const masksInKerasAlone = [
  ...["GlobalAveragePooling1D", "BatchNormalization", "Softmax"],
  ...["Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply"],
];

/**
 * @param model a Sequential or functional model in Keras's configuration.
 * @throws {ModelFileError} where Keras and tfjs compute with masks in different ways.
 */
export function requireMasksAlike(model: JsonObject, file: string): void {
  givesMask(model, file);
}

/** Whether a mask comes out of it. */
function givesMask(model: JsonObject, file: string): boolean {
  const config = model.config as JsonObject;
  const layers = (config.layers as JsonObject[]).filter(isObject);
  const inner = new Map(layers.filter(isModel).map((layer) => [layer, givesMask(layer, file)]));
  const hasMasks = layers.some((layer) => makesMask(layer) || inner.get(layer));
  if (!hasMasks) return false;

  const masked = new Set<string>();
  const sourcesOf = (layer: JsonObject, index: number): string[] =>
    model.class_name === "Sequential"
      ? layers.slice(index - 1, index).map(nameOf)
      : callsOf(layer, file)
          .flat()
          .map(({ layer: name }) => name);
  let before: number;
  do {
    before = masked.size;
    for (const [index, layer] of layers.entries()) {
      const isMasked = sourcesOf(layer, index).some((name) => masked.has(name));
      if (inner.get(layer) || makesMask(layer) || (isMasked && handsOn(layer))) masked.add(nameOf(layer));
    }
  } while (masked.size > before);
  for (const [index, layer] of layers.entries()) {
    requireAlike(
      layer,
      sourcesOf(layer, index).some((name) => masked.has(name)),
      file,
    );
  }
  if (model.class_name === "Sequential") return masked.has(nameOf(layers.at(-1) as JsonObject));
  return listOfOutputs(config.output_layers, file).some(({ layer }) => masked.has(layer));
}

const makesMask = ({ class_name, config }: JsonObject) =>
  class_name === "Masking" || (class_name === "Embedding" && isObject(config) && config.mask_zero === true);

function handsOn(layer: JsonObject): boolean {
  if (recurrent.includes(String(layer.class_name))) return innerConfig(layer).return_sequences === true;
  return passing.includes(String(layer.class_name));
}

/** That of the layer in a Bidirectional. */
function innerConfig({ config }: JsonObject): JsonObject {
  const { layer } = config as JsonObject;
  return (isObject(layer) ? layer.config : config) as JsonObject;
}

function requireAlike(layer: JsonObject, isMasked: boolean, file: string): void {
  const kerasClass = String(layer.class_name);
  const where = `${file}: the ${kerasClass} layer "${nameOf(layer)}"`;
  if (recurrent.includes(kerasClass)) {
    if (!isMasked) throw unlike(`${where} has no mask in Keras, and another layer's in tfjs.`);
    if (innerConfig(layer).zero_output_for_mask === true) {
      throw unlike(`${where} has zero_output_for_mask, which tfjs cannot do.`);
    }
  }
  if (isModel(layer)) throw unlike(`${where} is a model in a model with masks, which tfjs mixes up.`);
  if (isMasked && masksInKerasAlone.includes(kerasClass)) {
    throw unlike(`${where} takes a mask in Keras, and none in tfjs.`);
  }
}

const unlike = (message: string) =>
  new ModelFileError(message, { cure: "build it without masks: mask_zero=False, and no Masking layer" });
