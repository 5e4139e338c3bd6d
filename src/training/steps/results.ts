/** The loss and the metrics of many batches, as Keras logs them: averages over samples. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch } from "../batches";
import type { Compilation, CompiledOutput, MetricChoice } from "../compile";
import type { Logs } from "../logs";
import { asMetric, Mean, Metric } from "../metrics";
import type { BatchLoss } from "./batchLoss";

interface OutputMetric {
  metric: Metric;
  output: number;
  logName: string;
  /** Whether sample weights count. */
  isWeighted: boolean;
  /** Made here, of a name or a function, and not given as an object. */
  isOwned: boolean;
}

export class Results {
  private readonly loss = new Mean({ name: "loss" });
  private readonly outputLosses: { mean: Mean; output: number; logName: string }[];
  private metrics: OutputMetric[] | undefined;

  constructor(private readonly compilation: Compilation) {
    const { outputs } = compilation;
    this.outputLosses = outputs.flatMap(({ name, loss }, output) =>
      outputs.length > 1 && loss ? [{ mean: new Mean(), output, logName: `${name}_loss` }] : [],
    );
  }

  add({ targets, sampleWeights, samples }: Batch, predictions: readonly tf.Tensor[], loss: BatchLoss): void {
    this.loss.updateState(loss.total, samples);
    for (const { mean, output } of this.outputLosses) {
      const ofOutput = loss.outputs[output];
      if (ofOutput) mean.updateState(ofOutput, samples);
    }
    this.metrics ??= metricsFor(this.compilation, targets, predictions);
    for (const { metric, output, isWeighted } of this.metrics) {
      const [yTrue, yPred] = [targets[output], predictions[output]];
      if (yTrue && yPred) metric.updateState(yTrue, yPred, isWeighted ? sampleWeights[output] : undefined);
    }
  }

  /** Read from the device: waits for the steps so far. */
  logs(): Logs {
    const logs: Logs = { loss: this.loss.result() };
    for (const { logName, mean } of this.outputLosses) logs[logName] = mean.result();
    for (const { logName, metric } of this.metrics ?? []) logs[logName] = metric.result();
    return logs;
  }

  reset(): void {
    for (const metric of this.all()) metric.resetState();
  }

  /** Frees what was made here. */
  dispose(): void {
    const given = (this.metrics ?? []).filter(({ isOwned }) => !isOwned).map(({ metric }) => metric);
    for (const metric of this.all()) if (!given.includes(metric)) metric.dispose();
  }

  private all(): Metric[] {
    return [
      this.loss,
      ...this.outputLosses.map(({ mean }) => mean),
      ...(this.metrics ?? []).map(({ metric }) => metric),
    ];
  }
}

/** What "accuracy" means depends on the shape of the targets, which the first batch shows. */
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
        return { metric, output, logName, isWeighted, isOwned: !(choice instanceof Metric) };
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
  return asMetric(choice, { outputShape, targetShape: yTrue?.shape, loss });
}

/** Names that occur twice are told apart as Keras does: a number after the name, `weighted_` before it. */
class LogNames {
  private readonly uses = new Map<string, number>();

  next(prefix: string, metricName: string, isWeighted: boolean): string {
    const plain = prefix + metricName;
    const name = isWeighted && this.uses.has(plain) ? `${prefix}weighted_${metricName}` : plain;
    const uses = this.uses.get(name) ?? 0;
    this.uses.set(name, uses + 1);
    return uses === 0 ? name : `${name}_${uses}`;
  }
}
