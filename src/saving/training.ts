/** The training state in a model file, in Keras's words. */
import type { GroupReader, GroupWriter, StoredArray } from "./files/hdf5";
import { isKeras2, trainingInWordsOfKeras3 } from "./keras/keras2";
import type { JsonObject } from "./keras/objects";

export interface SavedTraining {
  /** The model's compile configuration, as in Keras's compile_config. */
  compileConfig: JsonObject;
  /** The optimizer's numbers in Keras's order, with Keras's names. */
  optimizer: NamedArray[];
}

export interface NamedArray extends StoredArray {
  name: string;
}

/** @param version of Keras, which wrote it. */
export function savedTraining(
  compileConfig: JsonObject,
  version: string,
  readNumbers: () => NamedArray[],
): SavedTraining {
  if (!isKeras2(version)) return { compileConfig, optimizer: readNumbers() };
  // Its numbers come in another order. Keras 3 leaves them out as well.
  return { compileConfig: trainingInWordsOfKeras3(compileConfig), optimizer: [] };
}

/** `optimizer/vars/0`, `1`, … of Keras 3. */
export function writeOptimizer(root: GroupWriter, { optimizer }: SavedTraining): void {
  if (optimizer.length === 0) return;
  const vars = root.group("optimizer").group("vars");
  for (const [index, array] of optimizer.entries()) vars.array(String(index), array);
}

export function readOptimizer(root: GroupReader): NamedArray[] {
  if (!root.has("optimizer/vars")) return [];
  const vars = root.group("optimizer/vars");
  return vars.names().map((_, index) => ({ name: String(index), ...vars.array(String(index)) }));
}

/** `optimizer_weights` of the older layout. */
export function writeLegacyOptimizer(root: GroupWriter, { optimizer }: SavedTraining): void {
  if (optimizer.length === 0) return;
  const group = root.group("optimizer_weights");
  group.attribute(
    "weight_names",
    optimizer.map(({ name }) => `optimizer/${name}`),
  );
  const inner = group.group("optimizer");
  for (const { name, ...array } of optimizer) inner.array(name, array);
}

export function readLegacyOptimizer(root: GroupReader): NamedArray[] {
  if (!root.has("optimizer_weights")) return [];
  const group = root.group("optimizer_weights");
  const names = (group.attribute("weight_names") ?? []) as string[];
  return names.map((name) => ({ name, ...group.array(name) }));
}
