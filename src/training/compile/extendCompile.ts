/**
 * Lets `model.compile` understand what Keras's does:
 * `model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] })`.
 *
 * Importing trainbook is enough. tfjs's own `fit` and `evaluate` then work with the same optimizers, losses and metrics.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { hasCustomSteps } from "../customSteps";
import type { Loss } from "../losses";
import { losses as keras } from "../losses";
import { asMetric } from "../metrics";
import { requireKnownOptions } from "../names";
import { KerasOptimizer, optimizerNamed } from "../optimizers";
import { Schedule } from "../schedules";
import {
  type Compilation,
  type CompiledOutput,
  compilationFor,
  freeKept,
  noteCompilation,
} from "./compilation";
import type { CompileOptions, MetricChoice } from "./compileOptions";
import { CompileError } from "./errors";

type TensorFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/** What tfjs keeps of a compilation. */
interface CompiledByTfjs {
  loss: unknown;
  metrics: unknown;
  optimizer?: tf.Optimizer;
  isOptimizerOwned: boolean;
  lossFunctions: TensorFunction[];
  metricsTensors: [TensorFunction, number][];
}

const compileOfTfjs = tf.LayersModel.prototype.compile as (
  this: tf.LayersModel,
  args: tf.ModelCompileArgs,
) => void;
const knownOptions = ["optimizer", "loss", "lossWeights", "metrics", "weightedMetrics"];

tf.LayersModel.prototype.compile = function compile(
  this: tf.LayersModel,
  options: CompileOptions | tf.ModelCompileArgs,
) {
  requireKnownOptions("compile", options, knownOptions);
  const { optimizer = "rmsprop", loss, metrics } = options;
  if (loss === undefined && !hasCustomSteps(this)) {
    throw new CompileError("compile: loss is missing.", {
      cure:
        'loss: "sparse_categorical_crossentropy" for labels that are numbers of classes, "mse" for measured values; ' +
        "null where the model's layers add their losses themselves",
    });
  }
  const compilation = compilationFor(this, options as CompileOptions);
  const isOwned = typeof optimizer === "string";
  const chosen = isOwned ? optimizerNamed(optimizer) : optimizer;
  requireNoSchedule(chosen);

  const compiled = this as unknown as CompiledByTfjs;
  const free = ownOptimizerOf(compiled);
  compileOfTfjs.call(this, {
    optimizer: chosen,
    loss: compilation.outputs.map(lossForTfjs) as tf.ModelCompileArgs["loss"],
    metrics: Object.fromEntries(
      compilation.outputs.map((output) => [output.name, metricsForTfjs(output)]),
    ) as unknown as tf.ModelCompileArgs["metrics"],
  });
  free(chosen);
  compiled.isOptimizerOwned = isOwned;
  compiled.loss = loss;
  compiled.metrics = metrics;
  computeOurLosses(compiled, compilation);
  noteCompilation(this, compilation);
};

const compileSequential = tf.Sequential.prototype.compile as typeof compileOfTfjs;

// A tf.Sequential makes a new functional model each time, and compiles that.
tf.Sequential.prototype.compile = function compile(
  this: tf.Sequential,
  options: CompileOptions | tf.ModelCompileArgs,
) {
  const free = ownOptimizerOf(this as unknown as CompiledByTfjs);
  compileSequential.call(this, options as tf.ModelCompileArgs);
  free(this.optimizer);
};

const disposeOfTfjs = tf.LayersModel.prototype.dispose;

tf.LayersModel.prototype.dispose = function dispose(this: tf.LayersModel) {
  freeKept(this);
  return disposeOfTfjs.call(this);
};

/** What frees the optimizer that was made for a model, once it has another. */
function ownOptimizerOf({ isOptimizerOwned, optimizer }: CompiledByTfjs): (next: tf.Optimizer) => void {
  return (next) => {
    if (isOptimizerOwned && optimizer !== next) optimizer?.dispose();
  };
}

/** tfjs lets labels be numbers of classes only with its own sparse cross-entropy, which it knows by its name. */
function lossForTfjs({ loss }: CompiledOutput): TensorFunction | string {
  return loss instanceof keras.SparseCategoricalCrossentropy
    ? "sparseCategoricalCrossentropy"
    : asFunction(loss);
}

const asFunction = (loss: Loss | undefined): TensorFunction =>
  loss ? (yTrue, yPred) => loss(yTrue, yPred) : () => tf.scalar(0);

function computeOurLosses(compiled: CompiledByTfjs, { outputs }: Compilation): void {
  compiled.lossFunctions = outputs.map(({ loss, lossWeight }) => {
    const compute = asFunction(loss);
    return lossWeight === 1 ? compute : (yTrue, yPred) => compute(yTrue, yPred).mul(lossWeight);
  });
  if (outputs.length === 1) return;
  // With several outputs, tfjs's first metrics are their losses.
  for (const [index, { loss }] of outputs.entries())
    compiled.metricsTensors[index] = [asFunction(loss), index];
}

/** tfjs names a metric by its function. */
function metricsForTfjs({ metrics, weightedMetrics, shape, loss }: CompiledOutput): TensorFunction[] {
  return [...metrics, ...weightedMetrics].map((choice: MetricChoice) => {
    const outputShape = shape as number[];
    const { name } = asMetric(choice, { outputShape, loss });
    const measure: TensorFunction = (yTrue, yPred) =>
      asMetric(choice, { outputShape: yPred.shape, targetShape: yTrue.shape, loss })(yTrue, yPred);
    return Object.defineProperty(measure, "name", { value: name });
  });
}

function requireNoSchedule(optimizer: tf.Optimizer): void {
  const { learningRate } = optimizer as unknown as { learningRate?: unknown };
  if (!(learningRate instanceof Schedule) || optimizer instanceof KerasOptimizer) return;
  const name = optimizer.getClassName();
  throw new CompileError(`compile: tf.train's ${name} cannot follow a schedule of the learning rate.`, {
    cure: `new optimizers.${name}({ learningRate: schedule })`,
  });
}
