/** A layer of tfjs's configuration as one of Keras's. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../errors";
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
  // tfjs forgets to note it.
  if (row.options.includes("depth_multiplier") && layer) {
    const { depthMultiplier } = layer as unknown as { depthMultiplier?: number };
    given.depth_multiplier = depthMultiplier ?? 1;
  }
  const result: JsonObject = {
    name: given.name as Json,
    trainable: given.trainable ?? true,
    dtype: "float32",
  };
  for (const option of row.options) {
    if (given[option] !== undefined) result[option] = optionToKeras(option, given[option] as Json, where);
  }
  if (kerasClass === "GRU") result.reset_after = tfjsClass === "ResetAfterGRU";
  return { module: "keras.layers", class_name: kerasClass, config: result, registered_name: null };
}

function optionToKeras(option: string, value: Json, where: string): Json {
  if (option === "activation" || option === "recurrent_activation") return activationToKeras(value, where);
  if (objectKind(option)) return objectToKeras(value, option, where);
  if (option === "layer" && isObject(value)) return layerToKeras(value);
  return value;
}
