/** A step of training or evaluation as a graph, taken once a call or many times. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { ComputeDtype } from "../engine";
import { inTurn } from "./callQueue";
import { explainedFailure } from "./explainedFailure";
import { loopOf } from "./loopOf";
import { forget, forgetFunctions, runStepsAsync, runTracedAsync } from "./runTraced";
import { type Flat, flatten, type Structure } from "./structure";
import type { TfFunctionOptions } from "./tfFunction";
import { trace } from "./trace";
import type { TracedFunction } from "./tracedFunction";

interface Traced {
  once: TracedFunction;
  /** The function that was traced. */
  work: (inputs: tf.Tensor[]) => readonly tf.Tensor[];
  loop: TracedFunction | undefined;
}

export interface CompiledStepOptions extends TfFunctionOptions {
  /** In what it computes. Defaults to float32. */
  computeDtype?: ComputeDtype;
}

export class CompiledStep<Batch extends Structure> {
  /** By the dtypes and shapes of batches. */
  private readonly traces = new Map<string, Traced>();
  /** The same, by the number of rows and what they are taken from. */
  private readonly tracesOfRows = new Map<string, Traced>();

  /** @param step works on variables alone: it returns nothing. */
  constructor(
    private readonly step: (batch: Batch) => void,
    private readonly options: CompiledStepOptions = {},
  ) {}

  private get computeDtype(): ComputeDtype {
    return this.options.computeDtype ?? "float32";
  }

  /** Takes a step. @param batch tensors, in lists and objects. @throws {TracingError} for what a graph cannot hold. */
  async run(batch: Batch): Promise<void> {
    const flat = flatten(batch);
    await this.runOnce(this.tracedFor(flat), flat.tensors);
  }

  /** Makes no graph of it. @throws what tracing a step of the batch throws. */
  requireTraceable(batch: Batch): void {
    const { tensors, rebuild } = flatten(batch);
    forget(trace(tensors, this.workOf(rebuild), this.traceOptions));
  }

  private workOf(rebuild: Flat["rebuild"]): Traced["work"] {
    return (inputs) => {
      this.step(rebuild(inputs) as Batch);
      return [];
    };
  }

  private async runOnce({ once, work }: Traced, tensors: readonly tf.Tensor[]): Promise<void> {
    const { computeDtype } = this;
    try {
      await inTurn(once, (variables) => runTracedAsync(once, tensors, { computeDtype, variables }));
    } catch (error) {
      throw this.explainedFailure(error, { once, work }, tensors);
    }
  }

  /** @param batch of which the step was traced. */
  private explainedFailure(
    error: unknown,
    { once, work }: Pick<Traced, "once" | "work">,
    batch: readonly tf.Tensor[],
  ): unknown {
    return explainedFailure(error, { name: once.name, inputs: batch, work, options: this.traceOptions });
  }

  private get traceOptions() {
    return { ...this.options, of: "a step of training or evaluation", isInlined: false };
  }

  /**
   * Takes one step after the other.
   *
   * @param samples a batch of any length.
   * @param rows `[steps, size]`, int32: of which samples each step's batch is.
   * @throws {TracingError} for what a graph cannot hold.
   */
  async runMany(samples: Batch, rows: tf.Tensor2D): Promise<void> {
    const { computeDtype } = this;
    const { tensors, leaves, rebuild } = flatten(samples);
    const [steps, size] = rows.shape;
    const signature = JSON.stringify([size, leaves]);
    let traced = this.tracesOfRows.get(signature);
    if (!traced?.loop) {
      const batch = firstBatch(tensors, rows);
      try {
        traced = this.tracedFor(flatten(rebuild(batch)));
        this.tracesOfRows.set(signature, traced);
        if (steps === 1 && !traced.loop) {
          await this.runOnce(traced, batch);
          return;
        }
      } finally {
        tf.dispose(batch);
      }
    }
    traced.loop ??= loopOf(traced.once, { tensors, size }, { computeDtype });
    const { loop } = traced;
    const count = tf.scalar(steps, "int32");
    try {
      await inTurn(loop, (variables) =>
        runStepsAsync(loop, [count, rows, ...tensors], { steps, computeDtype, variables }),
      );
    } catch (error) {
      const batch = firstBatch(tensors, rows);
      try {
        throw this.explainedFailure(error, traced, batch);
      } finally {
        tf.dispose(batch);
      }
    } finally {
      count.dispose();
    }
  }

  private tracedFor({ leaves, tensors, rebuild }: Flat): Traced {
    const signature = JSON.stringify(leaves);
    let traced = this.traces.get(signature);
    if (!traced) {
      const work = this.workOf(rebuild);
      traced = { once: trace(tensors, work, this.traceOptions), work, loop: undefined };
      this.traces.set(signature, traced);
    }
    return traced;
  }

  dispose(): void {
    for (const { once, loop } of this.traces.values()) {
      if (loop) forgetFunctions(loop);
      forget(once);
    }
    this.traces.clear();
    this.tracesOfRows.clear();
  }
}

const firstBatch = (tensors: readonly tf.Tensor[], rows: tf.Tensor2D): tf.Tensor[] =>
  tf.tidy(() => {
    const indices = rows.slice(0, 1).reshape([rows.shape[1]]);
    return tensors.map((tensor) => tf.gather(tensor, indices));
  });
