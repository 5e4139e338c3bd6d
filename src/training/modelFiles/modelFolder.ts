/** Folders of tfjs: `model.json` and the weights beside it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError, writeWhole } from "../../saving";

/** One of tfjs's weightsManifest. */
interface WeightEntry {
  name: string;
  shape: number[];
  dtype: "float32";
  quantization?: object;
}

interface ModelJson {
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: WeightEntry[] }[];
  trainbook?: { sha256: string };
}

const bytesOf: Record<string, number> = { float32: 4, int32: 4, bool: 1, float16: 2, uint8: 1, uint16: 2 };

/** The checksum of what is read, whatever the white space between. */
function checksum({ trainbook: _, ...content }: ModelJson, weights: Uint8Array): string {
  return createHash("sha256").update(JSON.stringify(content)).update(weights).digest("hex");
}

/** The folder is complete, or what was there before is still there. */
export async function writeModelFolder(model: tf.LayersModel, folder: string): Promise<void> {
  const made = path.resolve(folder);
  const temporary = `${made}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  try {
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        const { modelTopology, weightSpecs = [], format, generatedBy, convertedBy } = artifacts;
        const data = tf.io.CompositeArrayBuffer.join(artifacts.weightData);
        const weights = new Uint8Array(data);
        const manifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
        const json = {
          modelTopology,
          format,
          generatedBy,
          convertedBy,
          weightsManifest: manifest,
        } as ModelJson;
        // As JSON reads it again.
        const content = JSON.parse(JSON.stringify(json)) as ModelJson;
        mkdirSync(temporary, { recursive: true });
        writeWhole(path.join(temporary, "weights.bin"), weights);
        const sealed = { ...content, trainbook: { sha256: checksum(content, weights) } };
        writeWhole(path.join(temporary, "model.json"), Buffer.from(JSON.stringify(sealed)));
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
      }),
    );
    replaceFolder(temporary, made);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** A folder cannot be replaced in one move: the old one is put aside first. */
function replaceFolder(made: string, folder: string): void {
  const old = `${folder}.${process.pid}.old`;
  const hadOne = existsSync(folder);
  if (hadOne) renameSync(folder, old);
  try {
    renameSync(made, folder);
  } catch (error) {
    if (hadOne) renameSync(old, folder);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** @param place the folder, or its `model.json`. @throws {ModelFileError} for a damaged one. */
export async function readModelFolder(place: string): Promise<tf.LayersModel> {
  const file = place.endsWith(".json") ? place : path.join(place, "model.json");
  if (!existsSync(file)) throw noModelIn(place);
  const damaged = (why: string, cause?: unknown) =>
    new ModelFileError(`${file} is damaged, or no model of tfjs: ${why}.`, {
      cure: "save or copy the model again",
      cause,
    });
  const json = jsonOf(file, damaged);
  const specs = json.weightsManifest.flatMap(({ weights }) => weights);
  const parts = json.weightsManifest
    .flatMap(({ paths }) => paths)
    .map((name) => weightFile(file, name, damaged));
  const weights = Buffer.concat(parts.map((part) => readFileSync(part)));
  if (json.trainbook && json.trainbook.sha256 !== checksum(json, weights))
    throw damaged("its checksum does not fit");
  const expected = specs.reduce(
    (sum, { shape, dtype }) =>
      sum + shape.reduce((product, length) => product * length, bytesOf[dtype] ?? Number.NaN),
    0,
  );
  const isQuantized = specs.some(({ quantization }) => quantization);
  if (!isQuantized && expected !== weights.length) {
    throw damaged(`its weights are ${weights.length} bytes, the manifest lists ${expected}`);
  }
  const weightData = weights.buffer.slice(
    weights.byteOffset,
    weights.byteOffset + weights.length,
  ) as ArrayBuffer;
  try {
    return await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: specs, weightData }),
    );
  } catch (cause) {
    throw damaged((cause as Error).message, cause);
  }
}

/** A folder that holds something else. */
function noModelIn(folder: string): ModelFileError {
  const models = readdirSync(folder).filter((name) => /\.(keras|h5|hdf5)$/.test(name));
  const [first = "model.json"] = models;
  return new ModelFileError(`loadModel: the folder ${folder} has no model.json.`, {
    cure:
      models.length > 0
        ? `name the file in it: await loadModel(${JSON.stringify(path.join(folder, first))})`
        : "name a folder that saveModel wrote, or a file that ends in .keras or .h5",
  });
}

function jsonOf(file: string, damaged: (why: string, cause?: unknown) => Error): ModelJson {
  let json: ModelJson;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw damaged((cause as Error).message, cause);
  }
  const isModel = typeof json?.modelTopology === "object" && Array.isArray(json.weightsManifest);
  const areWeights =
    isModel &&
    json.weightsManifest.every((group) => Array.isArray(group?.paths) && Array.isArray(group.weights));
  if (areWeights) return json;
  throw damaged("it has no modelTopology and weightsManifest");
}

/** Weights lie beside the model, nowhere else. */
function weightFile(file: string, name: unknown, damaged: (why: string) => Error): string {
  if (typeof name !== "string" || path.isAbsolute(name) || name.split(/[\\/]/).includes("..")) {
    throw damaged(`its weights are in ${JSON.stringify(name)}, outside of the folder`);
  }
  const found = path.join(path.dirname(file), name);
  if (!existsSync(found)) throw damaged(`${name} is missing`);
  return found;
}
