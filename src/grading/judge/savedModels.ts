/** The models that a notebook wrote to files. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { loadModel, loadWeights } from "../../training";
import type { ModelEvidence } from "../evidence/format";
import type { EvidenceReader } from "./evidenceReader";
import { rebuiltModel } from "./rebuiltModel";

/** Whether a file in a folder holds the weights of a model. */
export async function isSaved(
  model: ModelEvidence,
  folder: string,
  reader: EvidenceReader,
): Promise<boolean> {
  for (const file of modelFiles(folder)) {
    try {
      if (haveWeights(await savedModel(file, model, reader), model, reader)) return true;
    } catch {
      // A file of another kind, or of another model.
    }
  }
  return false;
}

/** The model of a file; the given one with the weights of the file, where there is nothing else in it. */
async function savedModel(
  file: string,
  evidence: ModelEvidence,
  reader: EvidenceReader,
): Promise<tf.LayersModel> {
  if (!file.endsWith(".weights.h5")) return loadModel(file);
  const { model } = await rebuiltModel(evidence, reader);
  await loadWeights(model, file);
  return model;
}

function haveWeights(saved: tf.LayersModel, { weights }: ModelEvidence, reader: EvidenceReader): boolean {
  const own = saved.getWeights();
  if (own.length !== weights.length) return false;
  return weights.every((weight, at) =>
    tf.tidy(() => own[at]?.equal(reader.tensor(weight)).all().dataSync()[0] === 1),
  );
}

const depthAtMost = 3;

/** Files and folders that may be a saved model. */
function modelFiles(folder: string, depth = 0): string[] {
  if (!existsSync(folder) || depth > depthAtMost) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) return /\.(keras|h5|hdf5)$/.test(entry.name) ? [file] : [];
    if (!entry.isDirectory() || entry.name === "node_modules") return [];
    return existsSync(path.join(file, "model.json")) ? [file] : modelFiles(file, depth + 1);
  });
}
