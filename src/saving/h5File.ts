/** `.h5` files: a whole model in HDF5, as Keras wrote it before `.keras`, and still reads and writes it. */
import { readFileSync } from "node:fs";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "./errors";
import { writeWhole } from "./files/atomicWrite";
import { type GroupReader, readHdf5, writeHdf5 } from "./files/hdf5";
import { jsonFrom, jsonText } from "./files/json";
import { sealed, unsealed } from "./files/seal";
import { modelFromKeras } from "./keras/modelFromKeras";
import { modelToKeras } from "./keras/modelToKeras";
import type { Json, JsonObject } from "./keras/objects";
import {
  KERAS_VERSION,
  readLegacyWeights,
  readWeights,
  writeLegacyWeights,
  writeWeights,
} from "./keras/weights";
import type { ReadModel } from "./kerasFile";
import {
  readLegacyOptimizer,
  readOptimizer,
  type SavedTraining,
  savedTraining,
  writeLegacyOptimizer,
  writeOptimizer,
} from "./training";

/** @throws {ModelFileError} for a layer that Keras files cannot hold. */
export async function writeH5File(
  model: tf.LayersModel,
  file: string,
  training?: SavedTraining,
): Promise<void> {
  const { class_name, config } = modelToKeras(model);
  const bytes = await writeHdf5((root) => {
    root.attribute("keras_version", KERAS_VERSION);
    root.attribute("backend", "tensorflow");
    root.attribute("model_config", JSON.stringify({ class_name, config }));
    writeLegacyWeights(model, root.group("model_weights"));
    if (!training) return;
    const { optimizer, ...compiled } = training.compileConfig;
    root.attribute("training_config", jsonText({ ...compiled, optimizer_config: optimizer as Json }));
    writeLegacyOptimizer(root, training);
  });
  writeWhole(file, sealed(bytes));
}

/** @throws {ModelFileError} for a damaged file, one of weights alone, and for what tfjs lacks. */
export async function readH5File(file: string): Promise<ReadModel> {
  const bytes = unsealed(readFileSync(file), file);
  return readHdf5(bytes, file, (root) => {
    const config = root.attribute("model_config");
    if (typeof config !== "string") {
      throw new ModelFileError(`${file} holds no model, but weights alone.`, {
        cure: "build the model, then loadWeights(model, file)",
      });
    }
    const largest = bytes.length / Float32Array.BYTES_PER_ELEMENT;
    const version = String(root.attribute("keras_version"));
    const model = modelFromKeras(jsonFrom(config, `${file}: model_config`), { file, version, largest });
    try {
      readLegacyWeights(model, root.group("model_weights"), file);
      return { model, training: readTraining(root, file) };
    } catch (error) {
      model.dispose();
      throw error;
    }
  });
}

function readTraining(root: GroupReader, file: string): SavedTraining | undefined {
  const text = root.attribute("training_config");
  if (typeof text !== "string") return undefined;
  const { optimizer_config: optimizer = null, ...compiled } = jsonFrom(text, `${file}: training_config`);
  const version = String(root.attribute("keras_version"));
  return savedTraining({ ...compiled, optimizer } as JsonObject, version, () => readLegacyOptimizer(root));
}

/** `.weights.h5` of Keras 3: weights, and the optimizer's numbers. */
export async function writeWeightsFile(
  model: tf.LayersModel,
  file: string,
  training?: SavedTraining,
): Promise<void> {
  const bytes = await writeHdf5((root) => {
    writeWeights(model, root);
    if (training) writeOptimizer(root, training);
  });
  writeWhole(file, sealed(bytes));
}

/**
 * Weights out of any HDF5 file of Keras: `.weights.h5`, or a whole model.
 *
 * @returns the optimizer's numbers, where there are any.
 * @throws {ModelFileError} where the file lacks weights of the model, or has them in another shape.
 */
export async function readWeightsFile(
  model: tf.LayersModel,
  file: string,
): Promise<SavedTraining["optimizer"]> {
  return readHdf5(unsealed(readFileSync(file), file), file, (root) => {
    if (root.has("model_weights") || root.attribute("layer_names")) {
      readLegacyWeights(model, root.has("model_weights") ? root.group("model_weights") : root, file);
      return readLegacyOptimizer(root);
    }
    readWeights(model, root, file);
    return readOptimizer(root);
  });
}
