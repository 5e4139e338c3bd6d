/** `tfFunction`: a TypeScript function that runs as one TensorFlow graph (tf.function). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Threads } from "../engine";
import { isTracing } from "./duringTrace";
import { forget, runTraced, runTracedAsync } from "./runTraced";
import { type Flat, flatten } from "./structure";
import { trace } from "./trace";
import type { TracedFunction } from "./tracedFunction";
import { TracingError } from "./tracingError";

/** Called, it runs on a thread of TensorFlow's and gives a promise; `sync` runs on this one. */
export interface TfFunction<Arguments extends unknown[], Output> {
  (...args: Arguments): Promise<Output>;
  /** Inside of `tf.tidy`, and of other traced functions. */
  sync(...args: Arguments): Output;
  /** Frees the graphs. They are also freed some time after the function itself is out of reach. */
  dispose(): void;
}

export interface TfFunctionOptions {
  /**
   * How the graph shares the processor's cores out. Defaults to one thread for each core, both for one operation and
   * for operations at once. A graph of several branches alike is faster with `{ perOperation: 1, operations: cores }`.
   */
  threads?: Threads | undefined;
}

interface Trace {
  traced: TracedFunction;
  rebuild: Flat["rebuild"];
}

/** Calls run in the order in which they were made: they may share variables. */
let lastCall: Promise<unknown> = Promise.resolve();
let callsUnderWay = 0;

const graphsOf = new FinalizationRegistry<Map<string, Trace>>(forgetAll);

/**
 * Makes a TypeScript function that runs as a graph: it is run once for each signature of its arguments (dtypes, shapes,
 * and whatever is no tensor) to note which operations it does, and TensorFlow does those at each call, all at once.
 * Loops and conditions of JavaScript are fixed then, `console.log` prints then only, and so does anything else that
 * is no operation. Tensors from outside keep the values that they had; variables have their values of each call.
 *
 * @param fn takes tensors, and lists and objects of them, and returns such.
 * @throws {TracingError} at the first call, where `fn` reads a tensor's values or has a result whose shape depends on them.
 * @example
 * const step = tfFunction((x: tf.Tensor, y: tf.Tensor) => {
 *   const { value, gradients } = gradientTape(() => loss(y, call(model, x, { training: true })));
 *   optimizer.applyGradients(gradients);
 *   return value;
 * });
 * await step(images, labels)
 */
export function tfFunction<Arguments extends unknown[], Output>(
  fn: (...args: Arguments) => Output,
  { threads }: TfFunctionOptions = {},
): TfFunction<Arguments, Output> {
  const traces = new Map<string, Trace>();
  const traceFor = (args: Flat): Trace => {
    const known = traces.get(args.signature);
    if (known) return known;
    const made = traced(fn as (...args: unknown[]) => unknown, args, { threads });
    traces.set(args.signature, made);
    return made;
  };
  const compiled = async (...args: Arguments): Promise<Output> => {
    if (!canTrace()) return fn(...args);
    const flat = flatten(args);
    // They may be disposed before their turn comes.
    const inputs = flat.tensors.map((tensor) => tf.keep(tensor.clone()));
    callsUnderWay++;
    const call = lastCall.then(async () => {
      try {
        const { traced, rebuild } = traceFor(flat);
        return rebuild(await runTracedAsync(traced, inputs)) as Output;
      } finally {
        tf.dispose(inputs);
        callsUnderWay--;
      }
    });
    lastCall = call.catch(() => {});
    return call;
  };
  const sync = (...args: Arguments): Output => {
    if (!canTrace()) return fn(...args);
    if (callsUnderWay > 0) {
      throw new TracingError("a traced function is called by sync while a call of one is still under way.", {
        cure: "await the earlier calls first",
      });
    }
    const flat = flatten(args);
    const { traced, rebuild } = traceFor(flat);
    return rebuild(runTraced(traced, flat.tensors)) as Output;
  };
  const dispose = () => {
    forgetAll(traces);
    traces.clear();
  };
  const made = Object.assign(compiled, { sync, dispose });
  graphsOf.register(made, traces);
  return made;
}

function traced(fn: (...args: unknown[]) => unknown, args: Flat, options: TfFunctionOptions): Trace {
  let rebuild: Flat["rebuild"] | undefined;
  const traced = trace(
    args.tensors,
    (inputs) => {
      const output = fn(...(args.rebuild(inputs) as unknown[]));
      if (output instanceof Promise) {
        throw new TracingError("a traced function is async, and gave a promise where a tensor is expected.", {
          cure: "write it without async and await: nothing in it can be waited for",
        });
      }
      const flat = flatten(output);
      rebuild = flat.rebuild;
      return flat.tensors;
    },
    options,
  );
  return { traced, rebuild: rebuild as Flat["rebuild"] };
}

function forgetAll(traces: ReadonlyMap<string, Trace>): void {
  for (const { traced } of traces.values()) forget(traced);
}

let isSaid = false;

/** Within another trace the function is part of that one's graph. */
function canTrace(): boolean {
  if (isTracing()) return false;
  if (tf.getBackend() === "tensorflow") return true;
  if (!isSaid) {
    isSaid = true;
    console.warn(
      `tfFunction: the backend "${tf.getBackend()}" has no graphs; functions run operation by operation.`,
    );
  }
  return false;
}
