/** The record of every `fit`: weights after each epoch, learning rates, and which images it trained on and validated. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type NextBatch,
  type TrainingRecord,
  type WitnessedTraining,
  witnessTrainings,
} from "../../training";
import { describedCallback, describedWeights } from "./describedValue";
import type { EvidenceFolder } from "./evidenceFolder";
import { describedSamples, type Fingerprints, fingerprintsOf, namesIn } from "./fingerprints";
import type { EpochEvidence, PixelScale, SamplesEvidence, TrainingEvidence } from "./format";
import type { Untouched } from "./intrinsics";
import { read } from "./tensorValues";
import { recordTfjsFit } from "./tfjsFit";

let recorded = 0;
let underWay = 0;

/** Whether a `fit` runs, or a method like it: updates of variables are then its own. */
export const isTraining = (): boolean => underWay > 0;

/** Has the updates of a method of tfjs's count as its own. */
export async function asTraining<Result>(work: () => Promise<Result>): Promise<Result> {
  underWay++;
  try {
    return await work();
  } finally {
    underWay--;
  }
}

/** Records all trainings from now on, those of tfjs's own `fit` among them. */
export function recordTrainings(folder: EvidenceFolder, untouched: Untouched): void {
  const begin = (training: WitnessedTraining): TrainingRecord => {
    const record = untouched(() => new RecordedTraining(training, folder, `training-${recorded++}.json`));
    return {
      trains: (batches) => untouched(() => record.trains(batches)),
      validates: (batches) => untouched(() => record.validates(batches)),
      epochEnds: (epoch, logs) => untouched(() => record.epochEnds(epoch, logs)),
      ends: () => untouched(() => record.ends()),
    };
  };
  witnessTrainings(begin);
  recordTfjsFit(begin);
}

class RecordedTraining implements TrainingRecord {
  private readonly evidence: TrainingEvidence;
  private trained = new SeenSamples();
  private validated = new SeenSamples();
  private rates: number[] = [];
  private steps = 0;

  constructor(
    private readonly training: WitnessedTraining,
    private readonly folder: EvidenceFolder,
    private readonly file: string,
  ) {
    const { model, callbacks, epochs } = training;
    underWay++;
    this.evidence = {
      callbacks: callbacks.map(describedCallback),
      epochsAllowed: epochs,
      before: describedWeights(model, folder),
      epochs: [],
    };
    this.write();
  }

  trains(batches: readonly NextBatch[]): void {
    const rate = learningRateOf(this.training.model);
    if (rate !== undefined && rate !== this.rates.at(-1)) this.rates.push(rate);
    this.steps += batches.length;
    for (const batch of batches) this.trained.add(batch);
  }

  validates(batches: readonly NextBatch[]): void {
    for (const batch of batches) this.validated.add(batch);
  }

  epochEnds(_epoch: number, logs: Readonly<Record<string, number>>): void {
    const { folder, rates, steps } = this;
    const epoch: EpochEvidence = {
      logs: { ...logs },
      weights: describedWeights(this.training.model, folder),
      rates,
      steps,
      trained: this.trained.distinct(folder),
      validated: this.validated.isEmpty ? undefined : this.validated.inOrder(folder),
    };
    this.evidence.epochs.push(epoch);
    this.trained = new SeenSamples();
    this.validated = new SeenSamples();
    this.rates = [];
    this.steps = 0;
    this.write();
  }

  ends(): void {
    underWay--;
    this.evidence.after = describedWeights(this.training.model, this.folder);
    this.write();
  }

  private write(): void {
    this.folder.json(this.file, this.evidence);
  }
}

function learningRateOf({ optimizer }: tf.LayersModel): number | undefined {
  const { learningRate } = optimizer as unknown as { learningRate?: unknown };
  return typeof learningRate === "number" ? learningRate : undefined;
}

/** Fingerprints of whole tensors, of which batches are rows: taken once. */
const ofWhole = new WeakMap<tf.Tensor, Fingerprints>();

/** Samples handed over in batches. */
class SeenSamples {
  private readonly seen: { of: Fingerprints; rows?: Int32Array }[] = [];

  get isEmpty(): boolean {
    return this.seen.length === 0;
  }

  add(batch: NextBatch): void {
    if ("rows" in batch) this.seen.push({ of: wholeOf(batch.of.inputs[0]), rows: batch.rows });
    else if (batch.inputs[0]) this.seen.push({ of: fingerprintsOf(batch.inputs[0], read) });
  }

  inOrder(folder: EvidenceFolder): SamplesEvidence {
    return describedSamples(this.names(), this.scale, folder);
  }

  /** Each once, whatever the order. */
  distinct(folder: EvidenceFolder): SamplesEvidence {
    return describedSamples([...new Set(this.names())].sort(), this.scale, folder);
  }

  private get scale(): PixelScale {
    return this.seen[0]?.of.scale ?? "unit";
  }

  private names(): string[] {
    return this.seen.flatMap(({ of, rows }) => namesIn(of, rows));
  }
}

function wholeOf(images: tf.Tensor | undefined): Fingerprints {
  if (!images) return { scale: "unit", count: 0, bytes: new Uint8Array() };
  const known = ofWhole.get(images) ?? fingerprintsOf(images, read);
  ofWhole.set(images, known);
  return known;
}
