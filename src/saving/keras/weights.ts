/** Weights between a model and the groups of a file. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../errors";
import type { GroupReader, GroupWriter, StoredArray } from "../files/hdf5";
import { weightPaths } from "./weightPaths";

/** Keras 3's layout, of `.keras` and `.weights.h5`. */
export function writeWeights(model: tf.LayersModel, root: GroupWriter): void {
  const groups = new Map<string, GroupWriter>([["", root]]);
  for (const { path, weights } of weightPaths(model)) {
    const group = groupAt(path, groups);
    for (const [index, weight] of weights.entries()) group.array(String(index), storedArray(weight.read()));
  }
}

/** Groups are made on the way, each once. */
function groupAt(path: string, groups: Map<string, GroupWriter>): GroupWriter {
  const known = groups.get(path);
  if (known) return known;
  const cut = path.lastIndexOf("/");
  const made = groupAt(path.slice(0, Math.max(0, cut)), groups).group(path.slice(cut + 1));
  groups.set(path, made);
  return made;
}

export function storedArray(tensor: tf.Tensor): StoredArray {
  return { shape: tensor.shape, data: Float32Array.from(tensor.dataSync()) };
}

/** @throws {ModelFileError} where the file lacks weights of the model, or has them in another shape. */
export function readWeights(model: tf.LayersModel, root: GroupReader, file: string): void {
  for (const { path, weights, layer } of weightPaths(model)) {
    const arrays = weights.map((_, index) => root.array(`${path}/${index}`));
    setWeights(weights, arrays, `${file}: ${path}`, layer.name);
    if (root.group(path).names().length > weights.length) {
      throw new ModelFileError(`${file}: ${path} has more weights than the layer "${layer.name}".`);
    }
  }
}

/** Keras's older layout, of `.h5`: by the names of layers. */
export function writeLegacyWeights(model: tf.LayersModel, root: GroupWriter): void {
  const { layers } = model;
  root.attribute(
    "layer_names",
    layers.map(({ name }) => name),
  );
  root.attribute("backend", "tensorflow");
  root.attribute("keras_version", KERAS_VERSION);
  for (const layer of layers) {
    const group = root.group(layer.name);
    const names = uniqueNames(
      layer.weights.map(({ originalName }) => originalName.split("/").at(-1) as string),
    );
    group.attribute(
      "weight_names",
      names.map((name) => `${layer.name}/${name}`),
    );
    if (names.length === 0) continue;
    const inner = group.group(layer.name);
    for (const [index, weight] of layer.weights.entries())
      inner.array(names[index] as string, storedArray(weight.read()));
  }
  root.group("top_level_model_weights").attribute("weight_names", []);
}

/** The version of Keras whose format we write. */
export const KERAS_VERSION = "3.15.1";

function uniqueNames(names: string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}_${before}`;
  });
}

export function readLegacyWeights(model: tf.LayersModel, root: GroupReader, file: string): void {
  const ofFile = (root.attribute("layer_names") ?? []) as string[];
  const stored = ofFile
    .map((name) => ({ name, weightNames: (root.group(name).attribute("weight_names") ?? []) as string[] }))
    .filter(({ weightNames }) => weightNames.length > 0);
  const layers = model.layers.filter(({ weights }) => weights.length > 0);
  if (stored.length !== layers.length) {
    throw new ModelFileError(
      `${file} holds weights of ${stored.length} layers, the model has ${layers.length} with weights.`,
    );
  }
  for (const [index, { name, weightNames }] of stored.entries()) {
    const layer = layers[index] as tf.layers.Layer;
    const arrays = weightNames.map((weight) => root.group(name).array(weight));
    setWeights(layer.weights, arrays, `${file}: ${name}`, layer.name);
  }
}

function setWeights(weights: tf.LayerVariable[], arrays: StoredArray[], where: string, layer: string): void {
  const shapes = (list: { shape: (number | null)[] }[]) =>
    list.map(({ shape }) => `[${shape.join(", ")}]`).join(" ") || "none";
  if (shapes(weights) !== shapes(arrays)) {
    throw new ModelFileError(
      `${where} holds weights of the shapes ${shapes(arrays)}; those of the layer "${layer}" are ${shapes(weights)}.`,
    );
  }
  for (const [index, weight] of weights.entries()) {
    const { shape, data } = arrays[index] as StoredArray;
    // Not weight.write, which would put it under its constraint: Keras does so after steps alone.
    const { val } = weight as unknown as { val: tf.Variable };
    tf.tidy(() => val.assign(tf.tensor(data as Float32Array, shape, "float32")));
  }
}
