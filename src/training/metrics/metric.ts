/** What Keras's metrics have in common (keras.metrics.Metric): sums over batches, and a value made of them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { everyCall, outsideOfTraces } from "../../graph";
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

interface MetricState {
  /** Variables, which a traced function reads and assigns. */
  sums: Map<string, tf.Variable>;
  /** Sums that are known without a device. None before the first batch. */
  counts: Map<string, number>;
  isEmpty: boolean;
}

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
  declare private readonly state: MetricState;

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
    Object.defineProperty(metric, "state", { value: { sums: new Map(), counts: new Map(), isEmpty: true } });
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
    const { sums, counts, isEmpty } = this.state;
    if (isEmpty) return [0];
    const all = Object.fromEntries<tf.Tensor | number>([...sums, ...counts]);
    const value = tf.tidy(() => this.value(asTensors(all)).clone());
    try {
      return Array.from(value.dataSync());
    } finally {
      value.dispose();
    }
  }

  /** Forgets all batches. */
  resetState(): void {
    for (const sum of this.state.sums.values()) tf.tidy(() => sum.assign(tf.zerosLike(sum)));
    this.state.counts.clear();
    this.state.isEmpty = true;
  }

  /** Frees the sums. */
  dispose(): void {
    tf.dispose([...this.state.sums.values()]);
    this.state.sums.clear();
    this.state.counts.clear();
    this.state.isEmpty = true;
  }

  /** The options, for saving. */
  getConfig(): Record<string, unknown> {
    return { name: this.name };
  }

  protected add(amounts: Sums): void {
    const { sums, counts } = this.state;
    for (const [name, amount] of Object.entries(amounts)) {
      if (typeof amount === "number") {
        everyCall(() => counts.set(name, amount + (counts.get(name) ?? 0)));
        continue;
      }
      const sum = sums.get(name) ?? zeroVariable(amount);
      sums.set(name, sum);
      sum.assign(sum.add(amount));
    }
    everyCall(() => {
      this.state.isEmpty = false;
    });
  }
}

const zeroVariable = ({ shape, dtype }: tf.Tensor): tf.Variable =>
  outsideOfTraces(() => tf.tidy(() => tf.variable(tf.zeros(shape, dtype), false)));

const asTensors = (sums: Sums): Record<string, tf.Tensor> =>
  Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, typeof sum === "number" ? tf.scalar(sum) : sum]),
  );
