/** Gradients kept from growing too large (keras.optimizers.Optimizer: clipnorm, clipvalue, global_clipnorm). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { OptimizerError } from "./errors";

export interface ClippingOptions {
  /** The largest norm of the gradient of each variable. Defaults to none. */
  clipnorm?: number;
  /** The largest size of each number of a gradient. Defaults to none. */
  clipvalue?: number;
  /** The largest norm of all gradients together. Defaults to none. */
  globalClipnorm?: number;
}

/** @throws {OptimizerError} where more than one way is asked for. */
export function requireOneClipping({ clipnorm, clipvalue, globalClipnorm }: ClippingOptions): void {
  const asked = Object.entries({ clipnorm, clipvalue, globalClipnorm }).filter(
    ([, value]) => value !== undefined,
  );
  if (asked.length < 2) return;
  throw new OptimizerError(
    `only one of clipnorm, clipvalue and globalClipnorm can be set, found ${asked.map(([name]) => name).join(" and ")}.`,
  );
}

export function clipped(
  gradients: tf.Tensor[],
  { clipnorm, clipvalue, globalClipnorm }: ClippingOptions,
): tf.Tensor[] {
  if (clipnorm) return gradients.map((gradient) => withinNorm(gradient, norm([gradient]), clipnorm));
  if (globalClipnorm) {
    const together = norm(gradients);
    return gradients.map((gradient) => withinNorm(gradient, together, globalClipnorm));
  }
  if (clipvalue) return gradients.map((gradient) => gradient.clipByValue(-clipvalue, clipvalue));
  return gradients;
}

const norm = (tensors: tf.Tensor[]): tf.Tensor =>
  tf.addN(tensors.map((tensor) => tensor.square().sum())).sqrt();

const withinNorm = (gradient: tf.Tensor, size: tf.Tensor, most: number): tf.Tensor =>
  gradient.mul(tf.scalar(most).div(size.maximum(most)));
