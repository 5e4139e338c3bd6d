/** A layer of Keras's configuration as one of tfjs's. */
import { ModelFileError } from "../errors";
import { type LayerRow, layerTable, sharedLayers, substitutes } from "./layerTable";
import {
  activationFromKeras,
  isObject,
  type Json,
  type JsonObject,
  objectFromKeras,
  objectKind,
} from "./objects";

/** Options that Keras stores for every layer, and options that play no part in its computation. */
const everywhere = [
  "name",
  "trainable",
  "dtype",
  "batch_shape",
  "activity_regularizer",
  "seed",
  "quantization_config",
];

export interface LayerConfig {
  class_name: string;
  config: JsonObject;
}

/** @throws {ModelFileError} for a layer, or an option of one, that tfjs lacks: with its name, and what is nearest. */
export function layerFromKeras(layer: JsonObject, file: string): LayerConfig {
  const kerasClass = String(layer.class_name);
  const config = isObject(layer.config) ? layer.config : {};
  const where = `${file}: the ${kerasClass} layer "${String(config.name)}"`;
  const row = rowOf(kerasClass, layer, where);
  const { name, trainable = true } = config;
  const result: JsonObject = { name: name as Json, trainable: trainable as Json };
  if (config.activity_regularizer) {
    result.activity_regularizer = objectFromKeras(config.activity_regularizer, where);
  }
  requireAlike(row, config, where);
  for (const option of row.options) {
    if (config[option] !== undefined) result[option] = optionFromKeras(option, config[option], where, file);
  }
  for (const [option, value] of Object.entries(config)) {
    if (row.options.includes(option) || everywhere.includes(option)) continue;
    requireNeutral(row, option, value, where);
  }
  for (const [tfjs, keras] of Object.entries(row.renamed ?? {})) {
    result[tfjs] = result[keras] as Json;
    delete result[keras];
  }
  if (kerasClass === "GRU" && config.reset_after !== false)
    return { class_name: "ResetAfterGRU", config: result };
  if (kerasClass === "ReLU" && result.max_value === null) delete result.max_value;
  if (kerasClass === "Bidirectional") requireMirrored(config, where);
  return { class_name: row.tfjs ?? kerasClass, config: result };
}

function rowOf(kerasClass: string, { registered_name, module }: JsonObject, where: string): LayerRow {
  const row = Object.hasOwn(layerTable, kerasClass) ? layerTable[kerasClass] : undefined;
  const isOwn = typeof registered_name === "string" && registered_name !== kerasClass;
  if (row && !isOwn) return row;
  const near = substitutes[kerasClass];
  const kind =
    isOwn || (typeof module === "string" && !module.startsWith("keras"))
      ? "is a class of its author's own"
      : "is none that tfjs has";
  throw new ModelFileError(`${where} ${kind}.`, {
    cure: near ? `use ${near}` : `these can be read: ${sharedLayers.join(", ")}`,
  });
}

function optionFromKeras(option: string, value: Json, where: string, file: string): Json {
  if (option === "activation" || option === "recurrent_activation") return activationFromKeras(value, where);
  if (objectKind(option)) return objectFromKeras(value, where);
  if (option === "layer" && isObject(value)) return layerFromKeras(value, file) as unknown as Json;
  return value;
}

/** @throws {ModelFileError} for a value with which Keras and tfjs compute something else. */
export function requireAlike({ only = {} }: LayerRow, config: JsonObject, where: string): void {
  for (const [option, values] of Object.entries(only)) {
    const value = config[option];
    const known = values.map((one) => JSON.stringify(one));
    if (value === undefined || value === null || known.includes(JSON.stringify(value))) continue;
    throw new ModelFileError(
      `${where} has ${option} ${JSON.stringify(value)}, which Keras and tfjs do not do alike.`,
      {
        cure: `build it with ${option}=${known[0]}`,
      },
    );
  }
}

function requireNeutral(row: LayerRow, option: string, value: Json, where: string): void {
  // Keras's default, where tfjs has no such option at all.
  const neutral = row.keras && option in row.keras ? row.keras[option] : null;
  const isNeutral = value === null || JSON.stringify(value) === JSON.stringify(neutral);
  // GRU's is a layer of its own; a mirrored layer is made again.
  if (isNeutral || option === "reset_after" || option === "backward_layer") return;
  throw new ModelFileError(`${where} has ${option} ${JSON.stringify(value)}, which tfjs cannot do.`, {
    cure: `build it with ${option}=${JSON.stringify(neutral)} in Keras`,
  });
}

/** tfjs makes the backward layer out of the forward one. */
function requireMirrored(config: JsonObject, where: string): void {
  const [forward, backward] = [config.layer, config.backward_layer].map((layer) => {
    const {
      name: _,
      go_backwards: __,
      ...rest
    } = isObject(layer) && isObject(layer.config) ? layer.config : {};
    return JSON.stringify(rest, (key, value) => (key === "shared_object_id" ? undefined : value));
  });
  if (backward === "{}" || forward === backward) return;
  throw new ModelFileError(`${where} has a backward layer of another kind, which tfjs cannot do.`);
}
