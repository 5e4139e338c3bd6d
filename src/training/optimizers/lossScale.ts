/** Loss scaling, which keeps small gradients from vanishing in float16. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { outsideOfTraces } from "../../graph";
import { number, type OptionsOf, optionsToKeras, type Resolved, resolveOptions, whole } from "../../options";
import type { Schedule } from "../schedules";
import { OptimizerError } from "./errors";
import { namedGradients } from "./namedGradients";
import { KerasOptimizer, type NamedTensor } from "./optimizer";
import { requireKerasOptimizer } from "./trainOptimizer";

export interface LossScaleOptions {
  /** By what the loss is multiplied at first. Defaults to 32768. */
  initialScale?: number;
  /** After how many steps with finite gradients the scale is doubled. Defaults to 2000. */
  dynamicGrowthSteps?: number;
}

export const lossScaleOptions = {
  initialScale: number(2 ** 15),
  dynamicGrowthSteps: whole(2000),
} satisfies OptionsOf<LossScaleOptions>;

/**
 * An optimizer around another (keras.optimizers.LossScaleOptimizer; Micikevicius et al., "Mixed Precision Training",
 * 2017): gradients of a loss that was scaled are divided by the scale again. A step whose gradients are not all finite
 * moves nothing, and halves the scale. `fit` does it by itself under the policy "mixed_float16".
 *
 * `iterations` counts steps that moved nothing too, as JavaScript does not wait to hear of them.
 *
 * @example
 * const optimizer = new optimizers.LossScale(new optimizers.Adam());
 * const { gradients } = gradientTape(() => optimizer.scaleLoss(lossOf(y, call(model, x))));
 * optimizer.applyGradients(gradients);
 */
export class LossScale extends KerasOptimizer {
  static readonly className: string = "KerasLossScale";

  private scale: tf.Variable | undefined;
  private finiteSteps: tf.Variable | undefined;
  private readonly scaling: Resolved<typeof lossScaleOptions>;

  readonly inner: KerasOptimizer;

  /**
   * @param inner one of `optimizers`, or of tf.train.
   * @throws {OptimizerError} for any other, and for a value that does not fit.
   */
  constructor(inner: KerasOptimizer | tf.Optimizer, options: LossScaleOptions = {}) {
    super();
    this.inner = requireKerasOptimizer("optimizers.LossScale", inner);
    this.scaling = resolveOptions("optimizers.LossScale", options, lossScaleOptions, {
      Refusal: OptimizerError,
    });
  }

  /** The loss whose gradients `applyGradients` takes. */
  scaleLoss(loss: tf.Scalar): tf.Scalar {
    return loss.mul(this.variables().scale);
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const present = namedGradients(gradients);
    const { scale, finiteSteps } = this.variables();
    const { dynamicGrowthSteps } = this.scaling;
    tf.tidy(() => {
      const areFinite = tf.stack(present.map(({ tensor }) => tensor.isFinite().all())).all();
      const unscaled = present.map(({ name, tensor }) => ({ name, tensor: tensor.div(scale) }));
      this.inner.applyWhere(areFinite, unscaled);
      const grows = finiteSteps.equal(dynamicGrowthSteps - 1);
      const factor = tf.where(areFinite, tf.where(grows, tf.scalar(2), tf.scalar(1)), tf.scalar(0.5));
      const counted = tf.where(
        tf.logicalAnd(areFinite, tf.logicalNot(grows)),
        finiteSteps.add(1),
        tf.scalar(0),
      );
      scale.assign(scale.mul(factor));
      finiteSteps.assign(counted);
    });
  }

  private variables(): { scale: tf.Variable; finiteSteps: tf.Variable } {
    const { initialScale } = this.scaling;
    const made = (value: number) =>
      outsideOfTraces(() => tf.tidy(() => tf.variable(tf.scalar(value), false)));
    this.scale ??= made(initialScale);
    this.finiteSteps ??= made(0);
    return { scale: this.scale, finiteSteps: this.finiteSteps };
  }

  override slotGroups(): string[][] {
    return this.inner.slotGroups();
  }

  protected update(): void {}

  override slotOf(variable: tf.Variable, name: string): tf.Tensor {
    return this.inner.slotOf(variable, name);
  }

  override get schedule(): Schedule | undefined {
    return this.inner.schedule;
  }

  override get learningRate(): number {
    return this.inner.learningRate;
  }

  override set learningRate(rate: number | Schedule) {
    this.inner.learningRate = rate;
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

  /** Frees the scale. The optimizer inside stays as it is. */
  override dispose(): void {
    this.scale?.dispose();
    this.finiteSteps?.dispose();
    this.scale = undefined;
    this.finiteSteps = undefined;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const config = optionsToKeras(this.scaling, lossScaleOptions) as tf.serialization.ConfigDict;
    return { ...config, inner_optimizer: this.inner.getConfig() };
  }
}
