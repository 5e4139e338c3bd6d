/** A model's compile configuration, in Keras's words (compile_config). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type Json, type JsonObject, ModelFileError } from "../../saving";
import { type CompileOptions, compilationOf } from "../compile";
import { Loss, losses } from "../losses";
import { Metric, metrics } from "../metrics";
import type { KerasOptimizer } from "../optimizers";
import { fromKerasObject, kerasObjectOf } from "./kerasObject";
import { inSnakeCase } from "./names";
import { optimizerFromKeras, optimizerToKeras } from "./optimizerState";

/** @throws {ModelFileError} for functions, which a file cannot hold, and in an `.h5` file for losses as metrics. */
export function compileConfigOf(
  options: CompileOptions,
  optimizer: KerasOptimizer,
  { isH5 }: { isH5: boolean },
): JsonObject {
  if (isH5) requireNoLosses([options.metrics, options.weightedMetrics]);
  return {
    optimizer: optimizerToKeras(optimizer),
    ...measuresToKeras(options),
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}

function measuresToKeras(options: CompileOptions): JsonObject {
  return {
    loss: withLongNames(toKeras(options.loss)),
    loss_weights: (options.lossWeights ?? null) as Json,
    metrics: toKeras(options.metrics ?? null),
    weighted_metrics: toKeras(options.weightedMetrics ?? null),
  };
}

/** The losses and metrics of a compiled model; undefined where it has none, or functions, which words cannot say. */
export function measuresOf(model: tf.LayersModel): JsonObject | undefined {
  try {
    return measuresToKeras(compilationOf(model, "evaluate").options);
  } catch {
    return undefined;
  }
}

/**
 * Compiles a model to be measured by these losses and metrics.
 *
 * @param measures as `measuresOf` gives them.
 * @throws {ModelFileError} for what we have not, with its name.
 */
export function compileToMeasure(model: tf.LayersModel, measures: JsonObject): void {
  model.compile({ ...measuresFrom(measures), optimizer: "sgd" });
}

/** Keras takes every object among the metrics of an `.h5` file for one of its metrics. */
function requireNoLosses(metric: unknown): void {
  if (metric instanceof Loss) {
    throw new ModelFileError(`${metric.constructor.name}, a loss as a metric, cannot stand in an .h5 file.`, {
      cure: "save to a .keras file, or use one of metrics",
    });
  }
  if (metric instanceof Metric || typeof metric !== "object" || metric === null) return;
  for (const part of Object.values(metric)) requireNoLosses(part);
}

/** Keras does not find a loss by its short name again when it reads an `.h5` file. */
const longNames: Readonly<Record<string, string>> = {
  mse: "mean_squared_error",
  mae: "mean_absolute_error",
  mape: "mean_absolute_percentage_error",
  msle: "mean_squared_logarithmic_error",
  bce: "binary_crossentropy",
  kld: "kl_divergence",
};

function withLongNames(loss: Json): Json {
  if (typeof loss === "string") return longNames[loss.toLowerCase()] ?? loss;
  if (Array.isArray(loss)) return loss.map(withLongNames);
  if (loss === null || typeof loss !== "object" || "class_name" in loss) return loss;
  return Object.fromEntries(Object.entries(loss).map(([output, of]) => [output, withLongNames(of)]));
}

/** A name, an object, null, or lists and objects of these. */
function toKeras(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return inSnakeCase(value);
  if (value instanceof Loss) return kerasObjectOf(value, { module: "keras.losses", classes: losses });
  if (value instanceof Metric)
    return kerasObjectOf(value, { module: "keras.metrics", classes: savedMetrics });
  if (Array.isArray(value)) return value.map(toKeras);
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toKeras(part)]));
  throw new ModelFileError(
    `a custom function (${(value as { name?: string }).name || "unnamed"}) cannot be saved.`,
  );
}

/** @throws {ModelFileError} for what we have not, with its name. */
export function compileOptionsFrom(config: JsonObject): CompileOptions {
  return { ...measuresFrom(config), optimizer: optimizerFromKeras(config.optimizer) };
}

function measuresFrom(config: JsonObject): Omit<CompileOptions, "optimizer"> {
  return {
    loss: lossFrom(config.loss) as CompileOptions["loss"],
    lossWeights: (config.loss_weights ?? undefined) as CompileOptions["lossWeights"],
    metrics: metricsFrom(config.metrics) as CompileOptions["metrics"],
    weightedMetrics: metricsFrom(config.weighted_metrics) as CompileOptions["weightedMetrics"],
  };
}

const lossFrom = (value: Json | undefined) => fromKeras(value, "loss");
const metricsFrom = (value: Json | undefined) => fromKeras(value, "metric") ?? undefined;

/** A wrapper around a function is in no file: functions are not saved. */
const { MeanMetricWrapper: _, ...savedMetrics } = metrics;

/** Functions that Keras's classes wrap come with their names. */
const neutral = { fn: undefined };

function fromKeras(value: Json | undefined, kind: "loss" | "metric"): unknown {
  if (value === null || value === undefined || typeof value === "string") return value ?? undefined;
  if (Array.isArray(value)) return value.map((part) => fromKeras(part, kind));
  if (typeof value !== "object")
    throw new ModelFileError(`${JSON.stringify(value)} is neither loss nor metric.`);
  const { module, class_name: className, config } = value;
  if (typeof className !== "string") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fromKeras(part, kind)]));
  }
  // A function of Keras, by its name.
  if (className === "function" && typeof config === "string") return config;
  const options = (config ?? {}) as JsonObject;
  return kind === "loss" || module === "keras.losses"
    ? fromKerasObject(className, options, { kind: "loss", classes: losses, neutral })
    : fromKerasObject(className, options, { kind: "metric", classes: savedMetrics, neutral });
}
