/** What Keras's metrics have in common (keras.metrics.Metric): sums over batches, and a value made of them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../../trainbookError";
import { Callable, callableOf } from "../callable";
import { requireKnownOptions } from "../names";

export interface MetricOptions {
  /** The name in logs. Defaults to Keras's name of the metric. */
  name?: string;
}

/** Options of a metric that mean nothing, or a result that is not one number. */
export class MetricError extends TrainbookError {}

/** What adds up from batch to batch. */
export type Sums = Record<string, tf.Tensor | number>;

/**
 * A metric sums up batch by batch: `updateState`, then `result` for all since `resetState`. Called like a function, it
 * measures one batch and remembers nothing.
 *
 * To write one of your own, extend this class and say what adds up, and what is made of the sums.
 *
 * @example
 * const accuracy = new metrics.SparseCategoricalAccuracy();
 * accuracy.updateState(labels, probabilities);
 * accuracy.result() // 0.98
 */
export abstract class Metric extends Callable {
  /** Whether more or less is better, for callbacks that watch it. */
  declare readonly direction: "up" | "down" | undefined;
  declare private readonly state: Map<string, tf.Tensor | number>;

  constructor(
    defaultName: string,
    options: MetricOptions = {},
    { ownOptions = [], direction }: { ownOptions?: readonly string[]; direction?: "up" | "down" } = {},
  ) {
    super();
    requireKnownOptions(`metrics.${new.target.name}`, options, [...ownOptions, "name"]);
    const metric = callableOf<Metric>(new.target, options.name ?? defaultName, (self, ...batch) =>
      tf.tidy(() => self.value(asTensors(self.batchSums(...batch)))),
    );
    Object.defineProperty(metric, "state", { value: new Map() });
    Object.defineProperty(metric, "direction", { value: direction });
    // biome-ignore lint/correctness/noConstructorReturn: an object that is called has to be a function.
    return metric;
  }

  /** What a batch adds. Runs in a `tf.tidy`. */
  protected abstract batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums;

  /** The value, or several, that the sums make. Runs in a `tf.tidy`. */
  protected abstract value(sums: Record<string, tf.Tensor>): tf.Tensor;

  /** Adds a batch. @param sampleWeight how much each sample counts, `[samples]`. Defaults to 1. */
  updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): void {
    tf.tidy(() => this.add(this.batchSums(yTrue, yPred, sampleWeight)));
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
    if (this.state.size === 0) return [0];
    const value = tf.tidy(() => this.value(asTensors(Object.fromEntries(this.state))).clone());
    try {
      return Array.from(value.dataSync());
    } finally {
      value.dispose();
    }
  }

  /** Forgets all batches, and frees the sums. */
  resetState(): void {
    for (const sum of this.state.values()) tf.dispose(sum as tf.Tensor);
    this.state.clear();
  }

  dispose(): void {
    this.resetState();
  }

  /** The options, for saving. */
  getConfig(): Record<string, unknown> {
    return { name: this.name };
  }

  protected add(sums: Sums): void {
    for (const [name, amount] of Object.entries(sums)) {
      const before = this.state.get(name);
      if (typeof amount === "number") {
        this.state.set(name, amount + ((before as number | undefined) ?? 0));
        continue;
      }
      this.state.set(name, tf.keep(before === undefined ? amount.clone() : amount.add(before)));
      tf.dispose(before as tf.Tensor);
    }
  }
}

const asTensors = (sums: Sums): Record<string, tf.Tensor> =>
  Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, typeof sum === "number" ? tf.scalar(sum) : sum]),
  );
