/** `saveModel` and `loadModel`, `saveWeights` and `loadWeights`: by the ending of the name. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { nearNames } from "../../options";
import {
  ModelFileError,
  readH5File,
  readKerasFile,
  readWeightsFile,
  writeH5File,
  writeKerasFile,
  writeWeightsFile,
} from "../../saving";
import { KerasOptimizer } from "../optimizers";
import { requireModel } from "../requireModel";
import { readModelFolder, writeModelFolder } from "./modelFolder";
import { stateFromKeras } from "./optimizerState";
import { requireFileName } from "./requireFileName";

import { restoreTraining, trainingOf } from "./savedTraining";

/**
 * Saves a model: layers, weights, what it was compiled with, and what its optimizer remembers. What is there already is
 * replaced when the new one is complete.
 *
 * @param file `name.keras` or `name.h5`, which Keras opens as well, or a folder, `name/`, of tfjs's `model.json`, which
 * holds layers and weights alone.
 * @throws {ModelFileError} for a layer that such a file cannot hold, with its name.
 * @example
 * await saveModel(model, "best_model.keras");
 */
export async function saveModel(model: tf.LayersModel, file: string): Promise<void> {
  requireModel(model, "saveModel");
  requireFileName("saveModel", file);
  const kind = path.extname(file);
  if (file.endsWith(".weights.h5")) {
    throw new ModelFileError(`saveModel: ${file} is a name for weights alone.`, {
      cure: "saveWeights(model, file)",
    });
  }
  if (kind === ".keras") await writeKerasFile(model, file, trainingOf(model, file));
  else if (kind === ".h5" || kind === ".hdf5") await writeH5File(model, file, trainingOf(model, file));
  else if (kind === "" || /[\\/]$/.test(file)) await writeModelFolder(model, file);
  else throw unknownKind("saveModel", file);
}

/**
 * Reads a model that Keras, tfjs or `saveModel` wrote, compiled as it was. Nothing in a file is run as a program.
 *
 * @param file `name.keras`, `name.h5`, or a folder of tfjs's `model.json`.
 * @throws {ModelFileError} for a damaged file, and for a layer that tfjs lacks, with its name.
 * @example
 * const model = await loadModel("best_model.keras");
 */
export async function loadModel(file: string): Promise<tf.LayersModel> {
  requireFileName("loadModel", file);
  if (!existsSync(file)) throw missing("loadModel", file);
  if (statSync(file).isDirectory() || file.endsWith(".json")) {
    if (existsSync(path.join(file, "saved_model.pb"))) {
      throw new ModelFileError(
        `loadModel: ${file} is a SavedModel of TensorFlow, which predicts and has no layers.`,
        {
          cure: "await tf.node.loadSavedModel(folder)",
        },
      );
    }
    return readModelFolder(file);
  }
  const kind = path.extname(file);
  if (kind !== ".keras" && kind !== ".h5" && kind !== ".hdf5") throw unknownKind("loadModel", file);
  const { model, training } = await (kind === ".keras" ? readKerasFile : readH5File)(file);
  if (training) await restoreTraining(model, training, file);
  return model;
}

/**
 * Saves the weights of a model, and what its optimizer remembers, in Keras's format.
 *
 * @param file ends in `.weights.h5`.
 */
export async function saveWeights(model: tf.LayersModel, file: string): Promise<void> {
  requireModel(model, "saveWeights");
  requireFileName("saveWeights", file);
  if (!file.endsWith(".weights.h5")) {
    throw new ModelFileError(`saveWeights: the name must end in .weights.h5, found ${file}.`);
  }
  await writeWeightsFile(model, file, trainingOf(model, file));
}

/**
 * Reads weights into a model of the same layers.
 *
 * @param file `.weights.h5`, or a whole model in `.h5`, of Keras or of trainbook.
 * @throws {ModelFileError} where the file lacks weights of the model, or has them in another shape.
 */
export async function loadWeights(model: tf.LayersModel, file: string): Promise<void> {
  requireModel(model, "loadWeights");
  requireFileName("loadWeights", file);
  if (!existsSync(file)) throw missing("loadWeights", file);
  if (path.extname(file) === ".keras") {
    throw new ModelFileError(`loadWeights: ${file} is a whole model.`, {
      cure: `await loadModel(${JSON.stringify(file)}), which has the weights, too`,
    });
  }
  const state = await readWeightsFile(model, file);
  if (model.optimizer instanceof KerasOptimizer) await stateFromKeras(model, model.optimizer, state);
}

function missing(call: string, file: string): ModelFileError {
  const folder = path.dirname(file);
  if (!existsSync(folder)) {
    return new ModelFileError(`${call}: there is no ${file}: no folder ${folder} either.`, {
      cure: `give a name that begins in the working folder, ${process.cwd()}`,
    });
  }
  const near = nearNames(path.basename(file), readdirSync(folder)).map((name) => path.join(folder, name));
  return new ModelFileError(`${call}: there is no ${file}.`, {
    cure:
      near.length > 0
        ? `did you mean ${near.map((name) => JSON.stringify(name)).join(", ")}?`
        : "see that the cell which saves it has run, and that the name is the same",
  });
}

const unknownKind = (call: string, file: string) =>
  new ModelFileError(`${call}: nobody knows what kind of file ${file} is.`, {
    cure: 'end the name in ".keras" or ".h5", or name a folder: "model/"',
  });
