/** The record of training loops written by hand: how often a model's variables were updated, on what, and how they moved. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { listenToUpdates, type VariableUpdate } from "../../graph";
import { layerPrototype } from "../../tfjs";
import { describedWeight } from "./describedValue";
import type { EvidenceFolder } from "./evidenceFolder";
import { describedSamples, fingerprintsOf, namesIn } from "./fingerprints";
import type { LoopEvidence, PixelScale, SamplesEvidence } from "./format";
import type { Untouched } from "./intrinsics";
import { read } from "./tensorValues";
import { isTraining } from "./trainings";

/** Updates between two snapshots, at first; where there are too many snapshots, every other is dropped. */
const updatesBetween = 13;
const snapshotsAtMost = 80;

/** The samples of images of 28 × 28 pixels. */
const isImages = ({ shape }: tf.Tensor) =>
  shape.length > 1 && shape.slice(1).reduce((a, b) => a * b, 1) === 784;

/** Follows all updates from now on. */
export function recordLoops(folder: EvidenceFolder, untouched: Untouched): { write(): void } {
  const weights = layerVariables();
  const loops = new Map<number, RecordedLoop>();
  listenToUpdates((update) => {
    if (isTraining()) return;
    const assigned = update.assigned.filter((variable) => weights.has(variable));
    const [first] = assigned;
    if (!first) return;
    const loop = loops.get(first.id) ?? new RecordedLoop(folder);
    loops.set(first.id, loop);
    untouched(() => loop.updated(assigned, update));
  });
  return {
    write: () =>
      folder.json(
        "loops.json",
        [...loops.values()].map((loop) => loop.evidence()),
      ),
  };
}

/** The variables that are weights of layers: those that are made from now on. */
function layerVariables(): WeakSet<tf.Variable> {
  const found = new WeakSet<tf.Variable>();
  const prototype = layerPrototype as unknown as {
    addWeight(...args: unknown[]): { val: tf.Variable };
  };
  const { addWeight } = prototype;
  prototype.addWeight = function (...args) {
    const weight = addWeight.apply(this, args);
    found.add(weight.val);
    return weight;
  };
  return found;
}

class RecordedLoop {
  private updates = 0;
  private every = updatesBetween;
  private snapshots: LoopEvidence["snapshots"] = [];
  private readonly seen = new DistinctSamples();

  constructor(private readonly folder: EvidenceFolder) {}

  updated(assigned: readonly tf.Variable[], { inputs }: VariableUpdate): void {
    this.updates++;
    const images = inputs.find(isImages);
    if (images) this.seen.add(images);
    if (this.updates % this.every !== 1) return;
    const weights = assigned.map((variable) => describedWeight(variable, this.folder));
    this.snapshots.push({ update: this.updates, weights });
    if (this.snapshots.length <= snapshotsAtMost) return;
    this.snapshots = this.snapshots.filter((_, at) => at % 2 === 0);
    this.every *= 2;
  }

  evidence(): LoopEvidence {
    const { updates, snapshots, seen } = this;
    return { updates, samples: seen.total, trained: seen.evidence(this.folder), snapshots };
  }
}

/** Samples, each once, and how many there were in all. */
class DistinctSamples {
  private readonly names = new Set<string>();
  private scale: PixelScale = "unit";
  total = 0;

  add(images: tf.Tensor): void {
    const fingerprints = fingerprintsOf(images, read);
    this.total += fingerprints.count;
    this.scale = fingerprints.scale;
    for (const name of namesIn(fingerprints)) this.names.add(name);
  }

  evidence(folder: EvidenceFolder): SamplesEvidence | undefined {
    return this.total === 0 ? undefined : describedSamples([...this.names], this.scale, folder);
  }
}
