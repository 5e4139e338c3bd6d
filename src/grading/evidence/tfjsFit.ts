/** The record of tfjs's own `fit` and `fitDataset`, by a callback before the learner's. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { NextBatch, TrainingRecord, WitnessedTraining } from "../../training";
import { read } from "./tensorValues";

type Begin = (training: WitnessedTraining) => TrainingRecord;
type Fit = (this: tf.LayersModel, ...args: unknown[]) => Promise<unknown>;

/** A `tf.Sequential` has another model inside, which it trains; both have the same weights. */
export function recordTfjsFit(begin: Begin): void {
  const methods = tf.LayersModel.prototype as unknown as { fit: Fit; fitDataset: Fit };
  const { fit, fitDataset } = methods;
  methods.fit = async function (x, y, args = {}) {
    const recording = new Recording(
      this,
      args as tf.ModelFitArgs,
      begin,
      wholeData(x, args as tf.ModelFitArgs),
    );
    try {
      return await fit.call(this, x, y, recording.args);
    } finally {
      recording.end();
    }
  };
  methods.fitDataset = async function (data, given) {
    const args = given as tf.ModelFitDatasetArgs<tf.TensorContainer>;
    const { validationData } = args;
    const recording = new Recording(this, args as tf.ModelFitArgs, begin, {
      validated: isDataset(validationData) ? undefined : wholeValidation(validationData),
    });
    // A batch is freed when its step has been taken.
    const tapped = (dataset: tf.data.Dataset<tf.TensorContainer>, hears: "trains" | "validates") =>
      dataset.map((element) => {
        recording.record?.[hears]([batchOf(element)]);
        return element;
      });
    try {
      return await fitDataset.call(this, tapped(data as tf.data.Dataset<tf.TensorContainer>, "trains"), {
        ...recording.args,
        ...(isDataset(validationData) ? { validationData: tapped(validationData, "validates") } : {}),
      });
    } finally {
      recording.end();
    }
  };
}

const isDataset = (data: unknown): data is tf.data.Dataset<tf.TensorContainer> =>
  typeof (data as { forEachAsync?: unknown } | undefined)?.forEachAsync === "function";

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

/** The samples of a training, where they are there as a whole. */
interface WholeData {
  /** Trained on in each epoch. */
  trained?: NextBatch;
  validated?: NextBatch | undefined;
}

function wholeData(x: unknown, { validationData, validationSplit = 0 }: tf.ModelFitArgs): WholeData {
  const images = (Array.isArray(x) ? x[0] : x) as tf.Tensor;
  const count = images?.shape?.[0] ?? 0;
  const end = validationData ? count : Math.floor(count * (1 - validationSplit));
  return {
    trained: rows(images, end),
    validated: end < count ? rows(images, count, end) : wholeValidation(validationData),
  };
}

function wholeValidation(data: unknown): NextBatch | undefined {
  const [held] = Array.isArray(data) ? (data.flat() as tf.Tensor[]) : [];
  return held && rows(held, held.shape[0] ?? 0);
}

function rows(of: tf.Tensor, to: number, from = 0): NextBatch {
  const samples = to - from;
  return {
    samples,
    rows: Int32Array.from({ length: samples }, (_, at) => from + at),
    of: { inputs: [of], targets: [], sampleWeights: [] },
  };
}

/** The record of one training, kept by a callback before the learner's. */
class Recording {
  record: TrainingRecord | undefined;
  readonly args: tf.ModelFitArgs;

  constructor(model: tf.LayersModel, args: tf.ModelFitArgs, begin: Begin, { trained, validated }: WholeData) {
    const given = [args.callbacks ?? []].flat() as tf.Callback[];
    const callbacks = given.map((one) =>
      typeof one.setParams === "function"
        ? one
        : new tf.CustomCallback(one as tf.CustomCallbackArgs, args.yieldEvery),
    );
    let isTold = false;
    const recording = new tf.CustomCallback({
      onTrainBegin: async () => {
        this.record = begin({ model, callbacks, epochs: args.epochs ?? 1 });
      },
      onEpochBegin: async () => {
        isTold = false;
      },
      onBatchEnd: async () => {
        // All of its samples belong to the epoch; each batch is a step.
        if (trained)
          this.record?.trains([isTold ? { ...trained, samples: 0, rows: new Int32Array() } : trained]);
        isTold = true;
      },
      onEpochEnd: async (epoch, logs) => {
        if (validated) this.record?.validates([validated]);
        this.record?.epochEnds(epoch, numbersIn(logs));
      },
    });
    this.args = { ...args, callbacks: [recording, ...callbacks] as tf.Callback[] };
  }

  end(): void {
    this.record?.ends();
  }
}

function numbersIn(logs: Record<string, number | tf.Scalar> = {}): Record<string, number> {
  const numbers = Object.entries(logs).map(([name, value]) => [
    name,
    value instanceof tf.Tensor ? Number(read(value)[0]) : value,
  ]);
  return Object.fromEntries(numbers);
}
