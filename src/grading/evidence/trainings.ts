/** The record of every `fit`: weights after each epoch, learning rates, and which images it trained on and validated. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type NextBatch,
  type TrainingRecord,
  type WitnessedTraining,
  witnessTrainings,
} from "../../training";
import { describedCallback, describedWeights, read } from "./describedValue";
import type { EvidenceFolder } from "./evidenceFolder";
import { describedSamples, type Fingerprints, fingerprintsOf, namesIn } from "./fingerprints";
import type { EpochEvidence, PixelScale, SamplesEvidence, TrainingEvidence } from "./format";
import type { Untouched } from "./intrinsics";

let recorded = 0;
let underWay = 0;

/** Whether a `fit` runs: updates of variables are then its own. */
export const isTraining = (): boolean => underWay > 0;

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

// tfjs's own fit --------------------------------------------------------------------------------------------

type Begin = (training: WitnessedTraining) => TrainingRecord;
type Fit = (this: tf.LayersModel, ...args: unknown[]) => Promise<unknown>;

/** A `tf.Sequential` has another model inside, which it trains; both have the same weights. */
function recordTfjsFit(begin: Begin): void {
  const methods = tf.LayersModel.prototype as unknown as { fit: Fit; fitDataset: Fit };
  const { fit, fitDataset } = methods;
  methods.fit = function (x, y, args = {}) {
    const given = args as tf.ModelFitArgs;
    return fit.call(this, x, y, recordedArgs(this, given, begin, wholeData(x, given)));
  };
  methods.fitDataset = function (data, args) {
    let next: NextBatch[] = [];
    const tapped = (data as tf.data.Dataset<tf.TensorContainer>).map((element) => {
      next.push(batchOf(element));
      return element;
    });
    const taken = () => {
      const batches = next;
      next = [];
      return batches;
    };
    return fitDataset.call(
      this,
      tapped,
      recordedArgs(this, args as tf.ModelFitArgs, begin, { trained: taken }),
    );
  };
}

function batchOf(element: tf.TensorContainer): NextBatch {
  const { xs, ys } = (Array.isArray(element) ? { xs: element[0], ys: element[1] } : element) as Record<
    string,
    tf.Tensor
  >;
  return {
    inputs: [xs as tf.Tensor],
    targets: [ys as tf.Tensor],
    sampleWeights: [],
    samples: xs?.shape[0] ?? 0,
  };
}

/** Where the samples of a training come from. */
interface TfjsData {
  /** Those that were trained on since the last call; asked for after each batch. */
  trained(): NextBatch[];
  validated?: NextBatch | undefined;
}

/** Tensors as a whole: in each epoch all of them are trained on. */
function wholeData(
  x: unknown,
  { validationData, validationSplit = 0 }: tf.ModelFitArgs,
): TfjsData & { begin(): void } {
  const images = (Array.isArray(x) ? x[0] : x) as tf.Tensor;
  const count = images?.shape?.[0] ?? 0;
  const end = validationData ? count : Math.floor(count * (1 - validationSplit));
  const [held] = Array.isArray(validationData) ? (validationData.flat() as tf.Tensor[]) : [];
  let isTold = false;
  return {
    begin: () => {
      isTold = false;
    },
    trained: () => {
      const batch = rows(images, isTold ? 0 : end);
      isTold = true;
      return [batch];
    },
    validated: held ? rows(held, held.shape[0] ?? 0) : end < count ? rows(images, count, end) : undefined,
  };
}

function rows(of: tf.Tensor, to: number, from = 0): NextBatch {
  const samples = to - from;
  return {
    samples,
    rows: Int32Array.from({ length: samples }, (_, at) => from + at),
    of: { inputs: [of], targets: [], sampleWeights: [] },
  };
}

/** The arguments of tfjs's `fit`, with a callback before the learner's that records. */
function recordedArgs(
  model: tf.LayersModel,
  args: tf.ModelFitArgs,
  begin: Begin,
  { trained, validated, ...data }: TfjsData & { begin?(): void },
): tf.ModelFitArgs {
  let record: TrainingRecord | undefined;
  const given = [args.callbacks ?? []].flat() as tf.Callback[];
  const callbacks = given.map((one) =>
    typeof one.setParams === "function" ? one : new tf.CustomCallback(one as tf.CustomCallbackArgs),
  );
  const recording = new tf.CustomCallback({
    onTrainBegin: async () => {
      record = begin({ model, callbacks, epochs: args.epochs ?? 1 });
    },
    onEpochBegin: async () => data.begin?.(),
    onBatchEnd: async () => record?.trains(trained()),
    onEpochEnd: async (epoch, logs) => {
      if (validated) record?.validates([validated]);
      record?.epochEnds(epoch, numbersIn(logs));
    },
    onTrainEnd: async () => record?.ends(),
  });
  return { ...args, callbacks: [recording, ...callbacks] as tf.Callback[] };
}

function numbersIn(logs: Record<string, number | tf.Scalar> = {}): Record<string, number> {
  const numbers = Object.entries(logs).map(([name, value]) => [
    name,
    value instanceof tf.Tensor ? Number(read(value)[0]) : value,
  ]);
  return Object.fromEntries(numbers);
}
