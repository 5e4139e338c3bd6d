/** The loss and the metrics of many batches, as Keras logs them: averages over samples. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { outsideOfTraces } from "../../graph";
import type { Batch } from "../batches";
import type { Compilation, CompiledOutput, MetricChoice } from "../compile";
import { ownMetrics, type StepLogs } from "../customSteps";
import type { Logs } from "../logs";
import { asMetric, LoopSums, Mean, Metric } from "../metrics";
import { sayThreshold } from "./accuracyOfLogits";
import type { BatchLoss } from "./batchLoss";
import { LogNames } from "./logNames";

interface OutputMetric {
  metric: Metric;
  output: number;
  logName: string;
  /** Whether sample weights count. */
  isWeighted: boolean;
  /** Apart from those of another output that is measured by the same object. */
  sums: LoopSums;
}

let current: Results | undefined;

/** Those of one loop: a training, or a validation or evaluation. Others do not see its sums. */
export class Results {
  private readonly sums = new LoopSums();
  private readonly loss = new Mean({ name: "loss" });
  private readonly outputLosses: { mean: Mean; output: number; logName: string }[];
  private hasOutputLosses = false;
  private metrics: OutputMetric[] | undefined;
  /** By their names in logs: metrics, and variables that hold what the last step gave. */
  private logged: Record<string, Metric | tf.Variable> = {};

  constructor(private readonly compilation: Compilation) {
    const { outputs } = compilation;
    const isOneOfSeveral = outputs.filter(({ loss }) => loss).length > 1;
    this.outputLosses = outputs.flatMap(({ name, loss }, output) =>
      isOneOfSeveral && loss ? [{ mean: new Mean(), output, logName: `${name}_loss` }] : [],
    );
  }

  /** Those of the loop whose step is running. */
  static get current(): Results | undefined {
    return current;
  }

  /** Runs a step; metrics that it updates add to the sums of this loop. */
  within<Result>(step: () => Result): Result {
    const outer = current;
    current = this;
    try {
      return this.sums.within(step);
    } finally {
      current = outer;
    }
  }

  /** Adds a batch to the losses of outputs, which a step of the model's own may not compute. */
  addOutputLosses(losses: BatchLoss["outputs"], samples: number): void {
    for (const { mean, output } of this.outputLosses) {
      const loss = losses[output];
      if (!loss) continue;
      mean.updateState(loss, samples);
      this.hasOutputLosses = true;
    }
  }

  /** Adds a batch to loss and metrics. @returns what then makes the logs, by name. */
  add(
    { targets, sampleWeights, samples }: Batch,
    predictions: readonly tf.Tensor[],
    loss: BatchLoss,
  ): Record<string, Metric> {
    this.loss.updateState(loss.total, samples);
    this.addOutputLosses(loss.outputs, samples);
    this.metrics ??= metricsFor(this.compilation, targets, predictions);
    for (const { metric, output, isWeighted, sums } of this.metrics) {
      const [yTrue, yPred] = [targets[output], predictions[output]];
      const weight = isWeighted ? sampleWeights[output] : undefined;
      if (yTrue && yPred) sums.within(() => metric.updateState(yTrue, yPred, weight));
    }
    return {
      loss: this.loss,
      ...Object.fromEntries(
        (this.hasOutputLosses ? this.outputLosses : []).map(({ logName, mean }) => [logName, mean]),
      ),
      ...Object.fromEntries(this.metrics.map(({ logName, metric }) => [logName, metric])),
    };
  }

  /** Logs a batch, as the model's class says or with all metrics. */
  logStep(model: tf.LayersModel, batch: Batch, predictions: readonly tf.Tensor[], loss: BatchLoss): void {
    const own = ownMetrics(model);
    this.log(own ? own(batch, predictions, loss.total) : this.add(batch, predictions, loss));
  }

  /** Logs what a step gave: of a metric its sums, of a tensor or number the last one, as Keras does. */
  log(logs: StepLogs): void {
    for (const [name, value] of Object.entries(logs)) {
      if (value instanceof Metric) this.logged[name] = value;
      else this.assign(name, value);
    }
  }

  /** Read from the device: waits for the steps so far. */
  logs(): Logs {
    const value = (name: string, of: Metric | tf.Variable) =>
      of instanceof Metric ? this.sumsOf(name, of).within(() => of.result()) : (of.dataSync()[0] as number);
    return Object.fromEntries(Object.entries(this.logged).map(([name, of]) => [name, value(name, of)]));
  }

  /** Whether more or less is better of what metrics log that know it, by their names in logs. */
  directions(): Record<string, "up" | "down"> {
    return Object.fromEntries(
      Object.entries(this.logged).flatMap(([name, of]) =>
        of instanceof Metric && of.direction ? [[name, of.direction]] : [],
      ),
    );
  }

  reset(): void {
    for (const sums of this.allSums()) sums.reset();
  }

  /** Frees what was made here. Metrics that were given keep their own sums. */
  dispose(): void {
    for (const sums of this.allSums()) sums.dispose();
    for (const of of Object.values(this.logged)) if (of instanceof tf.Variable) of.dispose();
    this.logged = {};
  }

  private sumsOf(logName: string, metric: Metric): LoopSums {
    const uses = this.metrics?.filter((one) => one.metric === metric) ?? [];
    const named = uses.find((one) => one.logName === logName);
    if (named) return named.sums;
    // A step may log one of the compiled metrics under another name.
    return this.sums.has(metric) ? this.sums : (uses[0]?.sums ?? this.sums);
  }

  private allSums(): LoopSums[] {
    return [this.sums, ...(this.metrics ?? []).map(({ sums }) => sums)];
  }

  private assign(name: string, value: tf.Tensor | number): void {
    tf.tidy(() => {
      const number = typeof value === "number" ? tf.scalar(value) : value.toFloat().asScalar();
      const found = this.logged[name];
      const variable =
        found instanceof tf.Variable
          ? found
          : outsideOfTraces(() => tf.tidy(() => tf.variable(tf.scalar(0), false)));
      this.logged[name] = variable;
      variable.assign(number);
    });
  }
}

/** The metrics of each output: "accuracy" depends on the shape of the targets, which the first batch shows. */
function metricsFor(
  { outputs }: Compilation,
  targets: readonly tf.Tensor[],
  predictions: readonly tf.Tensor[],
): OutputMetric[] {
  const names = new LogNames();
  const metricsOf = (kind: "metrics" | "weightedMetrics") =>
    outputs.flatMap((compiled, output) =>
      compiled[kind].map((choice) => {
        const metric = metricFor(choice, compiled, targets[output], predictions[output]);
        const prefix = outputs.length > 1 ? `${compiled.name}_` : "";
        const isWeighted = kind === "weightedMetrics";
        const logName = names.next(prefix, metric.name, isWeighted);
        return { metric, output, isWeighted, logName, sums: new LoopSums(metric) };
      }),
    );
  return [...metricsOf("metrics"), ...metricsOf("weightedMetrics")];
}

function metricFor(
  choice: MetricChoice,
  { shape, loss }: CompiledOutput,
  yTrue: tf.Tensor | undefined,
  yPred: tf.Tensor | undefined,
): Metric {
  const outputShape = yPred?.shape ?? (shape as number[]);
  const metric = asMetric(choice, { outputShape, targetShape: yTrue?.shape, loss });
  if (loss && yPred && typeof choice === "string") sayThreshold(choice, metric, loss, yPred);
  return metric;
}
