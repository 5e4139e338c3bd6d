/**
 * A learner's work, and what the checks find out from it by themselves: numbers that a learner reports are never taken
 * on trust where the model can be asked. In a notebook the values are the learner's own objects; the judge of a graded
 * notebook has them out of evidence, and can measure a training again.
 */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { DatasetSource, ImageSplit } from "../../data";
import type { CallbackEvidence } from "../evidence/format";
import type { Evaluation } from "./evaluateClassifier";
import type { Finding } from "./verdict";

/** The test images, and where they came from. */
export interface TestImages extends ImageSplit {
  source: DatasetSource;
}

/** The value that holds a model. */
export type ModelName = "model" | "best" | "fitted";

/** A step's run on a batch: its loss, and the weights that the model would have got, in their order. */
export interface ProbedRun {
  loss: number | undefined;
  weights: (tf.Tensor | undefined)[];
}

/** A step that was run on the same images under their own labels and under others, from the weights that the model has now. */
export interface ProbedStep {
  model: tf.LayersModel;
  /** Images and labels of each run. */
  batches: readonly tf.Tensor[][];
  runs: readonly ProbedRun[];
  /** Whether functions made by `tfFunction`, which it calls, assign all that it assigns. */
  isInGraph: boolean;
  dispose(): void;
}

export interface Work {
  /** Reading one that is a promise, or was handed over under a misspelt name, throws. */
  readonly values: Readonly<Record<string, unknown>>;

  /** The test images that the learner has. */
  testImages(): Promise<TestImages>;

  /** Which data the checks asked about so far, in words; undefined where none was needed. */
  data(): Promise<string | undefined>;

  /**
   * How a model does on test images: those that the learner has, or those that nobody has but the judge. In a notebook
   * there are none of these, and the answer is that for the others.
   */
  evaluation(name: ModelName, images: "given" | "kept"): Promise<Evaluation>;

  isCompiled(name: ModelName): boolean;

  /** The facts that are known of a callback; undefined for what is none. */
  callback(name: string): CallbackEvidence | undefined;

  /** Whether the step was made by `tfFunction`, or leaves its work to functions that were. */
  isGraph(): Promise<boolean>;

  /** The step, run without moving anything; undefined where no graph can be made of it. */
  probe(): Promise<ProbedStep | undefined>;

  /** The measurements of a judge; absent in a notebook, where a check is advice. */
  readonly measured?: Measured;
}

/** The measurements of a judge. Each gives the fault that it finds, or none. */
export interface Measured {
  /** Convolutions that the output depends on. */
  convolutions(name: ModelName): Promise<number>;
  /** Are these the images of the dataset? */
  faultOfImages(name: string): Finding | undefined;
  /** Does `history` tell of a training of this model, and are these of its logs what the weights come to? */
  faultOfHistory(name: ModelName, logs: readonly string[]): Promise<Finding | undefined>;
  /** Do the model's weights come from a training that was seen: by `fit`, or by a loop of the learner's? */
  faultOfWeights(name: ModelName, trainedBy: "fit" | "loop"): Promise<Finding | undefined>;
  /** Did it train on test images? */
  faultOfTrainedImages(name: ModelName): Finding | undefined;
  /** The learning rates of the training that `history` tells of, in their order. */
  rates(): number[] | undefined;
  /** Was this callback given to that training, and does its rule end the training where it ended? */
  faultOfStopping(name: string): Finding | undefined;
  faultOfStop(name: string): Finding | undefined;
  /** Are the model's weights those of the best epoch, and is there a file that holds them? */
  faultOfCheckpoint(name: ModelName): Promise<Finding | undefined>;
  /** Do losses, one an epoch, agree with what the loop's updates made of the model? */
  faultOfLosses(losses: readonly number[]): Promise<Finding | undefined>;
  /** Do two models share weights? */
  shareWeights(one: ModelName, other: ModelName): boolean;
}
