/** Losses and metrics by the names that tfjs's own `compile` knows, for its files. */
import { isTfjsLoss, isTfjsMetric } from "../../tfjs";
import type { CompileOptions, LossChoice, MetricChoice } from "../compile";
import { asLoss, Loss, losses } from "../losses";
import { Metric } from "../metrics";

const lossNames: Readonly<Record<string, string>> = {
  mean_squared_error: "meanSquaredError",
  mean_absolute_error: "meanAbsoluteError",
  mean_absolute_percentage_error: "meanAbsolutePercentageError",
  mean_squared_logarithmic_error: "meanSquaredLogarithmicError",
  squared_hinge: "squaredHinge",
  hinge: "hinge",
  categorical_hinge: "categoricalHinge",
  log_cosh: "logcosh",
  categorical_crossentropy: "categoricalCrossentropy",
  sparse_categorical_crossentropy: "sparseCategoricalCrossentropy",
  binary_crossentropy: "binaryCrossentropy",
  kl_divergence: "kullbackLeiblerDivergence",
  poisson: "poisson",
  cosine_similarity: "cosineProximity",
};

const metricNames: Readonly<Record<string, string>> = {
  mean_squared_error: "mse",
  mean_absolute_error: "mae",
  mean_absolute_percentage_error: "mape",
  binary_accuracy: "binaryAccuracy",
  categorical_accuracy: "categoricalAccuracy",
  categorical_crossentropy: "categoricalCrossentropy",
  sparse_categorical_crossentropy: "sparseCategoricalCrossentropy",
};

/** The losses in the structure that they were given in; undefined where tfjs lacks one. A function of the program's own stays. */
export function lossesInTfjs(given: CompileOptions["loss"]): unknown {
  if (Array.isArray(given)) return allOf(given.map(lossInTfjs));
  if (typeof given === "object" && given !== null) {
    const names = allOf(Object.values(given).map(lossInTfjs));
    return names && Object.fromEntries(Object.keys(given).map((name, index) => [name, names[index]]));
  }
  return lossInTfjs(given as LossChoice);
}

const allOf = (found: readonly unknown[]) => (found.includes(undefined) ? undefined : found);

function lossInTfjs(choice: LossChoice | null): unknown {
  if (choice === null) return undefined;
  if (typeof choice === "string") {
    return isTfjsLoss(choice) ? choice : lossNames[asLoss(choice).name];
  }
  if (!(choice instanceof Loss)) return choice;
  const known = Object.values(losses).find((one) => one === choice.constructor);
  const isDefault = known && optionsOf(choice) === optionsOf(new known());
  return isDefault ? lossNames[new known().name] : undefined;
}

const optionsOf = (loss: Loss): string => {
  const { name: _, ...options } = loss.getConfig();
  return JSON.stringify(Object.entries(options).sort());
};

/** @returns the metrics in tfjs's structure, and the names of those that it cannot hold. */
export function metricsInTfjs(
  given: CompileOptions["metrics"],
  outputNames: readonly string[],
): { metrics: unknown; left: string[] } {
  if (given === undefined || given === null) return { metrics: given, left: [] };
  const left: string[] = [];
  const kept = (choices: readonly MetricChoice[]) =>
    choices.flatMap((choice) => {
      const name = metricInTfjs(choice);
      if (name === undefined) left.push(typeof choice === "string" ? choice : choice.name);
      return name === undefined ? [] : [name];
    });
  if (Array.isArray(given) && (outputNames.length === 1 || !given.some(Array.isArray))) {
    return { metrics: kept((given as MetricChoice[]).flat() as MetricChoice[]), left };
  }
  const ofOutputs = outputNames.map((name, index) => {
    const ofOutput = Array.isArray(given) ? given[index] : (given as Record<string, MetricChoice>)[name];
    return kept([ofOutput ?? []].flat() as MetricChoice[]);
  });
  const [first = []] = ofOutputs;
  if (ofOutputs.every((one) => String(one) === String(first))) return { metrics: first, left };
  // tfjs's files have one metric for each output by its name, or all metrics for all outputs.
  if (ofOutputs.some((one) => one.length > 1)) return { metrics: [], left: ofOutputs.flat().map(String) };
  const named = outputNames.map((name, index) => [name, ofOutputs[index]?.[0]] as const);
  return { metrics: Object.fromEntries(named.filter(([, metric]) => metric !== undefined)), left };
}

function metricInTfjs(choice: MetricChoice): unknown {
  if (typeof choice === "string") return isTfjsMetric(choice) ? choice : metricNames[choice];
  return choice instanceof Metric || choice instanceof Loss ? undefined : choice;
}
