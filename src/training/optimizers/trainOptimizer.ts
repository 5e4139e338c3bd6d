/** An optimizer of tf.train, with tfjs's updates, where one of ours is asked for. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { applyWhere, isTrainOptimizer } from "../../graph";
import { OptimizerError } from "./errors";
import { KerasOptimizer, type NamedTensor } from "./optimizer";

class TrainOptimizer extends KerasOptimizer {
  constructor(private readonly inner: tf.Optimizer & { learningRate: number }) {
    super({});
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    this.inner.applyGradients(gradients);
  }

  override applyWhere(condition: tf.Tensor | undefined, gradients: tf.NamedTensorMap | NamedTensor[]): void {
    if (condition) applyWhere(condition, this.inner, gradients);
    else this.inner.applyGradients(gradients);
  }

  override slotGroups(): string[][] {
    return [];
  }

  protected update(): void {}

  override get learningRate(): number {
    return this.inner.learningRate;
  }

  override set learningRate(rate: number) {
    const { inner } = this;
    // tf.train.sgd and momentum keep a tensor of it.
    if ("setLearningRate" in inner) (inner as unknown as tf.SGDOptimizer).setLearningRate(rate);
    else inner.learningRate = rate;
  }

  override get iterations(): number {
    return this.inner.iterations;
  }

  override getWeights(): Promise<NamedTensor[]> {
    return this.inner.getWeights();
  }

  override setWeights(weights: NamedTensor[]): Promise<void> {
    return this.inner.setWeights(weights);
  }

  override dispose(): void {
    this.inner.dispose();
  }

  override getClassName(): string {
    return this.inner.getClassName();
  }

  override getConfig(): tf.serialization.ConfigDict {
    return this.inner.getConfig();
  }
}

/** Undefined for an optimizer class of the program's own. */
export function asKerasOptimizer(optimizer: tf.Optimizer): KerasOptimizer | undefined {
  return isTrainOptimizer(optimizer)
    ? new TrainOptimizer(optimizer as unknown as tf.Optimizer & { learningRate: number })
    : undefined;
}

/** @throws {OptimizerError} for an optimizer whose steps cannot be taken back. */
export function requireKerasOptimizer(what: string, optimizer: tf.Optimizer): KerasOptimizer {
  const found = optimizer instanceof KerasOptimizer ? optimizer : asKerasOptimizer(optimizer);
  if (found) return found;
  throw new OptimizerError(`${what}: ${optimizer.constructor.name} is an optimizer class of your own.`, {
    cure: "give it one of optimizers or of tf.train",
  });
}
