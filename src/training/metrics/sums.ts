/** The sums that a metric keeps from batch to batch, and whose they are. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { everyCall, outsideOfTraces } from "../../graph";

/** Amounts that add up from batch to batch, by name. */
export type Sums = Record<string, tf.Tensor | number>;

/** The sums of one metric: those of its own, or those of a loop that measures with it. */
export class MetricSums {
  /** Variables, which a traced function reads and assigns. */
  private readonly variables = new Map<string, tf.Variable>();
  /** Sums that are known without a device. None before the first batch. */
  private readonly counts = new Map<string, number>();
  private hasBatches = false;

  get isEmpty(): boolean {
    return !this.hasBatches;
  }

  add(amounts: Sums): void {
    for (const [name, amount] of Object.entries(amounts)) {
      if (typeof amount === "number") {
        everyCall(() => this.counts.set(name, amount + (this.counts.get(name) ?? 0)));
        continue;
      }
      const sum = this.variables.get(name) ?? zeroVariable(amount);
      this.variables.set(name, sum);
      sum.assign(sum.add(amount));
    }
    everyCall(() => {
      this.hasBatches = true;
    });
  }

  all(): Sums {
    return Object.fromEntries<tf.Tensor | number>([...this.variables, ...this.counts]);
  }

  /** Forgets all batches. The variables stay, for graphs that know them. */
  reset(): void {
    for (const sum of this.variables.values()) tf.tidy(() => sum.assign(tf.zerosLike(sum)));
    this.counts.clear();
    this.hasBatches = false;
  }

  dispose(): void {
    tf.dispose([...this.variables.values()]);
    this.variables.clear();
    this.counts.clear();
    this.hasBatches = false;
  }
}

const zeroVariable = ({ shape, dtype }: tf.Tensor): tf.Variable =>
  outsideOfTraces(() => tf.tidy(() => tf.variable(tf.zeros(shape, dtype), false)));

/** An object that keeps sums from batch to batch. */
export interface Summing {
  resetState(): void;
}

let current: LoopSums | undefined;

/**
 * The sums of one loop, such as a training or its validation. A metric that is updated or read within it keeps what it
 * measures there apart from every other loop, and from the metric's own sums.
 *
 * Keras resets one set of sums when the next loop begins: `evaluate` in a callback then damages what the training has
 * measured so far.
 */
export class LoopSums {
  private readonly sums = new Map<Summing, MetricSums>();

  /** @param metric to reset with the loop, even before it is updated. */
  constructor(metric?: Summing) {
    if (metric) this.for(metric);
  }

  /** Those of a metric in the loop that is running; undefined outside of loops. */
  static of(metric: Summing): MetricSums | undefined {
    return current?.for(metric);
  }

  /** Whether the metric was updated in this loop. */
  has(metric: Summing): boolean {
    return this.sums.has(metric);
  }

  private for(metric: Summing): MetricSums {
    const sums = this.sums.get(metric) ?? new MetricSums();
    this.sums.set(metric, sums);
    return sums;
  }

  /** Runs at once; metrics that it updates or reads add to this loop's sums. */
  within<Result>(work: () => Result): Result {
    const outer = current;
    current = this;
    try {
      return work();
    } finally {
      current = outer;
    }
  }

  /** Through each metric's own `resetState`: a class may override it. */
  reset(): void {
    this.within(() => {
      for (const metric of this.sums.keys()) metric.resetState();
    });
  }

  dispose(): void {
    for (const sums of this.sums.values()) sums.dispose();
    this.sums.clear();
  }
}
