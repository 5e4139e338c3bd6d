/**
 * Masks, which Embedding (mask_zero) and Masking make. trainbook's own functions compute with them as Keras does; tfjs's
 * own model.predict gives the mask of one layer to all that are computed later, and forgets those of others.
 */
import { ModelFileError } from "../errors";
import { innerConfig } from "./maskOperations";
import { callsOf, isModel, listOfOutputs, nameOf } from "./nodes";
import { isObject, type JsonObject } from "./objects";

/** Layers that compute with a mask. */
const recurrent = ["SimpleRNN", "LSTM", "GRU", "Bidirectional"];
const averaging = ["GlobalAveragePooling1D", "BatchNormalization", "Softmax"];
const merging = ["Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply"];

/** Layers that compute as if there were none, and hand it on. */
const passing = [
  ...["Dense", "Activation", "Masking", "LayerNormalization", "TimeDistributed", "Rescaling"],
  ...["ELU", "LeakyReLU", "PReLU", "ReLU"],
  ...["Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise"],
];

/** A layer of a model, and whether a mask comes in. */
interface Place {
  layer: JsonObject;
  isMasked: boolean;
}

/**
 * @param model a Sequential or functional model in Keras's configuration.
 * @throws {ModelFileError} where a layer computes with a mask in a way that is not there.
 */
export function requireMasksSupported(model: JsonObject, file: string): void {
  for (const { layer, isMasked } of placesOf(model, file).places) {
    if (isModel(layer)) requireMasksSupported(layer, file);
    if (isMasked) requireSupported(layer, file);
  }
}

function requireSupported(layer: JsonObject, file: string): void {
  const kerasClass = String(layer.class_name);
  const where = `${file}: the ${kerasClass} layer "${nameOf(layer)}"`;
  const { layer: inner } = layer.config as JsonObject;
  if (kerasClass !== "TimeDistributed" || !isObject(inner)) return;
  const innerClass = String(inner.class_name);
  if (!recurrent.includes(innerClass) && !["GlobalAveragePooling1D", "Softmax"].includes(innerClass)) return;
  throw unsupported(`${where} hands each step of a mask to a ${innerClass}, which is not there.`);
}

const unsupported = (message: string) =>
  new ModelFileError(message, { cure: "build it without masks: mask_zero=False, and no Masking layer" });

/**
 * The first layer that tfjs's own model.predict computes in another way, on account of masks.
 *
 * @param model a Sequential or functional model in Keras's configuration.
 */
export function maskedOtherwiseByTfjs(model: JsonObject, file: string): JsonObject | undefined {
  const { places } = placesOf(model, file);
  const hasMasks = places.some(
    ({ layer, isMasked }) => isMasked || makesMask(layer) || isModelWithMasks(layer, file),
  );
  if (!hasMasks) return undefined;
  return places.find(({ layer, isMasked }) => {
    const kerasClass = String(layer.class_name);
    if (isModel(layer)) return isMasked || isModelWithMasks(layer, file);
    if (recurrent.includes(kerasClass) && !isMasked) return true;
    const { return_sequences, zero_output_for_mask } = innerConfig(layer);
    const isZeroed =
      recurrent.includes(kerasClass) &&
      return_sequences === true &&
      // Bidirectional sets it on the layers inside by itself.
      (zero_output_for_mask === true || kerasClass === "Bidirectional");
    return isMasked && (isZeroed || [...averaging, ...merging].includes(kerasClass));
  })?.layer;
}

const isModelWithMasks = (layer: JsonObject, file: string): boolean =>
  isModel(layer) && placesOf(layer, file).places.some((one) => one.isMasked || makesMask(one.layer));

function placesOf(
  model: JsonObject,
  file: string,
  isInputMasked = false,
): { places: Place[]; isOutputMasked: boolean } {
  const config = model.config as JsonObject;
  const layers = (config.layers as JsonObject[]).filter(isObject);
  const isSequential = model.class_name === "Sequential";
  const sourcesOf = (layer: JsonObject, index: number): string[] =>
    isSequential
      ? layers.slice(index - 1, index).map(nameOf)
      : callsOf(layer, file)
          .flat()
          .map(({ layer: name }) => name);
  const masked = new Set<string>();
  const isMasked = (layer: JsonObject, index: number) => {
    const sources = sourcesOf(layer, index);
    return sources.length === 0 ? isInputMasked : sources.some((name) => masked.has(name));
  };
  let before: number;
  do {
    before = masked.size;
    for (const [index, layer] of layers.entries()) {
      if (givesMask(layer, isMasked(layer, index), file)) masked.add(nameOf(layer));
    }
  } while (masked.size > before);
  const places = layers.map((layer, index) => ({ layer, isMasked: isMasked(layer, index) }));
  const outputs = isSequential
    ? layers.slice(-1).map(nameOf)
    : listOfOutputs(config.output_layers, file).map(({ layer }) => layer);
  return { places, isOutputMasked: outputs.some((name) => masked.has(name)) };
}

const makesMask = ({ class_name, config }: JsonObject) =>
  class_name === "Masking" || (class_name === "Embedding" && isObject(config) && config.mask_zero === true);

function givesMask(layer: JsonObject, isMasked: boolean, file: string): boolean {
  const kerasClass = String(layer.class_name);
  if (isModel(layer)) return placesOf(layer, file, isMasked).isOutputMasked;
  if (makesMask(layer)) return true;
  if (!isMasked) return false;
  if (recurrent.includes(kerasClass)) return innerConfig(layer).return_sequences === true;
  // Of merged ones, where any may be masked.
  return [...passing, ...merging, "BatchNormalization", "Softmax", "InputLayer"].includes(kerasClass);
}
