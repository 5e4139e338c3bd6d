/** Model classes that say themselves what happens to a batch (keras.Model.train_step and test_step). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../trainbookError";
import type { Batch } from "./batches";
import { inWords } from "./callable";
import type { Measured } from "./measured";
import type { Metric } from "./metrics";

/** A step of a model class that gives no logs. */
export class CustomStepError extends TrainbookError {}

/**
 * One batch: inputs, targets and weights of samples, where `fit` was given them. Several inputs or outputs come as lists.
 */
export type StepData<X = tf.Tensor, Y = tf.Tensor> = readonly [x: X, y: Y, sampleWeight?: tf.Tensor];

/**
 * The numbers of a step by their names in logs. Of a metric the value over the epoch so far counts, of a tensor or a
 * number that of the last step, as in Keras.
 */
export type StepLogs = Record<string, Metric | tf.Tensor | number>;

/**
 * The methods by which a model class trains in its own way: `fit` calls `trainStep` with each batch; validation and
 * `evaluate` call `testStep`. Either may be left out. Both run once for all batches of a shape, to make a graph, and
 * so must not read values of tensors (`runEagerly: true` allows that). Metrics that they update are reset with each
 * epoch.
 *
 * Source: https://keras.io/guides/custom_train_step_in_tensorflow/
 *
 * @example
 * class Regressor extends tf.LayersModel implements CustomSteps {
 *   trainStep([x, y]: StepData) {
 *     const { value, gradients, yPred } = gradientTape(() => {
 *       const yPred = call(this, x, { training: true });
 *       return { loss: computeLoss(this, { y, yPred }), yPred };
 *     }, this.trainableWeights);
 *     this.optimizer.applyGradients(gradients);
 *     return computeMetrics(this, { loss: value, y, yPred });
 *   }
 * }
 */
export interface CustomSteps {
  // Method syntax: a class may declare that its inputs or targets are lists.
  trainStep?(data: StepData): StepLogs;
  testStep?(data: StepData): StepLogs;
  /**
   * The loss of a batch, in place of that of `compile` and of what layers add: `computeLoss(this, measured)` gives those.
   * Steps that the model has itself do not call it.
   */
  computeLoss?(measured: Measured): tf.Tensor;
  /** Logs of a batch, in place of loss and metrics of `compile`: `computeMetrics(this, measured)` gives those. */
  computeMetrics?(measured: Measured & { loss: tf.Tensor }): StepLogs;
}

export type StepKind = "train" | "test";

const methods = { train: "trainStep", test: "testStep" } as const;

/** The model's own step; undefined where it has none. */
export function customStep(model: tf.LayersModel, kind: StepKind): ((batch: Batch) => StepLogs) | undefined {
  const name = methods[kind];
  const own = (model as CustomSteps)[name];
  if (typeof own !== "function") return undefined;
  return (batch) => {
    const logs = own.call(model, stepData(batch));
    requireLogs(logs, `${model.constructor.name}.${name}`);
    return logs;
  };
}

/** The loss of a model class; undefined where it is that of `compile`. */
export function ownLoss(
  model: tf.LayersModel,
): ((batch: Batch, predictions: readonly tf.Tensor[]) => tf.Tensor) | undefined {
  const own = (model as CustomSteps).computeLoss;
  if (typeof own !== "function") return undefined;
  return (batch, predictions) => {
    const loss: unknown = own.call(model, measuredOf(batch, predictions));
    if (loss instanceof tf.Tensor) return loss;
    if (loss instanceof Promise) loss.catch(() => {});
    const name = `${model.constructor.name}.computeLoss`;
    throw new CustomStepError(`${name} must return a tensor, found ${inWords(loss)}.`, {
      cure: "return one number, without async: computeLoss(this, measured).mul(2)",
    });
  };
}

/** Logs of a model class; undefined where they are what `compile` says. */
export function ownMetrics(
  model: tf.LayersModel,
): ((batch: Batch, predictions: readonly tf.Tensor[], loss: tf.Tensor) => StepLogs) | undefined {
  const own = (model as CustomSteps).computeMetrics;
  if (typeof own !== "function") return undefined;
  return (batch, predictions, loss) => {
    const logs = own.call(model, { ...measuredOf(batch, predictions), loss });
    requireLogs(logs, `${model.constructor.name}.computeMetrics`);
    return logs;
  };
}

/** Whether a model can be trained, or measured, without a loss in `compile`. */
export const hasCustomSteps = (model: tf.LayersModel): boolean =>
  [...Object.values(methods), "computeLoss" as const].some(
    (name) => typeof (model as CustomSteps)[name] === "function",
  );

const oneOrList = (parts: readonly (tf.Tensor | undefined)[]) =>
  (parts.length > 1 ? parts : parts[0]) as tf.Tensor;

const stepData = ({ inputs, targets, sampleWeights }: Batch): StepData => [
  oneOrList(inputs),
  oneOrList(targets),
  oneOrList(sampleWeights),
];

function measuredOf(batch: Batch, predictions: readonly tf.Tensor[]): Measured {
  const [x, y, sampleWeight] = stepData(batch);
  return { x, y, yPred: oneOrList(predictions), sampleWeight };
}

function requireLogs(logs: unknown, step: string): void {
  const isPlain = typeof logs === "object" && logs !== null && !("then" in logs) && !Array.isArray(logs);
  if (isPlain) return;
  // An async step that fails later fails for nobody.
  if (logs instanceof Promise) logs.catch(() => {});
  const found = logs instanceof Promise ? "a promise" : Array.isArray(logs) ? "a list" : String(logs);
  throw new CustomStepError(`${step} must return an object of numbers by their names, found ${found}.`, {
    cure: logs instanceof Promise ? "let it be no async function" : "return { loss: value }",
  });
}
