/** A layer of tfjs's configuration as one of Keras's. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { LayerPrivates } from "../../tfjs";
import { ModelFileError } from "../errors";
import { requireAlike } from "./layerFromKeras";
import { layerTable, sharedLayers } from "./layerTable";
import {
  activationToKeras,
  isObject,
  type Json,
  type JsonObject,
  objectKind,
  objectToKeras,
} from "./objects";

/** @throws {ModelFileError} for a layer that Keras lacks, with its name. */
export function layerToKeras({ class_name, config }: JsonObject, layer?: tf.layers.Layer): JsonObject {
  const tfjsClass = String(class_name);
  const given = isObject(config) ? { ...config } : {};
  const kerasClass = tfjsClass === "ResetAfterGRU" ? "GRU" : tfjsClass;
  const where = `the ${tfjsClass} layer "${String(given.name)}"`;
  const row = Object.hasOwn(layerTable, kerasClass) ? layerTable[kerasClass] : undefined;
  if (!row) {
    throw new ModelFileError(`${where} is none that Keras files can hold.`, {
      cure: `these can be saved: ${sharedLayers.join(", ")}; a folder ("model/") holds every layer of tfjs`,
    });
  }
  for (const [tfjs, keras] of Object.entries(row.renamed ?? {})) {
    if (given[tfjs] !== undefined) given[keras] = given[tfjs] as Json;
  }
  requireAlike(row, given, where);
  if (row.options.includes("depth_multiplier") && layer) restoreForgotten(given, layer);
  const result: JsonObject = { name: given.name as Json, dtype: "float32" };
  // Not every layer without weights takes it: SpatialDropout1D does not.
  if (layer?.weights.length !== 0) result.trainable = given.trainable ?? true;
  for (const option of row.options) {
    if (given[option] !== undefined) result[option] = optionToKeras(option, given[option] as Json, where);
  }
  const { activityRegularizer } = (layer ?? {}) as unknown as Partial<LayerPrivates>;
  const regularizer =
    given.activity_regularizer ?? (activityRegularizer ? configOf(activityRegularizer) : null);
  if (regularizer) {
    result.activity_regularizer = objectToKeras(regularizer, "activity_regularizer", where);
  }
  if (kerasClass === "GRU") result.reset_after = tfjsClass === "ResetAfterGRU";
  return { module: "keras.layers", class_name: kerasClass, config: result, registered_name: null };
}

/** Restores what tfjs's config of a depthwise convolution lacks or has wrong: its constraint is its regularizer. */
function restoreForgotten(config: JsonObject, layer: tf.layers.Layer): void {
  const { depthMultiplier, depthwiseConstraint } = layer as unknown as {
    depthMultiplier?: number;
    depthwiseConstraint: tf.serialization.Serializable | null;
  };
  config.depth_multiplier = depthMultiplier ?? 1;
  config.depthwise_constraint = depthwiseConstraint && configOf(depthwiseConstraint);
}

const configOf = (object: tf.serialization.Serializable): JsonObject => ({
  class_name: object.getClassName(),
  config: inSnakeCase(object.getConfig() as JsonObject),
});

const inSnakeCase = (config: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

function optionToKeras(option: string, value: Json, where: string): Json {
  if (option === "activation" || option === "recurrent_activation") return activationToKeras(value, where);
  if (objectKind(option)) return objectToKeras(value, option, where);
  if (option === "layer" && isObject(value)) return layerToKeras(value);
  return value;
}
