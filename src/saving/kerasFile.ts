/** `.keras` files: a zip of the model's configuration, and an HDF5 file of its weights (Keras 3's saving_lib). */
import { readFileSync } from "node:fs";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "./errors";
import { readArchive, writeArchive } from "./files/archive";
import { writeWhole } from "./files/atomicWrite";
import { readHdf5, writeHdf5 } from "./files/hdf5";
import { jsonFrom, jsonText } from "./files/json";
import { modelFromKeras } from "./keras/modelFromKeras";
import { modelToKeras } from "./keras/modelToKeras";
import { isObject, type JsonObject } from "./keras/objects";
import { KERAS_VERSION, readWeights, writeWeights } from "./keras/weights";
import { readOptimizer, type SavedTraining, savedTraining, writeOptimizer } from "./training";

export interface ReadModel {
  model: tf.LayersModel;
  /** Where the model was compiled. */
  training?: SavedTraining;
}

const entries = { metadata: "metadata.json", config: "config.json", weights: "model.weights.h5" };

/** @throws {ModelFileError} for a layer that Keras files cannot hold. */
export async function writeKerasFile(
  model: tf.LayersModel,
  file: string,
  training?: SavedTraining,
): Promise<void> {
  const config: JsonObject = {
    ...modelToKeras(model),
    build_config: { input_shape: model.inputs[0]?.shape as number[] },
  };
  if (training) config.compile_config = training.compileConfig;
  const weights = await writeHdf5((root) => {
    writeWeights(model, root);
    if (training) writeOptimizer(root, training);
  });
  const metadata = {
    keras_version: KERAS_VERSION,
    date_saved: new Date().toISOString().slice(0, 19).replace("T", "@"),
  };
  const archive = new Map<string, Uint8Array>([
    [entries.metadata, Buffer.from(JSON.stringify(metadata))],
    [entries.config, Buffer.from(jsonText(config))],
    [entries.weights, weights],
  ]);
  writeWhole(file, writeArchive(archive));
}

/** @throws {ModelFileError} for a damaged file, and for what tfjs lacks. */
export async function readKerasFile(file: string): Promise<ReadModel> {
  const archive = readArchive(readFileSync(file), file);
  const entry = (name: string) => {
    const found = archive.get(name);
    if (found) return found;
    throw new ModelFileError(`${file} is no .keras file: it has no ${name}.`);
  };
  const config = jsonFrom(entry(entries.config), `${file}: ${entries.config}`);
  const weights = entry(entries.weights);
  const { keras_version: version } = jsonFrom(entry(entries.metadata), `${file}: ${entries.metadata}`);
  const largest = weights.length / Float32Array.BYTES_PER_ELEMENT;
  const model = modelFromKeras(config, { file, version: String(version), largest });
  try {
    return await readHdf5(weights, `${file}: ${entries.weights}`, (root) => {
      readWeights(model, root, file);
      const compileConfig = config.compile_config;
      // Keras writes {} for a model that was never compiled.
      if (!isObject(compileConfig) || Object.keys(compileConfig).length === 0) return { model };
      return { model, training: savedTraining(compileConfig, String(version), () => readOptimizer(root)) };
    });
  } catch (error) {
    model.dispose();
    throw error;
  }
}
