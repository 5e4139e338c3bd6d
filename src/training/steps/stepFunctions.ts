/** Steps as `fit` takes them: operation by operation, or each as one graph. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type TfFunction, TracingError, tfFunction } from "../../graph";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { requireKnownClasses } from "../losses";
import { KerasOptimizer } from "../optimizers";
import type { Results } from "./results";
import { trainStep } from "./trainStep";

export interface StepFunction {
  run(batch: Batch): void | Promise<void>;
  /** Frees the graphs. */
  dispose(): void;
}

/** @param runEagerly false makes a graph of each step where that can be done. */
export function trainStepFunction(
  model: tf.LayersModel,
  compilation: Compilation,
  results: Results,
  { runEagerly }: { runEagerly: boolean },
): StepFunction {
  const eager = (batch: Batch) => trainStep(model, compilation, batch, results);
  const obstacle = obstacleOf(model);
  if (runEagerly || obstacle) {
    if (!runEagerly) sayEager(obstacle as string);
    return { run: eager, dispose: () => {} };
  }
  let compiled: TfFunction<[Batch], object> | undefined = tfFunction((batch: Batch) => {
    eager(batch);
    return [];
  });
  const run = async (batch: Batch) => {
    if (!compiled) return eager(batch);
    for (const [index, { loss, shape }] of compilation.outputs.entries()) {
      const labels = batch.targets[index];
      if (loss && labels) requireKnownClasses(loss, labels, shape.at(-1) ?? 0);
    }
    try {
      await compiled(batch);
    } catch (error) {
      if (!(error instanceof TracingError)) throw error;
      sayEager(error.message);
      compiled.dispose();
      compiled = undefined;
      eager(batch);
    }
  };
  return { run, dispose: () => compiled?.dispose() };
}

/** What in a model a graph would fix, though it changes from step to step. */
function obstacleOf(model: tf.LayersModel): string | undefined {
  if (!(model.optimizer instanceof KerasOptimizer)) {
    return `${model.optimizer.getClassName()} is an optimizer of tfjs's own.\n  → one of trainbook's: optimizers.Adam, …`;
  }
  const stateful = model.layers.find((layer) => (layer as { stateful?: boolean }).stateful);
  return stateful && `the layer "${stateful.name}" keeps its states from batch to batch.`;
}

function sayEager(why: string): void {
  console.warn(`fit: the steps run operation by operation: ${why}`);
}
