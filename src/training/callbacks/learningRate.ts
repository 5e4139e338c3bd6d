/** The learning rate of a model's optimizer, ours or tfjs's. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { CallbackError } from "./callback";

interface WithLearningRate {
  learningRate: number;
}

/** As Keras keeps it, in float32. @throws {CallbackError} where the optimizer has none. */
export function readLearningRate(model: tf.LayersModel): number {
  const { learningRate } = model.optimizer as unknown as WithLearningRate;
  if (typeof learningRate === "number") return Math.fround(learningRate);
  const name = model.optimizer.getClassName();
  throw new CallbackError(`the optimizer ${name} has no learning rate that a callback can read.`, {
    cure: "compile with one of optimizers",
  });
}

/** The rate as it is, where it is a number: with more digits than Keras's where nobody set it. */
export function exactLearningRate(model: tf.LayersModel): number | undefined {
  const { learningRate } = model.optimizer as unknown as Partial<WithLearningRate>;
  return typeof learningRate === "number" ? learningRate : undefined;
}

/** @throws {OptimizerError} where the rate follows a schedule. */
export function writeLearningRate(model: tf.LayersModel, rate: number): void {
  const { optimizer } = model;
  // Those of tfjs that descend from its SGD keep a tensor of it.
  if ("setLearningRate" in optimizer) (optimizer as tf.SGDOptimizer).setLearningRate(rate);
  else (optimizer as unknown as WithLearningRate).learningRate = rate;
}
