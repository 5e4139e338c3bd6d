/** The base class of Keras's metrics (keras.metrics.Metric): sums over batches, and a value made of them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type OptionsOf, optionsToKeras, resolveOptions, string } from "../../options";
import { Callable, callableOf } from "../callable";
import { explainedFailure } from "./failedMetric";
import { MetricError } from "./metricError";
import { LoopSums, MetricSums, type Sums } from "./sums";

export interface MetricOptions {
  /** The name in logs. Defaults to Keras's name of the metric. */
  name?: string;
}

/** The options in Keras's words. A symbol, so that no field of a user's class can be in its way. */
const config = Symbol("config");

export { MetricError } from "./metricError";
export type { Sums } from "./sums";

/**
 * A metric sums up batch by batch: `updateState`, then `result` for all since `resetState`. Called like a function, it
 * measures one batch and remembers nothing.
 *
 * Each training, validation and evaluation that a metric is compiled into keeps sums of its own. Where you update none
 * yourself, `result` is what the last of them has logged.
 *
 * To write one of your own, extend this class and say what adds up, and what is made of the sums.
 *
 * @example
 * const accuracy = new metrics.SparseCategoricalAccuracy();
 * accuracy.updateState(labels, probabilities);
 * accuracy.result() // 0.98
 */
export abstract class Metric extends Callable {
  /** The options of the class, with their defaults. */
  static readonly options = { name: string() } satisfies OptionsOf<MetricOptions>;

  /** Whether more or less is better, for callbacks that watch it. */
  declare readonly direction: "up" | "down" | undefined;
  declare private readonly own: MetricSums;
  /** As the last loop that read it found it. */
  declare private logged: number[] | undefined;

  declare private readonly [config]: Record<string, unknown>;

  /**
   * @param defaultName the name in logs, unless `options` has another.
   * @param ownOptions names of options that the class has beside those of the class it extends. Defaults to none.
   * @throws {UnknownNameError} for an unknown option. @throws {MetricError} for a value that does not fit.
   */
  constructor(
    defaultName: string,
    options: MetricOptions = {},
    { ownOptions = [], direction }: { ownOptions?: readonly string[]; direction?: "up" | "down" } = {},
  ) {
    super();
    const table = new.target.options;
    const resolved = resolveOptions(`metrics.${new.target.name}`, options, table, {
      others: ownOptions,
      Refusal: MetricError,
    });
    const { name = defaultName } = resolved;
    const metric = callableOf<Metric>(new.target, name, (self, ...batch) =>
      tf.tidy(() => self.value(asTensors(self.measured(...batch)))),
    );
    Object.defineProperty(metric, "own", { value: new MetricSums() });
    Object.defineProperty(metric, "logged", { value: undefined, writable: true });
    Object.defineProperty(metric, "direction", { value: direction });
    Object.defineProperty(metric, config, { value: optionsToKeras({ ...resolved, name }, table) });
    // Where a class declares `options`, they are these.
    Object.defineProperty(metric, "options", { value: resolved, writable: true, configurable: true });
    // biome-ignore lint/correctness/noConstructorReturn: an object that is called has to be a function.
    return metric;
  }

  /** The sums that a batch adds. Runs in a `tf.tidy`. */
  protected abstract batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums;

  /** The value, or several, that the sums make. Runs in a `tf.tidy`. */
  protected abstract value(sums: Record<string, tf.Tensor>): tf.Tensor;

  /**
   * Adds a batch.
   *
   * @param sampleWeight how much each sample counts, `[samples]`. Defaults to 1.
   * @throws {MetricError} for what is no tensor, and for shapes that do not go together.
   */
  updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): void {
    tf.tidy(() => this.add(this.measured(yTrue, yPred, sampleWeight)));
  }

  private measured(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    try {
      return this.batchSums(yTrue, yPred, sampleWeight);
    } catch (error) {
      throw explainedFailure(error, this.name, { yTrue, yPred, sampleWeight });
    }
  }

  /**
   * The value over all batches since the last reset; 0 where there was none. Waits for the device.
   *
   * @throws {MetricError} where the options ask for several values: read `results()` there.
   */
  result(): number {
    const values = this.results();
    if (values.length === 1) return values[0] as number;
    throw new MetricError(`${this.name}: result is one number, and this metric has ${values.length}.`, {
      cure: "read results(), or choose options that give one",
    });
  }

  /** All values, where a metric has several: one a class, or one a threshold. */
  results(): number[] {
    const ofLoop = LoopSums.of(this);
    const sums = ofLoop ?? this.own;
    if (sums.isEmpty) return (ofLoop ? undefined : this.logged) ?? [0];
    const value = tf.tidy(() => this.value(asTensors(sums.all())).clone());
    try {
      const values = Array.from(value.dataSync());
      if (ofLoop) this.logged = values;
      return values;
    } finally {
      value.dispose();
    }
  }

  /** Forgets all batches. */
  resetState(): void {
    this.logged = undefined;
    this.sums.reset();
  }

  /** Frees the sums. */
  dispose(): void {
    this.logged = undefined;
    this.sums.dispose();
  }

  /** The options in Keras's words, for saving. */
  getConfig(): Record<string, unknown> {
    return { ...this[config] };
  }

  protected add(amounts: Sums): void {
    this.sums.add(amounts);
  }

  /** Those of the loop that is running, or the metric's own. */
  private get sums(): MetricSums {
    return LoopSums.of(this) ?? this.own;
  }
}

const asTensors = (sums: Sums): Record<string, tf.Tensor> =>
  Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, typeof sum === "number" ? tf.scalar(sum) : sum]),
  );
