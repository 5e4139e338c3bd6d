/** The options of `model.compile` (keras.Model.compile). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { anything, type OptionsOf } from "../../options";
import type { Loss, LossFunction, LossName } from "../losses";
import type { Metric, MetricFunction, MetricName } from "../metrics";
import type { OptimizerName } from "../optimizers";

/** A loss by its name, as an object, or as a function of targets and predictions. */
export type LossChoice = LossName | Loss | LossFunction;

/** A metric by its name, as an object, or as a function of targets and predictions. */
export type MetricChoice = MetricName | Metric | MetricFunction;

/** One value for a model with one output; for several a list in their order, or an object by their names. */
export type PerOutput<Value> = Value | readonly Value[] | { readonly [output: string]: Value };

/** The metrics of one output, or for each output one metric or a list of them. */
export type MetricChoices =
  | readonly (MetricChoice | readonly MetricChoice[])[]
  | { readonly [output: string]: MetricChoice | readonly MetricChoice[] };

/** Options of `model.compile`, with Keras's meanings and defaults. */
export interface CompileOptions {
  /** The optimizer: one of `optimizers`, Keras's name of one, or an optimizer of tfjs. Defaults to "rmsprop". */
  optimizer?: OptimizerName | tf.Optimizer;
  /**
   * The loss to minimize; null for an output that is not trained. May be left out for a model with a `trainStep`;
   * null alone is for a model whose layers add their losses themselves.
   */
  loss?: PerOutput<LossChoice | null> | null;
  /** How much each output's loss counts in the sum. Defaults to 1. */
  lossWeights?: PerOutput<number>;
  /** Metrics to measure beside the loss; sample weights do not count in them. Defaults to none. */
  metrics?: MetricChoices;
  /** Further metrics, in which each sample counts as its weight says. Defaults to none. */
  weightedMetrics?: MetricChoices;
}

/** The options of `model.compile`: what fits depends on the model, and is checked with it. */
export const compileOptions = {
  optimizer: anything<OptimizerName | tf.Optimizer>(),
  loss: anything<PerOutput<LossChoice | null>>(),
  lossWeights: anything<PerOutput<number>>(),
  metrics: anything<MetricChoices>(),
  weightedMetrics: anything<MetricChoices>(),
} satisfies OptionsOf<CompileOptions>;

// A model of a custom class or a functional one, and tf.Sequential, which declares its own `compile`.
declare module "@tensorflow/tfjs-layers/dist/engine/training" {
  interface LayersModel {
    compile(options: CompileOptions): void;
  }
}
declare module "@tensorflow/tfjs-layers/dist/models" {
  interface Sequential {
    compile(options: CompileOptions): void;
  }
}
