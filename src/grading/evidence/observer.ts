/**
 * The grader's own step in the kernel of a graded notebook: loaded before any cell runs, it assigns the grader's data,
 * records trainings, and exports the exercise's values after each cell, so that a cell which ends the process costs no
 * more than itself. The kernel loads it as TRAINBOOK_CELL_OBSERVER says.
 */
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { assignDataset } from "../../data";
import { isTfFunction } from "../../graph";
import { layerPrototype } from "../../tfjs";
import { probeBatches, probeStep } from "../advice/probe";
import { exerciseById } from "../checks/exercises";
import { readGiven } from "../data/gradedDataset";
import { describedValue, describedWeight, variablesOf } from "./describedValue";
import { EvidenceFolder } from "./evidenceFolder";
import type { FunctionEvidence, StepProbe, TensorEvidence, ValueEvidence, ValuesEvidence } from "./format";
import { builtInObjects, keepIntrinsics } from "./intrinsics";
import { recordLoops } from "./loops";
import { type EvidenceOrder, evidenceVariable } from "./order";
import { asTraining, recordTrainings } from "./trainings";

/** @param names the values of all cells, by name. @returns what is called after each cell. */
export function observeCells(names: Readonly<Record<string, unknown>>): { cellEnded(): void } {
  const order = JSON.parse(process.env[evidenceVariable] ?? "{}") as EvidenceOrder;
  delete process.env[evidenceVariable];
  const { values } = exerciseById(order.exercise);
  const untouched = keepIntrinsics([...builtInObjects(), fs, crypto, path, ...tfjsObjects()]);
  const folder = new EvidenceFolder(order.folder);
  const dataset = readGiven(order.data);
  assignDataset(dataset);
  recordTrainings(folder, untouched);
  const loops = recordLoops(folder, untouched);
  const trainOnBatch = countTrainOnBatch();
  const probes = new Probes(() => probeBatches(dataset.train), folder);
  const tensors = new Map<tf.Tensor, TensorEvidence>();
  const described = (value: unknown): ValueEvidence => {
    if (typeof value === "function") return probes.described(value, names.model);
    const known = tensors.get(value as tf.Tensor);
    const evidence = known ?? describedValue(value, folder);
    if (evidence.kind === "tensor") tensors.set(value as tf.Tensor, evidence);
    return evidence;
  };
  let cells = 0;
  const exportValues = () => {
    cells++;
    const entries = values.map((name) => [name, unlessItThrows(() => described(names[name]))]);
    const exported: ValuesEvidence = { cells, values: Object.fromEntries(entries), trainOnBatch };
    loops.write();
    folder.json("values.json", exported);
  };
  return { cellEnded: () => untouched(exportValues) };
}

/** Prototypes of tfjs that the export goes through. */
function tfjsObjects(): object[] {
  const model = tf.LayersModel.prototype;
  const container = Object.getPrototypeOf(model);
  return [
    tf.Tensor.prototype,
    tf.Variable.prototype,
    tf.Sequential.prototype,
    model,
    container,
    layerPrototype,
  ];
}

function unlessItThrows(describe: () => ValueEvidence): ValueEvidence {
  try {
    return describe();
  } catch (error) {
    return { kind: "other", type: error instanceof Error ? error.message : "unreadable" };
  }
}

function countTrainOnBatch(): Record<number, number> {
  const counts: Record<number, number> = {};
  const { prototype } = tf.LayersModel;
  const { trainOnBatch } = prototype;
  prototype.trainOnBatch = function (...args) {
    const first = variablesOf(this)[0]?.id ?? 0;
    counts[first] = (counts[first] ?? 0) + 1;
    return asTraining(() => trainOnBatch.apply(this, args));
  };
  return counts;
}

/** Probes of steps, each taken once for a function and a model: as soon as both are there, before an optimizer remembers much. */
class Probes {
  private readonly taken = new Map<unknown, { model: unknown; evidence: FunctionEvidence }>();
  private batches: tf.Tensor[][] | undefined;

  constructor(
    private readonly makeBatches: () => tf.Tensor[][],
    private readonly folder: EvidenceFolder,
  ) {}

  described(step: object, model: unknown): FunctionEvidence {
    const known = this.taken.get(step);
    if (known && known.model === model) return known.evidence;
    const probe = model instanceof tf.LayersModel ? this.probe(step, model) : undefined;
    const isGraph = isTfFunction(step) || probe?.isInGraph === true;
    const evidence: FunctionEvidence = { kind: "function", isGraph, probe };
    this.taken.set(step, { model, evidence });
    return evidence;
  }

  private probe(step: object, model: tf.LayersModel): StepProbe | undefined {
    this.batches ??= this.makeBatches().map((batch) => batch.map((tensor) => tf.keep(tensor)));
    try {
      const weights = new Set(variablesOf(model));
      const probed = probeStep(step as () => unknown, this.batches);
      const runs = probed.map(({ loss, assigned }) => {
        const own = [...assigned].filter(([variable]) => weights.has(variable));
        const evidence = own.map(([variable, value]) => describedWeight(variable, this.folder, value));
        tf.dispose([...assigned.values()]);
        return { loss, assigned: evidence };
      });
      const before = [...weights].map((variable) => describedWeight(variable, this.folder));
      return { before, runs, isInGraph: probed.every(({ isInGraph }) => isInGraph) };
    } catch {
      return undefined;
    }
  }
}
