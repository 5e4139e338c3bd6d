/** A function traced for one kind of arguments (tf.types.experimental.ConcreteFunction). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Threads } from "../engine";
import { currentVariables, inTurn, withoutTurn } from "./callQueue";
import { explainedFailure } from "./explainedFailure";
import type { GraphExplanation } from "./explanation";
import { globalPolicy } from "./mixedPrecision";
import { binding } from "./nodeBackend";
import { median, operationCosts } from "./operationCosts";
import { resultsOf } from "./results";
import { forget, runTraced, runTracedAsync, withInputs } from "./runTraced";
import type { Arguments } from "./signature";
import type { Flat, Leaf } from "./structure";
import { trace } from "./trace";
import type { Capture, TensorType, TracedFunction } from "./tracedFunction";
import { variablesUpdated } from "./updateListener";

/** Calls whose times are remembered. */
const REMEMBERED = 50;

/** How often operations are measured: the median counts. */
const MEASURED_RUNS = 5;

export class ConcreteFunction {
  private readonly times: number[] = [];
  private calls = 0;
  private underWay = 0;
  private isDisposed = false;

  private constructor(
    readonly leaves: readonly Leaf[],
    /** Arguments that stand for themselves, such as a model. */
    private readonly identities: readonly WeakRef<object>[],
    /** In what they differ from those that had a graph before. */
    private readonly reason: string | undefined,
    private readonly traced: TracedFunction,
    private readonly rebuild: Flat["rebuild"],
    private readonly tracingMilliseconds: number,
  ) {}

  /** @throws {TracingError} for what a graph cannot hold. */
  static trace(
    fn: (...args: unknown[]) => unknown,
    args: Arguments,
    { of, threads, difference }: { of: string; threads: Threads | undefined; difference: string | undefined },
  ): ConcreteFunction {
    let rebuild: Flat["rebuild"] | undefined;
    const start = performance.now();
    const work = workOf(fn, args, (made) => {
      rebuild = made;
    });
    const traced = trace(args.tensors, work, { of, threads, computeDtype: globalPolicy().computeDtype });
    const took = performance.now() - start;
    const identities = args.leaves.flatMap(({ identity }) => (identity ? [new WeakRef(identity)] : []));
    const leaves = args.leaves.map(({ path, type }) => ({ path, type }));
    return new ConcreteFunction(leaves, identities, difference, traced, rebuild as Flat["rebuild"], took);
  }

  /** Whether a call with its arguments is still possible: each of them is alive. */
  get isReachable(): boolean {
    return this.identities.every((identity) => identity.deref() !== undefined);
  }

  /** At once. @throws {TracingError} where a call under way assigns a variable that it reads. */
  run(inputs: readonly tf.Tensor[]): unknown {
    const { computeDtype } = globalPolicy();
    const variables = withoutTurn(this.traced);
    const start = performance.now();
    const outputs = runTraced(this.traced, inputs, { computeDtype, variables });
    this.ended(start, inputs);
    return this.rebuild(outputs);
  }

  /** After the calls that were made before. */
  async runAsync(inputs: readonly tf.Tensor[]): Promise<unknown> {
    const { computeDtype } = globalPolicy();
    this.underWay++;
    try {
      return await inTurn(this.traced, async (variables) => {
        const start = performance.now();
        const outputs = await runTracedAsync(this.traced, inputs, { computeDtype, variables });
        this.ended(start, inputs);
        return this.rebuild(outputs);
      });
    } finally {
      this.underWay--;
      if (this.isDisposed && this.underWay === 0) forget(this.traced);
    }
  }

  /** The error to throw where a call has failed. @param inputs of that call. */
  explainedFailure(
    error: unknown,
    fn: (...args: unknown[]) => unknown,
    args: Arguments,
    { inputs, of }: { inputs: readonly tf.Tensor[]; of: string },
  ): unknown {
    return explainedFailure(error, {
      name: this.traced.name,
      inputs,
      work: workOf(fn, args, () => {}),
      options: { of, threads: this.traced.threads, computeDtype: globalPolicy().computeDtype },
    });
  }

  private ended(start: number, inputs: readonly tf.Tensor[]): void {
    this.calls++;
    this.times.push(performance.now() - start);
    if (this.times.length > REMEMBERED) this.times.shift();
    variablesUpdated({ assigned: this.traced.assigned, inputs });
  }

  /** Measures its operations on zeros, and on the variables as they are. Nothing is assigned. */
  explain(): GraphExplanation {
    const { traced, calls, times, reason, tracingMilliseconds } = this;
    const { name, threads } = traced;
    const outputs = traced.outputs + traced.assigned.length;
    const { computeDtype } = globalPolicy();
    const inputs = traced.inputs.map(zeros);
    try {
      const runs =
        outputs === 0
          ? []
          : withInputs(
              { captures: traced.captures.map(withoutDrawing) },
              inputs,
              currentVariables,
              (handles) =>
                binding().profileFunction(
                  { name, threads, outputs, computeDtype, inputs: handles },
                  { runs: MEASURED_RUNS },
                ),
            );
      return {
        signature: this.leaves.map(({ type }) => type),
        reason,
        traced: traced.operations,
        tracingMilliseconds,
        calls,
        millisecondsPerCall: calls === 0 ? undefined : median(times),
        threads,
        computeDtype,
        variableBytes: bytesOfVariables(traced),
        costs: operationCosts(runs),
      };
    } finally {
      tf.dispose(inputs);
    }
  }

  /** Once the calls that were made before have ended. */
  dispose(): void {
    this.isDisposed = true;
    if (this.underWay === 0) forget(this.traced);
  }
}

/** @param noted is told how the structure of the results is built. */
function workOf(
  fn: (...args: unknown[]) => unknown,
  args: Arguments,
  noted: (rebuild: Flat["rebuild"]) => void,
): (inputs: tf.Tensor[]) => readonly tf.Tensor[] {
  return (inputs) => {
    const flat = resultsOf(fn(...(args.rebuild(inputs) as unknown[])));
    noted(flat.rebuild);
    return flat.tensors;
  };
}

const zeros = ({ shape, dtype }: TensorType): tf.Tensor =>
  tf.keep(dtype === "string" ? tf.fill(shape, "", dtype) : tf.zeros(shape, dtype));

/** Random numbers are not used up, and learning rates not asked for. */
const withoutDrawing = (capture: Capture): Capture =>
  capture.kind === "fresh"
    ? { ...capture, make: () => tf.zeros(capture.type.shape, capture.type.dtype) }
    : capture;

function bytesOfVariables({ captures }: TracedFunction): number {
  const sizes = captures.map((capture) =>
    capture.kind === "variable" ? capture.variable.size * tf.util.bytesPerElement(capture.variable.dtype) : 0,
  );
  return sizes.reduce((sum, one) => sum + one, 0);
}
