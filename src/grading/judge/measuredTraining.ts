/** A learner's history, held against what the weights of each epoch come to on the grader's own copies of the images. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate } from "../../training";
import type { TrainingHistory } from "../checks/historyChecks";
import { entryOf } from "../checks/metricAliases";
import { round } from "../checks/numbers";
import { type Finding, finding } from "../checks/verdict";
import type { EpochEvidence, TrainingEvidence, WeightEvidence } from "../evidence/format";
import type { EvidenceReader } from "./evidenceReader";
import type { KnownImages, LabelledTensors } from "./knownImages";
import { type RebuiltModel, setWeights } from "./rebuiltModel";

/** An epoch that was recorded, with the training that it belongs to. */
export interface RecordedEpoch {
  training: TrainingEvidence;
  epoch: EpochEvidence;
  /** The weights before it. */
  before: EpochEvidence["weights"];
}

const tolerance = 3e-3;
/** A loss that is a learner's own function cannot be measured; for labels like these it is not far from cross-entropy. */
const ownFunctionTolerance = 0.35;

/** Trained images on which losses are measured again. */
const samplesMeasured = 256;

/** The trainings of one model. */
export class MeasuredTraining {
  readonly epochs: readonly RecordedEpoch[];

  /**
   * @param weights those of the learner's model, by whose variables its trainings are found.
   * @param rebuilt the same model in this process; its weights are changed.
   */
  constructor(
    private readonly reader: EvidenceReader,
    private readonly images: KnownImages,
    weights: readonly WeightEvidence[],
    private readonly rebuilt: RebuiltModel,
  ) {
    this.epochs = recordedEpochs(reader, weights);
  }

  epochsOf(history: TrainingHistory): RecordedEpoch[] | undefined {
    return toldOf(this.epochs, history);
  }

  /** A fault in what an epoch claims of its training, or none. */
  async faultOfTraining(
    { epoch, before }: RecordedEpoch,
    names: readonly string[],
  ): Promise<Finding | undefined> {
    if (epoch.steps < 1) return finding("notTrained");
    const trained = this.reader.samples(epoch.trained);
    const { test } = this.images.count(trained);
    if (test > 0) return finding("trainedOnTest", { count: test });
    const images = this.isOnOthers(epoch)
      ? this.images.firstTrained(samplesMeasured, epoch.validated?.scale)
      : this.images.images(this.knownOf(epoch).slice(0, samplesMeasured), epoch.trained.scale);
    if (!images) return finding("notTrained");
    const measured = await this.around([before, epoch.weights], images);
    for (const name of names) {
      const claimed = entryOf(epoch.logs, name) as number;
      const values = measured
        .map((logs: Record<string, number>) => logs[name])
        .filter((value) => value !== undefined);
      if (values.length === 0) continue;
      if (isTooGood(name, claimed, values)) {
        return finding("trainingDiffers", {
          name,
          claimed: round(claimed),
          before: round(values[0] ?? Number.NaN),
          after: round(values[1] ?? Number.NaN),
        });
      }
    }
    return undefined;
  }

  /** A fault where epochs trained on images of nobody's, and learned nothing that shows on the dataset's, or none. */
  async faultOfLearning(epochs: readonly RecordedEpoch[]): Promise<Finding | undefined> {
    const others = epochs.filter(({ epoch }) => this.isOnOthers(epoch));
    const [first, last] = [others[0], others.at(-1)];
    if (!first || !last) return undefined;
    const images = this.images.firstTrained(samplesMeasured, first.epoch.validated?.scale);
    const [before, after] = await this.measure([first.before, last.epoch.weights], images);
    return Number(after?.loss) < Number(before?.loss) ? undefined : finding("notTrained");
  }

  /**
   * Augmented images are nobody's; what is learned from them shows on the images that they were made of, scaled like those
   * for validation: noise moves pixels beyond the scale's ends.
   */
  private isOnOthers(epoch: EpochEvidence): boolean {
    return this.knownOf(epoch).length < 0.9 * this.reader.samples(epoch.trained).length;
  }

  private knownOf({ trained }: EpochEvidence): string[] {
    return this.reader.samples(trained).filter((name) => this.images.knows(name));
  }

  /** A fault in what an epoch claims of its validation, or none. */
  async faultOfValidation({ epoch }: RecordedEpoch, names: readonly string[]): Promise<Finding | undefined> {
    const { validated, trained } = epoch;
    if (!validated) return finding("notValidated");
    const samples = this.reader.samples(validated);
    const seen = new Set(this.reader.samples(trained));
    const both = samples.filter((name) => seen.has(name)).length;
    if (both > samples.length / 2) return finding("validatedOnTrained", { count: both, all: samples.length });
    const { test, unknown } = this.images.count(samples);
    if (test > samples.length / 2) return finding("validatedOnTest", { count: test, all: samples.length });
    const images = this.images.images(samples, validated.scale);
    if (!images) return finding("validatedOnOthers", { count: unknown });
    const [measured] = await this.measure([epoch.weights], images);
    for (const name of names) {
      const claimed = entryOf(epoch.logs, name) as number;
      const value = measured?.[name.replace(/^val_/, "")];
      const isOfOwnFunction = name === "val_loss" && !this.rebuilt.hasOwnLoss;
      if (value === undefined || nearly(claimed, value, isOfOwnFunction ? ownFunctionTolerance : tolerance))
        continue;
      return finding("validationDiffers", { name, claimed: round(claimed), measured: round(value) });
    }
    return undefined;
  }

  /** Losses and metrics for each of these weights, in inference. */
  async measure(
    weights: readonly EpochEvidence["weights"][],
    { x, y }: LabelledTensors,
  ): Promise<Record<string, number>[]> {
    const { model, takesOneHot } = this.rebuilt;
    const targets = takesOneHot ? tf.oneHot(y, 10) : y.clone();
    const measured: Record<string, number>[] = [];
    try {
      for (const one of weights) {
        setWeights(model, one, this.reader);
        measured.push(withBothNames(await evaluate(model, x, targets, { verbose: 0, batchSize: 500 })));
      }
    } finally {
      tf.dispose([x, y, targets]);
    }
    return measured;
  }

  /** The same, and once more as layers compute in training, with dropout and the statistics of the batch. */
  private async around(weights: readonly EpochEvidence["weights"][], images: LabelledTensors) {
    const copy = { x: images.x.clone(), y: images.y.clone() };
    const inference = await this.measure(weights, images);
    try {
      const training = weights.map((one) => {
        setWeights(this.rebuilt.model, one, this.reader);
        return computed(this.rebuilt.model, copy, true);
      });
      return [...inference, ...training];
    } finally {
      tf.dispose([copy.x, copy.y]);
    }
  }
}

/** The epochs of a model's trainings. */
export function recordedEpochs(reader: EvidenceReader, weights: readonly WeightEvidence[]): RecordedEpoch[] {
  return reader.trainingsOf(weights).flatMap((training) =>
    training.epochs.map((epoch, at) => ({
      training,
      epoch,
      before: training.epochs[at - 1]?.weights ?? training.before,
    })),
  );
}

/**
 * The recorded epochs that a history tells of, in their order: of one `fit`, or of several whose histories were joined.
 * Undefined where one of its epochs was never recorded.
 */
export function toldOf(
  epochs: readonly RecordedEpoch[],
  { epoch, history }: TrainingHistory,
): RecordedEpoch[] | undefined {
  const names = Object.keys(history);
  const found: RecordedEpoch[] = [];
  let next = 0;
  for (const at of epoch.keys()) {
    const isSame = ({ epoch: { logs } }: RecordedEpoch) =>
      names.every((name) => {
        const seen = entryOf(logs, name);
        // Callbacks add logs of their own, such as the learning rate.
        if (seen === undefined && !isLoss(name)) return true;
        const claimed = (history[name] as unknown[])[at];
        return typeof claimed === "number" && nearly(claimed, seen as number, 1e-5);
      });
    while (next < epochs.length && !isSame(epochs[next] as RecordedEpoch)) next++;
    const match = epochs[next++];
    if (!match || !names.some(isLoss)) return undefined;
    found.push(match);
  }
  return found;
}

/** The cross-entropy of a model as it computes in inference, and in training. */
export const lossesAround = (model: tf.LayersModel, images: LabelledTensors): number[] =>
  [false, true].map((training) => computed(model, images, training).loss);

/** Cross-entropy and accuracy, as layers compute in training or in inference. */
function computed(
  model: tf.LayersModel,
  { x, y }: LabelledTensors,
  training: boolean,
): { loss: number; accuracy: number } {
  return tf.tidy(() => {
    const probabilities = model.apply(x, { training }) as tf.Tensor2D;
    const accuracy = probabilities.argMax(-1).equal(y).mean().dataSync()[0] as number;
    const own = probabilities.mul(tf.oneHot(y, 10)).sum(-1).clipByValue(1e-7, 1);
    return { loss: own.log().neg().mean().dataSync()[0] as number, accuracy };
  });
}

function withBothNames(logs: Record<string, number>): Record<string, number> {
  const accuracy = entryOf(logs, "accuracy");
  return typeof accuracy === "number" ? { ...logs, accuracy } : logs;
}

/**
 * A mean over an epoch is hardly better than the weights before and after it. How much worse it is says nothing: a
 * training that breaks down and recovers may leave any mean behind.
 */
function isTooGood(name: string, claimed: number, values: readonly number[]): boolean {
  if (name === "loss") return !(claimed >= 0.5 * Math.min(...values) - 0.1);
  return !(claimed <= Math.max(...values) + 0.12);
}

const isLoss = (name: string): boolean => /^(val_)?loss$/.test(name);

const nearly = (a: number, b: number, tolerance: number): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
