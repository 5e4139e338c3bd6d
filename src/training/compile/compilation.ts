/** The compilation of a model, output by output. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { TrainbookError } from "../../trainbookError";
import { ModelNotCompiledError } from "../errors";
import { asLoss, type Loss } from "../losses";
import { requireModel } from "../requireModel";
import type { CompileOptions, LossChoice, MetricChoice, MetricChoices, PerOutput } from "./compileOptions";
import { CompileError } from "./errors";

/** An output of the model, and what is made of it. */
export interface CompiledOutput {
  name: string;
  shape: tf.Shape;
  /** None where the output is not trained. */
  loss: Loss | undefined;
  lossWeight: number;
  /** Metrics as chosen: the meaning of "accuracy" depends on the targets, and steps ask with the first batch. */
  metrics: readonly MetricChoice[];
  weightedMetrics: readonly MetricChoice[];
}

export interface Compilation {
  /** As `model.compile` was given them. */
  options: CompileOptions;
  outputs: CompiledOutput[];
  /** Functions that free what is kept from one fit to the next, once the model is compiled again or disposed. */
  whenDropped: (() => void)[];
}

/** @throws {CompileError} where the options do not fit the model's outputs, or name what there is not. */
export function compilationFor(model: tf.LayersModel, options: CompileOptions): Compilation {
  const names = model.outputNames;
  const losses = forOutputs<LossChoice | null>("loss", options.loss ?? null, names, null);
  const weights = forOutputs<number>("lossWeights", options.lossWeights ?? 1, names, 1);
  requireNumbers(weights);
  const metrics = metricsOfOutputs("metrics", options.metrics, names);
  const weightedMetrics = metricsOfOutputs("weightedMetrics", options.weightedMetrics, names);
  return {
    options,
    whenDropped: [],
    outputs: names.map((name, index) => {
      const loss = losses[index];
      return {
        name,
        shape: model.outputs[index]?.shape ?? [],
        loss: loss ? asLoss(loss) : undefined,
        lossWeight: weights[index] ?? 1,
        metrics: metrics[index] ?? [],
        weightedMetrics: weightedMetrics[index] ?? [],
      };
    }),
  };
}

const compilations = new WeakMap<tf.LayersModel, Compilation>();

/** Why `fit` and its kin cannot do what tfjs's own functions can. */
const refusals = new WeakMap<tf.LayersModel, TrainbookError>();

export function noteCompilation(model: tf.LayersModel, compilation: Compilation): void {
  freeKept(model);
  refusals.delete(model);
  compilations.set(model, compilation);
}

/** The model is compiled for tfjs's own functions alone. */
export function noteRefusal(model: tf.LayersModel, refusal: TrainbookError): void {
  freeKept(model);
  compilations.delete(model);
  refusals.set(model, refusal);
}

/** Frees what is kept for a model from one fit to the next. */
export function freeKept(model: tf.LayersModel): void {
  const { whenDropped = [] } = compilations.get(compiledModel(model)) ?? {};
  for (const free of whenDropped.splice(0)) free();
}

/** Whether the model has not been compiled again since. */
export const isCompiledAs = (model: tf.LayersModel, compilation: Compilation): boolean =>
  compilations.get(compiledModel(model)) === compilation;

/**
 * A model that tfjs compiled before trainbook was imported has one as well.
 *
 * @param call who asks, for the error.
 * @throws {TrainingDataError} for what is no model. @throws {ModelNotCompiledError} before `model.compile`.
 * @throws {CompileError} where the model was compiled as only tfjs's own functions understand it.
 */
export function compilationOf(model: tf.LayersModel, call: string): Compilation {
  requireModel(model, call);
  const compiled = compiledModel(model);
  const noted = compilations.get(compiled);
  if (noted) return noted;
  const refusal = refusals.get(compiled);
  if (refusal) throw refusal;
  if (compiled.optimizer === undefined) {
    throw new ModelNotCompiledError(`${call}: the model has no loss and no optimizer yet.`, {
      cure: 'model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] })',
    });
  }
  const { loss, metrics } = compiled as unknown as CompileOptions;
  const compilation = compilationFor(compiled, { loss, metrics });
  noteCompilation(compiled, compilation);
  return compilation;
}

/** A tf.Sequential is compiled as the functional model inside it. */
export function compiledModel(model: tf.LayersModel): tf.LayersModel {
  return (model as { model?: tf.LayersModel }).model ?? model;
}

function forOutputs<Value>(
  option: string,
  given: PerOutput<Value>,
  names: readonly string[],
  missing: Value,
): Value[] {
  if (Array.isArray(given)) {
    if (given.length === names.length) return [...given];
    throw new CompileError(
      `compile: ${option} lists ${given.length}, the model has ${outputsInWords(names)}.`,
      { cure: "give one for each output, in their order" },
    );
  }
  if (!isByName(given)) return names.map(() => given as Value);
  requireOutputNames(option, given, names);
  return names.map((name) => given[name] ?? missing);
}

/** Another kind would end in a loss that is NaN, or in an error of an operation, once the model is trained. */
function requireNumbers(lossWeights: readonly unknown[]): void {
  const wrong = lossWeights.find((weight) => typeof weight !== "number" || Number.isNaN(weight));
  if (wrong === undefined) return;
  throw new CompileError(`compile: lossWeights must be numbers, found ${JSON.stringify(wrong)}.`, {
    cure: "give a number for each output",
  });
}

function metricsOfOutputs(
  option: string,
  given: MetricChoices | MetricChoice | undefined,
  names: readonly string[],
): MetricChoice[][] {
  if (given === undefined || given === null) return names.map(() => []);
  if (!Array.isArray(given) && isByName(given)) {
    requireOutputNames(option, given, names);
    return names.map((name) => [(given as Record<string, MetricChoice | MetricChoice[]>)[name] ?? []].flat());
  }
  const list = [given].flat() as (MetricChoice | MetricChoice[])[];
  if (names.length === 1) return [list.flat()];
  if (list.length === 0) return names.map(() => []);
  if (list.length !== names.length) {
    throw new CompileError(
      `compile: ${option} lists ${list.length}, the model has ${outputsInWords(names)}.`,
      { cure: `give a list for each output, or { ${names[0]}: […] }` },
    );
  }
  return list.map((ofOutput) => [ofOutput].flat());
}

/** Losses and metrics are functions that can be called, or strings. */
function isByName(given: unknown): given is Record<string, never> {
  return typeof given === "object" && given !== null;
}

function requireOutputNames(option: string, given: object, names: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new CompileError(
    `compile: ${option} names an output "${unknown}", the model has ${outputsInWords(names)}.`,
  );
}

const outputsInWords = (names: readonly string[]) =>
  names.length === 1 ? `one output, "${names[0]}"` : `${names.length} outputs, ${names.join(", ")}`;
