/**
 * Lets `model.compile` understand what Keras's does:
 * `model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] })`.
 *
 * Importing trainbook is enough. tfjs's own functions, such as its `fit` and `evaluate`, go on as tfjs's `compile` says:
 * with its names of metrics and its numbers. They work with the losses, metrics and optimizers of trainbook too.
 *
 * tfjs-layers 4.22.0, engine/training.ts and models.ts.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { nearNames, resolveOptions, UnknownNameError } from "../../options";
import { type CompiledByTfjs, unsupportedMask } from "../../tfjs";
import { TrainbookError } from "../../trainbookError";
import { hasCustomSteps } from "../customSteps";
import { asMetric } from "../metrics";
import { KerasOptimizer, optimizerNamed } from "../optimizers";
import { Schedule } from "../schedules";
import { choicesForTfjs, completeLosses } from "./choicesForTfjs";
import { type Compilation, compilationFor, freeKept, noteCompilation, noteRefusal } from "./compilation";
import { type CompileOptions, compileOptions } from "./compileOptions";
import { CompileError, inTfjsWordsToo } from "./errors";
import { sayOtherDefaults } from "./otherDefaults";

const compileOfTfjs = tf.LayersModel.prototype.compile as (
  this: tf.LayersModel,
  args: tf.ModelCompileArgs,
) => void;

tf.LayersModel.prototype.compile = function compile(
  this: tf.LayersModel,
  given: CompileOptions | tf.ModelCompileArgs,
) {
  requireOptions(given);
  const options = given as CompileOptions;
  const { optimizer = "rmsprop", loss, metrics } = options;
  if (loss === undefined && !hasCustomSteps(this)) {
    throw new CompileError("compile: loss is missing.", {
      cure:
        'loss: "sparse_categorical_crossentropy" for labels that are numbers of classes, "mse" for measured values; ' +
        "null where the model's layers add their losses themselves",
    });
  }
  const isOwned = typeof optimizer === "string";
  const chosen = isOwned ? ownOptimizer(optimizer) : optimizer;
  requireNoSchedule(chosen);
  requireMasksSupported(this);

  const { compilation, refusal } = compilationOrRefusal(this, options);
  const compiled = this as unknown as CompiledByTfjs;
  const free = ownOptimizerOf(compiled);
  const restore = restoring(this);
  try {
    compileOfTfjs.call(this, { optimizer: chosen, ...choicesForTfjs(options, this.outputNames) });
  } catch (error) {
    restore();
    const ours = refusal ?? (compilation && unknownMetric(compilation));
    throw ours ? inTfjsWordsToo(ours, (error as Error).message) : error;
  }
  free(chosen);
  compiled.isOptimizerOwned = isOwned;
  compiled.loss = loss;
  compiled.metrics = metrics;
  completeLosses(compiled, options, this.outputNames);
  if (compilation) noteCompilation(this, compilation);
  else noteRefusal(this, refusal as TrainbookError);
};

const compileSequential = tf.Sequential.prototype.compile as typeof compileOfTfjs;

// A tf.Sequential makes a new functional model each time, and compiles that.
tf.Sequential.prototype.compile = function compile(
  this: tf.Sequential,
  options: CompileOptions | tf.ModelCompileArgs,
) {
  const free = ownOptimizerOf(this as unknown as CompiledByTfjs);
  const restore = restoring(this);
  try {
    compileSequential.call(this, options as tf.ModelCompileArgs);
  } catch (error) {
    restore();
    throw error;
  }
  free(this.optimizer);
};

const disposeOfTfjs = tf.LayersModel.prototype.dispose;

tf.LayersModel.prototype.dispose = function dispose(this: tf.LayersModel) {
  freeKept(this);
  return disposeOfTfjs.call(this);
};

/** A function that frees the optimizer made for a model, once the model has another. */
function ownOptimizerOf({ isOptimizerOwned, optimizer }: CompiledByTfjs): (next: tf.Optimizer) => void {
  return (next) => {
    if (isOptimizerOwned && optimizer !== next) optimizer?.dispose();
  };
}

/** tfjs notes one thing after the other, and stops in between where one is wrong. */
function restoring(model: object): () => void {
  const before: Record<string, unknown> = { ...model };
  return () => {
    for (const name of Object.keys(model)) if (!(name in before)) Reflect.deleteProperty(model, name);
    Object.assign(model, before);
  };
}

/**
 * tfjs runs programs that give options it does not know: one that cannot be a slip is only told.
 *
 * @throws {UnknownNameError} for a slip.
 */
function requireOptions(options: CompileOptions | tf.ModelCompileArgs): void {
  try {
    resolveOptions("compile", options, compileOptions, { Refusal: CompileError });
  } catch (error) {
    const known = Object.keys(compileOptions);
    const isSlip = Object.keys(options).some(
      (name) => !known.includes(name) && nearNames(name, known).length > 0,
    );
    const isUnknown = error instanceof UnknownNameError;
    if (!isUnknown || isSlip || options.optimizer === undefined || !options.loss) throw error;
    console.warn(`compile: ${(error as Error).message}`);
  }
}

/** Keras's optimizer of that name. */
function ownOptimizer(name: string): KerasOptimizer {
  try {
    const made = optimizerNamed(name);
    sayOtherDefaults(name);
    return made;
  } catch (error) {
    throw error instanceof TrainbookError ? inTfjsWordsToo(error, `Unknown Optimizer ${name}`) : error;
  }
}

/**
 * tfjs takes more than `fit` does: one list of metrics for all of several outputs, for instance.
 *
 * @throws {TrainbookError} for options that tfjs does not have at all.
 */
function compilationOrRefusal(
  model: tf.LayersModel,
  options: CompileOptions,
): { compilation?: Compilation; refusal?: TrainbookError } {
  try {
    return { compilation: compilationFor(model, options) };
  } catch (error) {
    if (error instanceof TrainbookError && isForTfjs(options)) return { refusal: error };
    throw error;
  }
}

/** Metrics are otherwise made with the first batch. */
function unknownMetric({ outputs }: Compilation): TrainbookError | undefined {
  try {
    for (const { metrics, shape, loss } of outputs) {
      for (const choice of metrics) asMetric(choice, { outputShape: shape, loss });
    }
    return undefined;
  } catch (error) {
    if (error instanceof TrainbookError) return error;
    throw error;
  }
}

const isForTfjs = ({ lossWeights, weightedMetrics, metrics }: CompileOptions): boolean =>
  lossWeights === undefined &&
  weightedMetrics === undefined &&
  !(Array.isArray(metrics) && metrics.some(Array.isArray));

function requireMasksSupported(model: tf.LayersModel): void {
  const layer = unsupportedMask(model);
  if (!layer) return;
  throw new CompileError(
    `compile: a mask reaches the layer "${layer.name}", and the layer inside it cannot take one for each step.`,
    { cure: "build the model without masks: no maskZero, and no masking layer" },
  );
}

function requireNoSchedule(optimizer: tf.Optimizer): void {
  const { learningRate } = (optimizer ?? {}) as { learningRate?: unknown };
  if (!(learningRate instanceof Schedule) || optimizer instanceof KerasOptimizer) return;
  const name = optimizer.getClassName();
  throw new CompileError(`compile: tf.train's ${name} cannot follow a schedule of the learning rate.`, {
    cure: `new optimizers.${name}({ learningRate: schedule })`,
  });
}
