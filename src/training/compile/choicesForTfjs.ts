/**
 * Losses and metrics as tfjs's own `compile` takes them, for tfjs's own `fit` and `evaluate`. What tfjs knows stays as
 * it is, with its names and its numbers; what it does not know becomes a function.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { UnknownNameError } from "../../options";
import { type CompiledByTfjs, isTfjsLoss, isTfjsMetric, type TensorFunction } from "../../tfjs";
import { asLoss, Loss, losses } from "../losses";
import { asMetric, Metric } from "../metrics";
import type { CompileOptions, LossChoice, MetricChoice } from "./compileOptions";

type ForTfjs = string | TensorFunction;

/** @param outputNames those of the model. */
export function choicesForTfjs(
  { loss, metrics, weightedMetrics }: CompileOptions,
  outputNames: readonly string[],
): Pick<tf.ModelCompileArgs, "loss" | "metrics"> {
  const all = metricsForTfjs(metrics, outputNames);
  const weighted = metricsForTfjs(weightedMetrics, outputNames);
  const choices = {
    loss: loss === undefined || loss === null ? outputNames.map(() => nothing) : mapped(loss, lossForTfjs),
    metrics: weighted === undefined ? all : joined(all, weighted, outputNames),
  };
  return choices as Pick<tf.ModelCompileArgs, "loss" | "metrics">;
}

/** Puts in place what `compile` of tfjs has no option for: losses of ours, their weights, outputs without one. */
export function completeLosses(
  compiled: CompiledByTfjs,
  { loss, lossWeights }: CompileOptions,
  outputNames: readonly string[],
): void {
  const known = compiled.lossFunctions;
  const computed = outputNames.map((name, index) =>
    lossFunction(ofOutput<LossChoice | null>(loss, name, index) ?? null, known[index]),
  );
  compiled.lossFunctions = computed.map((compute, index) => {
    const weight = ofOutput<number>(lossWeights, outputNames[index], index) ?? 1;
    return weight === 1 ? compute : (yTrue, yPred) => compute(yTrue, yPred).mul(weight);
  });
  const sparse = known.find((_, index) =>
    isSparse(lossForTfjs(ofOutput<LossChoice>(loss, outputNames[index], index) ?? null)),
  );
  const count = outputNames.length;
  compiled.metricsTensors = compiled.metricsTensors.map(([measure, output], index) => {
    // With several outputs, tfjs's first metrics are their losses.
    if (count > 1 && index < count) return [computed[index] ?? measure, output];
    return [measure === sparse ? onWholeNumbers(measure) : measure, output];
  });
}

function lossForTfjs(choice: LossChoice | null): ForTfjs {
  if (choice === null || choice === undefined) return nothing;
  if (typeof choice === "string" && isTfjsLoss(choice)) return choice;
  const loss = ofOurs(choice);
  if (!loss) return choice as ForTfjs;
  // tfjs knows by these names what targets look like, and what "accuracy" means.
  if (loss instanceof losses.SparseCategoricalCrossentropy) return "sparseCategoricalCrossentropy";
  if (loss instanceof losses.BinaryCrossentropy) return "binaryCrossentropy";
  return ofEachSample(loss);
}

/** @param known what tfjs computes. */
function lossFunction(choice: LossChoice | null, known: TensorFunction | undefined): TensorFunction {
  if (choice === null || !known) return nothing;
  if (typeof choice === "string" && isTfjsLoss(choice)) {
    return isSparse(choice) ? onWholeNumbers(known) : known;
  }
  const loss = ofOurs(choice);
  return loss ? ofEachSample(loss) : known;
}

const nothing: TensorFunction = () => tf.scalar(0);

const isSparse = (choice: unknown): boolean => choice === "sparseCategoricalCrossentropy";

/** Undefined for a function of the program's own, and for a name that nothing has. */
function ofOurs(choice: LossChoice): Loss | undefined {
  if (choice instanceof Loss) return choice;
  return typeof choice === "string" ? known(() => asLoss(choice)) : undefined;
}

function known<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof UnknownNameError) return undefined;
    throw error;
  }
}

/** Class numbers may be int32: tfjs rounds them down, which TensorFlow does with floats alone. */
const onWholeNumbers =
  (compute: TensorFunction): TensorFunction =>
  (yTrue, yPred) =>
    compute(yTrue.toFloat(), yPred);

/** `[samples]`, of which tfjs takes the average, weighted by class where it is told to. */
function ofEachSample(loss: Loss): TensorFunction {
  return (yTrue, yPred) =>
    tf.tidy(() => {
      // An average over the samples that count cannot be taken by tfjs.
      if (typeof loss.getConfig().ignore_class === "number") return loss(yTrue, yPred);
      const values = loss.call(yTrue, yPred);
      if (values.rank === 0) return values;
      const [samples = 0] = values.shape;
      const perSample = values.reshape([samples, -1]);
      return loss.reduction === "sum" ? perSample.sum(1).mul(samples) : perSample.mean(1);
    });
}

function metricsForTfjs(given: CompileOptions["metrics"], outputNames: readonly string[]): unknown {
  if (!Array.isArray(given)) return mapped(given, metricsOfOutput);
  // tfjs applies the metrics of a list to all outputs; a list within it is Keras's way to name those of one output.
  if (!given.some(Array.isArray)) return given.map(metricForTfjs);
  const single = outputNames.length === 1;
  return Object.fromEntries(
    outputNames.map((name, index) => [name, metricsOfOutput(single ? given.flat() : given[index])]),
  );
}

const metricsOfOutput = (given: MetricChoice | readonly MetricChoice[] | undefined): unknown =>
  Array.isArray(given) ? given.map(metricForTfjs) : given && metricForTfjs(given as MetricChoice);

/** tfjs names a metric by its function. */
function metricForTfjs(choice: MetricChoice): ForTfjs {
  const isOurs =
    typeof choice === "string" ? !isTfjsMetric(choice) : choice instanceof Metric || choice instanceof Loss;
  const metric = isOurs ? known(() => asMetric(choice, { outputShape: [null, null] })) : undefined;
  if (!metric) return choice as ForTfjs;
  const measure: TensorFunction = (yTrue, yPred) =>
    asMetric(choice, { outputShape: yPred.shape, targetShape: yTrue.shape })(yTrue, yPred);
  return Object.defineProperty(measure, "name", { value: metric.name });
}

function joined(one: unknown, other: unknown, outputNames: readonly string[]): unknown {
  return Object.fromEntries(
    outputNames.map((name, index) => {
      const parts = [one, other].map((part) =>
        Array.isArray(part) || typeof part !== "object" ? part : ofOutput(part, name, index),
      );
      return [name, parts.flat().filter((part) => part !== undefined && part !== null)];
    }),
  );
}

/** One value, a list of them in the order of outputs, or an object by the names of outputs. */
function mapped<Value>(given: unknown, map: (value: Value) => unknown): unknown {
  if (given === undefined || given === null) return given;
  if (Array.isArray(given)) return given.map(map);
  if (typeof given !== "object") return map(given as Value);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, map(value as Value)]));
}

function ofOutput<Value>(given: unknown, name: string | undefined, index: number): Value | undefined {
  if (Array.isArray(given)) return given[index];
  if (typeof given !== "object" || given === null) return given as Value;
  return (given as Record<string, Value>)[name ?? ""];
}
