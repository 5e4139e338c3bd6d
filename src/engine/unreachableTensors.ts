/**
 * Tensors that nothing in JavaScript can reach any more. Their memory is TensorFlow's, of which the garbage collector
 * knows nothing, so it stays in use until they are disposed. In a notebook they come about without a mistake: a cell is
 * run again, and its variables refer to new tensors. Our kernel tells which run of a cell made way for another; of what
 * that run made, the unreachable part is freed. Everything else is the learner's to dispose of, as tfjs has it.
 */
import { createRequire } from "node:module";
import type * as tf from "@tensorflow/tfjs";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** Runs of cells, as the kernel tells of them. */
export interface CellRuns {
  /** A run has ended: what was made until now is its own. */
  ended?(run: number): void;
  /** Another run has taken the place of this one. Returns whether tensors of it are left: then garbage is worth collecting. */
  replaced?(run: number): boolean;
}

/** A tensor for tfjs to free, and the set in which the record stands until then. */
interface TensorRecord extends Pick<tf.Tensor, "dataId" | "dtype" | "size"> {
  among: Set<TensorRecord>;
  isUnreachable: boolean;
}

interface CountingEngine {
  state: { registeredVariables: Record<string, tf.Variable> };
  trackTensor(tensor: tf.Tensor, backend: unknown): void;
  disposeTensor(tensor: Pick<tf.Tensor, "dataId" | "dtype" | "size">): void;
}

/** Lets `runs` free what its replaced runs have left. */
export function freeTensorsOfReplacedRuns(runs: CellRuns): void {
  const { engine, env } = createRequire(tfjsNodePackage())(
    "@tensorflow/tfjs",
  ) as typeof import("@tensorflow/tfjs");
  const instance = engine() as unknown as CountingEngine;
  const prototype = Object.getPrototypeOf(instance) as CountingEngine;
  const { trackTensor, disposeTensor } = prototype;
  // Most tensors are freed by the cell that makes them. Only those that outlive it are worth a finalizer.
  const recent = new Set<tf.Tensor>();
  const records = new WeakMap<object, TensorRecord>();
  const made = new Map<number, Set<TensorRecord>>();
  const left = new Set<TensorRecord>();

  const free = (record: TensorRecord) => {
    left.delete(record);
    disposeTensor.call(instance, record);
  };
  const unreachable = new FinalizationRegistry<TensorRecord>((record) => {
    record.isUnreachable = true;
    if (left.has(record)) free(record);
  });
  prototype.trackTensor = function (this: CountingEngine, tensor, backend) {
    trackTensor.call(this, tensor, backend);
    recent.add(tensor);
  };
  // Also a variable that is assigned to: it is tracked again with the memory that it takes over.
  prototype.disposeTensor = function (this: CountingEngine, tensor) {
    disposeTensor.call(this, tensor);
    if (recent.delete(tensor as tf.Tensor)) return;
    const record = records.get(tensor);
    if (!record) return;
    record.among.delete(record);
    records.delete(tensor);
    unreachable.unregister(record);
  };
  instance.state.registeredVariables = weakly(instance.state.registeredVariables);

  runs.ended = (run) => {
    const among = made.get(run) ?? new Set<TensorRecord>();
    made.set(run, among);
    for (const tensor of recent) {
      const { dataId, dtype, size } = tensor;
      const record = { dataId, dtype, size, among, isUnreachable: false };
      among.add(record);
      records.set(tensor, record);
      unreachable.register(tensor, record, record);
    }
    recent.clear();
  };
  runs.replaced = (run) => {
    const remaining = made.get(run);
    if (!remaining || remaining.size === 0) return false;
    made.delete(run);
    for (const record of remaining) {
      record.among = left;
      left.add(record);
      if (record.isUnreachable) free(record);
    }
    forgetSortedLayers(env());
    return true;
  };
}

const sortedLayersAtMost = "TOPOLOGICAL_SORT_CACHE_MAX_ENTRIES";

/** tfjs remembers the order of the layers of the last hundred models that it predicted with, and so the models. */
function forgetSortedLayers(flags: tf.Environment): void {
  const atMost = flags.getNumber(sortedLayersAtMost);
  flags.set(sortedLayersAtMost, 0);
  flags.set(sortedLayersAtMost, atMost);
}

/** Variables by name, as tfjs lists all there are, without keeping alive those that nothing else refers to. */
function weakly(variables: Record<string, tf.Variable>): Record<string, tf.Variable> {
  const references: Record<string, WeakRef<tf.Variable>> = {};
  for (const [name, variable] of Object.entries(variables)) references[name] = new WeakRef(variable);
  const reach = (name: string | symbol) => {
    const variable = references[name as string]?.deref();
    if (variable === undefined) delete references[name as string];
    return variable;
  };
  return new Proxy({} as Record<string, tf.Variable>, {
    get: (_target, name) => reach(name),
    has: (_target, name) => reach(name) !== undefined,
    set: (_target, name, variable: tf.Variable) => {
      references[name as string] = new WeakRef(variable);
      return true;
    },
    deleteProperty: (_target, name) => delete references[name as string],
    ownKeys: () => Object.keys(references).filter((name) => reach(name) !== undefined),
    getOwnPropertyDescriptor: (_target, name) => {
      const value = reach(name);
      return value && { value, configurable: true, enumerable: true, writable: true };
    },
  });
}
