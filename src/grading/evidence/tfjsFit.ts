/** The record of tfjs's own `fit` and `fitDataset`, by a callback before the learner's. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { NextBatch, TrainingRecord, WitnessedTraining } from "../../training";
import { read } from "./describedValue";

type Begin = (training: WitnessedTraining) => TrainingRecord;
type Fit = (this: tf.LayersModel, ...args: unknown[]) => Promise<unknown>;

/** A `tf.Sequential` has another model inside, which it trains; both have the same weights. */
export function recordTfjsFit(begin: Begin): void {
  const methods = tf.LayersModel.prototype as unknown as { fit: Fit; fitDataset: Fit };
  const { fit, fitDataset } = methods;
  methods.fit = async function (x, y, args = {}) {
    const given = args as tf.ModelFitArgs;
    const recording = recordedArgs(this, given, begin, wholeData(x, given));
    try {
      return await fit.call(this, x, y, recording.args);
    } finally {
      recording.end();
    }
  };
  methods.fitDataset = async function (data, args) {
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
    const recording = recordedArgs(this, args as tf.ModelFitArgs, begin, { trained: taken });
    try {
      return await fitDataset.call(this, tapped, recording.args);
    } finally {
      recording.end();
    }
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
): { args: tf.ModelFitArgs; end(): void } {
  let record: TrainingRecord | undefined;
  const given = [args.callbacks ?? []].flat() as tf.Callback[];
  const callbacks = given.map((one) =>
    typeof one.setParams === "function"
      ? one
      : new tf.CustomCallback(one as tf.CustomCallbackArgs, args.yieldEvery),
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
  });
  return {
    args: { ...args, callbacks: [recording, ...callbacks] as tf.Callback[] },
    end: () => record?.ends(),
  };
}

function numbersIn(logs: Record<string, number | tf.Scalar> = {}): Record<string, number> {
  const numbers = Object.entries(logs).map(([name, value]) => [
    name,
    value instanceof tf.Tensor ? Number(read(value)[0]) : value,
  ]);
  return Object.fromEntries(numbers);
}
