/** One step of training (keras.Model.train_step). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { joinedPredictions, keepingLogits } from "../losses";
import type { BatchLoss } from "./batchLoss";
import { applyConstraints } from "./constraints";
import type { Results } from "./results";
import { type Tower, towersOf } from "./tower";

export interface TrainStepOptions {
  /** In how many parts the batch is computed, which a graph does side by side. Defaults to 1. */
  towers?: number;
}

/** Predicts, measures, and moves the weights; what was measured goes into `results`. */
export function trainStep(
  model: tf.LayersModel,
  compilation: Compilation,
  batch: Batch,
  results: Results,
  { towers: count = 1 }: TrainStepOptions = {},
): void {
  let towers: Tower[] = [];
  try {
    keepingLogits(() =>
      tf.tidy(() => {
        towers = towersOf(batch, count);
        const gradients = towers.map((tower) => tower.gradients(model, compilation));
        results.add(batch, joinedPredictions(towers.map(({ predictions }) => predictions)), lossOf(towers));
        const named = Object.entries(gradients[0] ?? {});
        if (named.length === 0) return;
        const sums = named.map(([name]) => [name, sumOf(gradients.map((one) => one[name]))]);
        model.optimizer.applyGradients(Object.fromEntries(sums));
        applyConstraints(model);
      }),
    );
  } finally {
    for (const tower of towers) tower.dispose();
  }
}

function lossOf(towers: readonly Tower[]): BatchLoss {
  const outputs = towers[0]?.loss.outputs ?? [];
  return {
    total: sumOf(towers.map(({ loss }) => loss.total)) as tf.Scalar,
    outputs: outputs.map((_, index) => sumOf(towers.map(({ loss }) => loss.outputs[index])) as tf.Scalar),
  };
}

/** A part that has none, none has. */
function sumOf(parts: readonly (tf.Tensor | undefined)[]): tf.Tensor | undefined {
  const [first, ...others] = parts;
  return others.length === 0 || !first ? first : tf.addN(parts as tf.Tensor[]);
}
