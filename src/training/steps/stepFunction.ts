/** Steps as `fit` and `evaluate` take them: operation by operation, or each as one graph, which is kept for the next time. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type TfFunction, TracingError, tfFunction } from "../../graph";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { requireKnownClasses } from "../losses";
import { KerasOptimizer } from "../optimizers";
import { Results } from "./results";
import { testStep } from "./testStep";
import { trainStep } from "./trainStep";

const steps = { train: trainStep, test: testStep };

export type StepKind = keyof typeof steps;

export interface StepOptions {
  /** True takes every operation by itself, false makes a graph where that can be done. Defaults to a graph where it pays. */
  runEagerly: boolean | undefined;
  /** How many steps there will be, where that is known. */
  count: number | null;
}

/** Steps from which on a graph pays: making one takes about as long as so many steps without. */
export const WORTH_TRACING = 8;

/** A step, and what its batches come to. */
export class StepFunction {
  readonly results: Results;
  private compiled: TfFunction<[Batch], object> | undefined;

  private constructor(
    private readonly kind: StepKind,
    private readonly model: tf.LayersModel,
    private readonly compilation: Compilation,
    /** Layers that train, as they were when the graph was made. */
    private readonly trained: string,
    isCompiled: boolean,
  ) {
    this.results = new Results(compilation);
    if (!isCompiled) return;
    this.compiled = tfFunction((batch: Batch) => {
      this.runEagerly(batch);
      return [];
    });
  }

  /** That of the last time, where it is free. To be given back. */
  static take(
    kind: StepKind,
    model: tf.LayersModel,
    compilation: Compilation,
    { runEagerly, count }: StepOptions,
  ): StepFunction {
    const trained = model.trainableWeights.map(({ name }) => name).join();
    const isAuto = runEagerly === undefined;
    if (runEagerly !== true) {
      const kept = compilation.kept.get(kind) as StepFunction | undefined;
      compilation.kept.delete(kind);
      if (kept?.trained === trained) return kept;
      kept?.dispose();
    }
    const obstacle = obstacleOf(kind, model);
    if (obstacle && runEagerly !== true) sayEager(compilation, obstacle);
    const pays = isAuto ? count === null || count >= WORTH_TRACING : !runEagerly;
    return new StepFunction(kind, model, compilation, trained, pays && !obstacle);
  }

  /** Graphs are kept for the next time, anything else is freed. */
  giveBack(): void {
    const { kept } = this.compilation;
    if (this.compiled && !kept.has(this.kind)) kept.set(this.kind, this);
    else this.dispose();
  }

  run(batch: Batch): void | Promise<void> {
    return this.compiled ? this.runCompiled(this.compiled, batch) : this.runEagerly(batch);
  }

  dispose(): void {
    this.compiled?.dispose();
    this.results.dispose();
  }

  private runEagerly(batch: Batch): void {
    steps[this.kind](this.model, this.compilation, batch, this.results);
  }

  private async runCompiled(compiled: TfFunction<[Batch], object>, batch: Batch): Promise<void> {
    for (const [index, { loss, shape }] of this.compilation.outputs.entries()) {
      const labels = batch.targets[index];
      if (loss && labels) requireKnownClasses(loss, labels, shape.at(-1) ?? 0);
    }
    try {
      await compiled(batch);
    } catch (error) {
      if (!(error instanceof TracingError)) throw error;
      sayEager(this.compilation, error.message);
      compiled.dispose();
      this.compiled = undefined;
      this.runEagerly(batch);
    }
  }
}

/** What in a model a graph would fix, though it changes from step to step. */
function obstacleOf(kind: StepKind, model: tf.LayersModel): string | undefined {
  if (kind === "train" && !(model.optimizer instanceof KerasOptimizer)) {
    return `${model.optimizer.getClassName()} is an optimizer of tfjs's own.\n  → one of trainbook's: optimizers.Adam, …`;
  }
  const stateful = model.layers.find((layer) => (layer as { stateful?: boolean }).stateful);
  return stateful && `the layer "${stateful.name}" keeps its states from batch to batch.`;
}

const said = new WeakSet<Compilation>();

function sayEager(compilation: Compilation, why: string): void {
  if (said.has(compilation)) return;
  said.add(compilation);
  console.warn(`fit: the steps run operation by operation, which takes longer: ${why}`);
}
