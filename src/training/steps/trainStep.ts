/** One step of training (keras.Model.train_step). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { globalPolicy } from "../../graph";
import { clearLossesOfModel } from "../../tfjs";
import type { Batch } from "../batches";
import { type Compilation, PerCompilation } from "../compile";
import { joinedPredictions, keepingLogits } from "../losses";
import { asKerasOptimizer, KerasOptimizer, LossScale } from "../optimizers";
import type { BatchLoss } from "./batchLoss";
import { applyConstraints } from "./constraints";
import type { Results } from "./results";
import { type Tower, towersOf } from "./tower";
import type { TowersOption } from "./towers";

/** Predicts, measures, and moves the weights; what was measured goes into `results`. */
export function trainStep(
  model: tf.LayersModel,
  compilation: Compilation,
  batch: Batch,
  results: Results,
  { towers: count = 1 }: TowersOption = {},
): void {
  let towers: Tower[] = [];
  const optimizer = optimizerFor(model, compilation);
  const scaled = (loss: tf.Scalar) => (optimizer instanceof LossScale ? optimizer.scaleLoss(loss) : loss);
  try {
    keepingLogits(() =>
      tf.tidy(() => {
        towers = towersOf(batch, count);
        const gradients = towers.map((tower) => tower.gradients(model, compilation, scaled));
        const predictions = joinedPredictions(towers.map((tower) => tower.predictions));
        results.logStep(model, batch, predictions, lossOf(towers));
        const named = Object.entries(gradients[0] ?? {});
        if (named.length === 0) return;
        const sums = named.map(([name]) => [name, sumOf(gradients.map((one) => one[name]))]);
        optimizer.applyGradients(Object.fromEntries(sums));
        applyConstraints(model);
      }),
    );
  } finally {
    for (const tower of towers) tower.dispose();
    clearLossesOfModel(model);
  }
}

/** With the optimizer that it is around: a program may give the model another without compiling it again. */
interface Scaling {
  optimizer: tf.Optimizer;
  lossScale: LossScale;
  dispose(): void;
}

const scalings = new PerCompilation<Scaling>();

/** In float16 gradients would vanish if the loss were not scaled. */
function optimizerFor(model: tf.LayersModel, compilation: Compilation): tf.Optimizer {
  const { optimizer } = model;
  if (globalPolicy().computeDtype !== "float16" || optimizer instanceof LossScale) return optimizer;
  const inner = optimizer instanceof KerasOptimizer ? optimizer : asKerasOptimizer(optimizer);
  if (!inner) return optimizer;
  const known = scalings.get(compilation);
  if (known?.optimizer === optimizer) return known.lossScale;
  known?.dispose();
  const lossScale = new LossScale(inner);
  scalings.set(compilation, { optimizer, lossScale, dispose: () => lossScale.dispose() });
  return lossScale;
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
