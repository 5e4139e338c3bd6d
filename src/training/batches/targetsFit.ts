/** Targets beside the losses that the model was compiled with, looked at before a step is taken. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { CompiledOutput } from "../compile";
import { broadcastInWords, type Loss, LossError, lossErrorAt, requireTargetsFit } from "../losses";

/** What targets are compared with. */
export type TrainedOutput = Pick<CompiledOutput, "name" | "shape" | "loss">;

/** Of which it was said that targets are repeated for them. */
const said = new WeakSet<Loss>();

/**
 * @param outputs none where a step or a loss of the model's own takes the targets.
 * @throws {LossError} for the first targets that are not meant for their loss.
 */
export function requireTargets(
  targets: readonly tf.Tensor[],
  { what, outputs = [] }: { what: string; outputs?: readonly TrainedOutput[] },
): void {
  for (const [index, { name, loss, shape }] of outputs.entries()) {
    const yTrue = targets[index];
    if (!(loss && yTrue)) continue;
    const where = outputs.length > 1 ? `${what}: output "${name}"` : what;
    try {
      requireTargetsFit(loss, yTrue, { shape });
    } catch (error) {
      throw error instanceof LossError ? lossErrorAt(where, error) : error;
    }
    const broadcast = said.has(loss) ? undefined : broadcastInWords(loss, yTrue, { shape });
    if (broadcast === undefined) continue;
    said.add(loss);
    console.warn(`${where}: ${broadcast}`);
  }
}
