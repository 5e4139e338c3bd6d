/**
 * Lets tfjs's own `tf.loadLayersModel` and `tf.loadGraphModel` say what is wrong with the place that they are given: a file
 * of Keras's, a folder, a name without `file://`. What they can read they read as ever.
 *
 * tfjs-node 4.22.0, io/file_system.ts, parses whatever there is as JSON; tfjs-core takes a name for an address of the web.
 */
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import path from "node:path";
import type { io } from "@tensorflow/tfjs";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../../saving";

interface NodeFileSystem {
  /** The model, or `[model, weights]`. */
  path: string | string[];
  load(): Promise<io.ModelArtifacts>;
}

const { prototype } = tf.io.fileSystem("model.json").constructor as unknown as { prototype: NodeFileSystem };
const { load } = prototype;

prototype.load = async function (this: NodeFileSystem) {
  const [file = ""] = [this.path].flat();
  requireReadable(file);
  try {
    return await load.call(this);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw refusal(
      `${shown(file)} is no model.json of tfjs: ${cause.message}`,
      "save or copy the model again",
      cause,
    );
  }
};

// For tfjs this is an address relative to a page.
tf.io.registerLoadRouter((place) => {
  if (typeof place !== "string" || place.includes("://")) return null as unknown as io.IOHandler;
  return {
    load: async () => {
      requireReadable(path.resolve(place));
      throw refusal(
        `${place} is a name of a file, and tfjs takes URLs`,
        `write ${JSON.stringify(`file://${place}`)}, or ${ofTrainbook(path.resolve(place))}`,
      );
    },
  };
});

const refusal = (words: string, cure: string, cause?: unknown) =>
  new ModelFileError(`tf.loadLayersModel: ${words}.`, { cure, cause });

/** As the learner has written it, where that can be told. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === "" || relative.startsWith("..") ? file : relative;
}

const ofTrainbook = (file: string) => `use await loadModel(${JSON.stringify(shown(file))}) of trainbook`;

/** @throws {ModelFileError} where there is no model of tfjs. */
function requireReadable(file: string): void {
  if (!existsSync(file)) {
    const isOfKeras = KERAS.test(file);
    throw refusal(
      `there is no ${shown(file)}`,
      isOfKeras
        ? "check the name, and use await loadModel(…) of trainbook: tfjs does not read Keras's files"
        : "check the name: it is that of the model.json",
    );
  }
  if (statSync(file).isDirectory()) throw ofFolder(file);
  if (KERAS.test(file) || isOfKeras(file)) {
    throw refusal(`${shown(file)} is a file of Keras's, which tfjs does not read`, ofTrainbook(file));
  }
}

const KERAS = /\.(keras|h5|hdf5)$/;

/** Zip archives begin with "PK", HDF5 with "\x89HDF". */
function isOfKeras(file: string): boolean {
  const bytes = Buffer.alloc(4);
  const opened = openSync(file, "r");
  try {
    readSync(opened, bytes);
  } finally {
    closeSync(opened);
  }
  const text = bytes.toString("latin1");
  return text.startsWith("PK") || text === "\x89HDF";
}

function ofFolder(folder: string): ModelFileError {
  const names = readdirSync(folder);
  if (names.includes("model.json")) {
    const url = `file://${shown(path.join(folder, "model.json"))}`;
    return refusal(
      `${shown(folder)} is a folder`,
      `name the file in it, ${JSON.stringify(url)}, or ${ofTrainbook(folder)}`,
    );
  }
  if (names.includes("saved_model.pb")) {
    return refusal(
      `${shown(folder)} is a SavedModel of TensorFlow, which predicts and has no layers`,
      `await tf.node.loadSavedModel(${JSON.stringify(shown(folder))})`,
    );
  }
  const found = names.find((name) => KERAS.test(name));
  return refusal(
    `the folder ${shown(folder)} has no model.json`,
    found === undefined ? "name a folder that a model was saved to" : ofTrainbook(path.join(folder, found)),
  );
}
