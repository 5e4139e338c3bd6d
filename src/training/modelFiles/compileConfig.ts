/** What a model was compiled with, in Keras's words (compile_config). */
import { type Json, type JsonObject, ModelFileError } from "../../saving";
import type { CompileOptions } from "../compile";
import { Loss, losses } from "../losses";
import { Metric, metrics } from "../metrics";
import type { KerasOptimizer } from "../optimizers";
import { inCamelCase, inSnakeCase, renamed } from "./names";
import { optimizerFromKeras, optimizerToKeras } from "./optimizerState";

/** @throws {ModelFileError} for functions, which a file cannot hold. */
export function compileConfigOf(options: CompileOptions, optimizer: KerasOptimizer): JsonObject {
  return {
    optimizer: optimizerToKeras(optimizer),
    loss: withLongNames(toKeras(options.loss)),
    loss_weights: (options.lossWeights ?? null) as Json,
    metrics: toKeras(options.metrics ?? null),
    weighted_metrics: toKeras(options.weightedMetrics ?? null),
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
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

/** A name, an object, null, or lists and objects of such. */
function toKeras(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return inSnakeCase(value);
  if (value instanceof Loss) return objectToKeras(value, "keras.losses", losses);
  if (value instanceof Metric) return objectToKeras(value, "keras.metrics", metrics);
  if (Array.isArray(value)) return value.map(toKeras);
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toKeras(part)]));
  throw new ModelFileError(
    `a function of one's own (${(value as { name?: string }).name || "unnamed"}) cannot be saved.`,
  );
}

function objectToKeras(value: Loss | Metric, module: string, known: object): JsonObject {
  const className = value.constructor.name;
  if (
    (known as Record<string, unknown>)[className] !== value.constructor ||
    className === "MeanMetricWrapper"
  ) {
    throw new ModelFileError(`${className}, a class of one's own, cannot be saved.`);
  }
  return { module, class_name: className, config: value.getConfig() as JsonObject, registered_name: null };
}

/** @throws {ModelFileError} for what we have not, with its name. */
export function compileOptionsFrom(config: JsonObject): CompileOptions {
  return {
    optimizer: optimizerFromKeras(config.optimizer),
    loss: lossFrom(config.loss) as CompileOptions["loss"],
    lossWeights: (config.loss_weights ?? undefined) as CompileOptions["lossWeights"],
    metrics: metricsFrom(config.metrics) as CompileOptions["metrics"],
    weightedMetrics: metricsFrom(config.weighted_metrics) as CompileOptions["weightedMetrics"],
  };
}

const lossFrom = (value: Json | undefined) => fromKeras(value, losses, ["fn"]);
const metricsFrom = (value: Json | undefined) => fromKeras(value, metrics, ["fn"]) ?? undefined;

type Constructors = Record<string, new (options: never) => unknown>;

function fromKeras(value: Json | undefined, known: object, ignored: readonly string[]): unknown {
  if (value === null || value === undefined || typeof value === "string") return value ?? undefined;
  if (Array.isArray(value)) return value.map((part) => fromKeras(part, known, ignored));
  if (typeof value !== "object")
    throw new ModelFileError(`${JSON.stringify(value)} is neither loss nor metric.`);
  const { class_name: className, config } = value;
  if (typeof className !== "string") {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, fromKeras(part, known, ignored)]),
    );
  }
  // A function of Keras, by its name.
  if (className === "function" && typeof config === "string") return config;
  if (!Object.hasOwn(known, className)) throw new ModelFileError(`there is no "${className}".`);
  const given = Object.entries((config ?? {}) as JsonObject).filter(
    ([name, option]) => option !== null && name !== "dtype" && !ignored.includes(name),
  );
  const made = (known as Constructors)[className] as Constructors[string];
  return new made(renamed(Object.fromEntries(given), inCamelCase) as never);
}
