/** Steps as `fit` and `evaluate` take them: operation by operation, or each as one graph, which is kept for the next time. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { CompiledStep, globalPolicy, isTrainOptimizer, TracingError } from "../../graph";
import { layersWithin } from "../../tfjs";
import { type Batch, type BatchOfRows, isOfRows, type NextBatch, withTensors } from "../batches";
import { type Compilation, isCompiledAs, PerCompilation } from "../compile";
import { customStep, ownLoss, type StepKind, type StepLogs } from "../customSteps";
import { namingEmbeddings } from "../embeddingIndices";
import { KerasOptimizer } from "../optimizers";
import { Results } from "./results";
import { testStep } from "./testStep";
import { canBeSplit, threadsFor, towersForInference, towersForTraining } from "./towers";
import { trainStep } from "./trainStep";
import { WeightsMadeInCall } from "./weightsMadeInCall";
import { isWorthTracing } from "./worthTracing";

export interface StepOptions {
  /** True takes every operation by itself, false makes a graph where that can be done. Defaults to a graph where it pays. */
  runEagerly: boolean | undefined;
  /** In how many parts a graph computes a batch. Defaults to what is written in towers.ts. */
  towers?: number | undefined;
  /** How many steps there will be, where that is known. */
  count: number | null;
}

/** A step, and what its batches come to. */
export class StepFunction {
  readonly results: Results;
  /** By what they compute in, and in how many parts a batch. */
  private readonly graphs = new Map<string, CompiledStep<Batch>>();
  /** That of the model's class, where it has one. */
  private readonly ownStep: ((batch: Batch) => StepLogs) | undefined;
  /** That of which graphs are made: a program may give the model another without compiling it again. */
  private readonly optimizer: tf.Optimizer;

  private constructor(
    private readonly kind: StepKind,
    private readonly model: tf.LayersModel,
    private readonly compilation: Compilation,
    /** Layers that train, as they were when the graphs were made. */
    private readonly trained: string,
    private isCompiled: boolean,
    private towers: number | undefined,
  ) {
    this.results = new Results(compilation);
    this.ownStep = customStep(model, kind);
    this.optimizer = model.optimizer;
  }

  /** That of the last time, where it is free. To be released. */
  static acquire(
    kind: StepKind,
    model: tf.LayersModel,
    compilation: Compilation,
    { runEagerly, towers, count }: StepOptions,
  ): StepFunction {
    const trained = trainedNames(model);
    if (runEagerly !== true) {
      const free = compiledSteps[kind].take(compilation);
      if (free?.trained === trained && free.optimizer === model.optimizer) {
        free.towers = towers;
        return free;
      }
      free?.dispose();
    }
    const obstacle = obstacleOf(kind, model);
    if (obstacle && runEagerly !== true) sayEager(kind, compilation, obstacle);
    const pays = runEagerly === undefined ? isWorthTracing(model, count) : !runEagerly;
    return new StepFunction(kind, model, compilation, trained, pays && !obstacle, towers);
  }

  /** Graphs are kept for the next time, anything else is freed. */
  release(): void {
    const { kind, model, compilation } = this;
    const isKept = this.isCompiled && isCompiledAs(model, compilation);
    if (isKept && !compiledSteps[kind].get(compilation)) compiledSteps[kind].set(compilation, this);
    else this.dispose();
  }

  /** Takes a step with each batch; in one call, where they are rows of the same tensors and of one size. */
  run(batches: readonly NextBatch[]): Promise<void> {
    return namingEmbeddings(this.model, () => this.take(batches));
  }

  private async take(batches: readonly NextBatch[]): Promise<void> {
    if (this.isCompiled) {
      try {
        await this.withAllWeights(() => this.runCompiled(batches));
        return;
      } catch (error) {
        // A step is traced before it is taken: none of these was.
        if (!(error instanceof TracingError)) throw error;
        sayEager(this.kind, this.compilation, error.message);
        this.isCompiled = false;
      }
    }
    sayFloat32(this.compilation);
    for (const batch of batches) await withTensors(batch, (tensors) => this.compute(tensors));
  }

  /** Those that a layer makes in its call are there when the step is traced once more. */
  private async withAllWeights(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof WeightsMadeInCall)) throw error;
      await run();
    }
  }

  dispose(): void {
    for (const graph of this.graphs.values()) graph.dispose();
    this.graphs.clear();
    this.results.dispose();
  }

  private compute(batch: Batch, towers = 1): void {
    const { model, compilation, results, ownStep } = this;
    results.within(() => {
      if (ownStep) tf.tidy(() => results.log(ownStep(batch)));
      else if (this.kind === "train") trainStep(model, compilation, batch, results, { towers });
      else testStep(model, compilation, batch, results, { towers });
    });
  }

  private async runCompiled(batches: readonly NextBatch[]): Promise<void> {
    const [first] = batches;
    if (!first) return;
    try {
      await this.runGraph(first, batches);
    } catch (error) {
      throw await this.errorOfWholeBatch(error, first);
    }
  }

  /** In a part of a batch sizes are others than those that the learner has written. */
  private async errorOfWholeBatch(error: unknown, batch: NextBatch): Promise<unknown> {
    if (error instanceof TracingError || this.towersFor(batch.samples) === 1) return error;
    const whole = new CompiledStep((tensors: Batch) => this.compute(tensors));
    try {
      await withTensors(batch, (tensors) => whole.requireTraceable(tensors));
      return error;
    } catch (ofWhole) {
      return ofWhole;
    }
  }

  private async runGraph(first: NextBatch, batches: readonly NextBatch[]): Promise<void> {
    const graph = this.graphFor(first.samples);
    if (!isOfRows(first)) {
      await graph.run(first as Batch);
      return;
    }
    const rows = rowsOf(batches as readonly BatchOfRows[]);
    try {
      await graph.runMany({ ...first.of, samples: first.samples }, rows);
    } finally {
      rows.dispose();
    }
  }

  private graphFor(samples: number): CompiledStep<Batch> {
    const towers = this.towersFor(samples);
    const { computeDtype } = globalPolicy();
    const key = `${computeDtype} ${towers}`;
    const options = { threads: threadsFor(towers), computeDtype };
    const graph =
      this.graphs.get(key) ?? new CompiledStep((batch: Batch) => this.compute(batch, towers), options);
    this.graphs.set(key, graph);
    return graph;
  }

  private towersFor(samples: number): number {
    if (this.ownStep || ownLoss(this.model)) return 1;
    if (this.towers !== undefined) return canBeSplit(this.model) ? this.towers : 1;
    return this.kind === "train"
      ? towersForTraining(this.model, this.compilation, samples)
      : towersForInference(this.model, samples);
  }
}

/** Weights, and layers that have two ways to compute: a BatchNormalization need not have weights that train. */
function trainedNames(model: tf.LayersModel): string {
  const normalizing = [...layersWithin(model)].filter(
    (layer) => layer.getClassName() === "BatchNormalization",
  );
  const trained = [...model.trainableWeights, ...normalizing.filter(({ trainable }) => trainable)];
  return trained.map(({ name }) => name).join();
}

/** Free ones, for the next loop. While a loop runs its step is not here: another loop of the kind makes one for itself. */
const compiledSteps: Readonly<Record<StepKind, PerCompilation<StepFunction>>> = {
  train: new PerCompilation(),
  test: new PerCompilation(),
};

/** @returns `[batches, rows]`, int32. */
function rowsOf(batches: readonly BatchOfRows[]): tf.Tensor2D {
  const size = batches[0]?.rows.length ?? 0;
  const rows = new Int32Array(batches.length * size);
  for (const [index, batch] of batches.entries()) rows.set(batch.rows, index * size);
  return tf.tensor2d(rows, [batches.length, size], "int32");
}

/** The reason not to make a graph: it would fix a part of the model that may change from step to step. */
function obstacleOf(kind: StepKind, { optimizer }: tf.LayersModel): string | undefined {
  if (kind === "test" || optimizer instanceof KerasOptimizer || isTrainOptimizer(optimizer)) return undefined;
  return `${optimizer.constructor.name} is an optimizer class of your own, which may do what no graph can hold.\n  → one of optimizers or of tf.train`;
}

const said = new WeakSet<Compilation>();

function sayEager(kind: StepKind, compilation: Compilation, why: string): void {
  if (said.has(compilation)) return;
  said.add(compilation);
  console.info(
    `${kind === "train" ? "fit" : "evaluate"}: the steps run operation by operation, which takes longer: ${why}`,
  );
}

const saidFloat32 = new WeakSet<Compilation>();

function sayFloat32(compilation: Compilation): void {
  const { name } = globalPolicy();
  if (name === "float32" || saidFloat32.has(compilation)) return;
  saidFloat32.add(compilation);
  console.info(
    `mixedPrecision: ${name} acts on graphs; steps that run operation by operation compute in float32.`,
  );
}
