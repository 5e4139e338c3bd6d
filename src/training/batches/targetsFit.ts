/** Targets beside the losses that the model was compiled with, looked at before a step is taken. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { CompiledOutput } from "../compile";
import { broadcastInWords, type Loss, LossError, lossErrorAt, losses, requireTargetsFit } from "../losses";

/** The output that targets are compared with. */
export type TrainedOutput = Pick<CompiledOutput, "name" | "shape" | "loss">;

/** Of which it was said that targets are repeated for them. */
const said = new WeakSet<Loss>();

/** Of which the range of the targets was looked at: that takes reading them. */
const looked = new WeakSet<Loss>();

/** Keras computes with any number; a loss for yes or no then has no least value. */
function sayRange(where: string, loss: Loss, yTrue: tf.Tensor): void {
  const isOfTwo = loss instanceof losses.BinaryCrossentropy || loss instanceof losses.BinaryFocalCrossentropy;
  if (!isOfTwo || looked.has(loss)) return;
  looked.add(loss);
  const unfit = yTrue.dataSync().find((target) => target < 0 || target > 1);
  if (unfit === undefined) return;
  console.warn(
    `${where}: ${loss.name} is for targets 0 and 1, and a target is ${unfit}.\n  → ${
      unfit < 0
        ? 'make 0 of what is -1: y.add(1).div(2); or use the loss "hinge"'
        : 'for more than two classes give each a unit, with the loss "sparse_categorical_crossentropy" and softmax'
    }`,
  );
}

/**
 * @param outputs none where a step or a loss of the model's own takes the targets.
 * @throws {LossError} for the first targets that are not meant for their loss.
 */
export function requireTargets(
  targets: readonly tf.Tensor[],
  { what, outputs = [] }: { what: string; outputs?: readonly TrainedOutput[] },
): void {
  for (const [index, { name, loss, shape: ofBatch }] of outputs.entries()) {
    const yTrue = targets[index];
    if (!(loss && yTrue)) continue;
    // A model with batchInputShape knows the size of its batches, and not how many samples there are.
    const shape = [null, ...ofBatch.slice(1)];
    const where = outputs.length > 1 ? `${what}: output "${name}"` : what;
    try {
      requireTargetsFit(loss, yTrue, { shape });
    } catch (error) {
      throw error instanceof LossError ? lossErrorAt(where, error) : error;
    }
    sayRange(where, loss, yTrue);
    const broadcast = said.has(loss) ? undefined : broadcastInWords(loss, yTrue, { shape });
    if (broadcast === undefined) continue;
    said.add(loss);
    console.warn(`${where}: ${broadcast}`);
  }
}
