/** `tfFunction`: a TypeScript function that runs as one TensorFlow graph (tf.function). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Threads } from "../engine";
import { fitting, type OptionsOf, resolveOptions } from "../options";
import { ConcreteFunction } from "./concreteFunction";
import { isTracing } from "./duringTrace";
import { Explanation } from "./explanation";
import { inner } from "./innerFunctions";
import { kindOfValue } from "./kindOfValue";
import { globalPolicy } from "./mixedPrecision";
import { hasCasts } from "./mixedPrecision/casts";
import { RetracingWarning } from "./retracingWarning";
import { type Arguments, argumentsOf, differenceFrom } from "./signature";
import { TracingError } from "./tracingError";

/** Called, it runs on a thread of TensorFlow's and gives a promise; `sync` runs on this one. */
export interface TfFunction<Args extends unknown[], Output> {
  (...args: Args): Promise<Output>;
  /** Inside of `tf.tidy`, and of other traced functions. */
  sync(...args: Args): Output;
  /**
   * Explains the function: its graphs, why each was made, and where their time goes, as TensorFlow measures it. Runs
   * each graph some times, and changes nothing.
   */
  explain(): Explanation;
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

const isThreads = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  ["perOperation", "operations"].every((name) => Number.isInteger((value as Record<string, unknown>)[name]));

const tfFunctionOptions = {
  threads: fitting<Threads>("{ perOperation, operations }, whole numbers", isThreads),
} satisfies OptionsOf<TfFunctionOptions>;

const graphsOf = new FinalizationRegistry<Map<string, ConcreteFunction>>(forgetAll);

/**
 * Makes a TypeScript function that runs as a graph: it is run once for each signature of its arguments (dtypes, shapes,
 * and whatever is no tensor) to note which operations it does, and TensorFlow does those at each call, all at once.
 * Loops and conditions of JavaScript are fixed then, `console.log` prints then only, and so does anything else that
 * is no operation. Tensors from outside keep the values that they had; variables have their values of each call.
 *
 * @param fn takes and returns tensors, and lists and objects of them.
 * @throws {TracingError} for what is no function; at a call, for a promise among its arguments; at the first call, where `fn` reads a tensor's values or has a result whose shape depends on them.
 * @example
 * const step = tfFunction((x: tf.Tensor, y: tf.Tensor) => {
 *   const { value, gradients } = gradientTape(() => loss(y, call(model, x, { training: true })));
 *   optimizer.applyGradients(gradients);
 *   return value;
 * });
 * await step(images, labels)
 */
export function tfFunction<Args extends unknown[], Output>(
  fn: (...args: Args) => Output,
  options: TfFunctionOptions = {},
): TfFunction<Args, Output> {
  if (typeof fn !== "function") {
    throw new TracingError(
      `tfFunction: the first argument must be a function, found ${kindOfValue(fn).type}.`,
      {
        cure: "tfFunction((x, y) => …)",
      },
    );
  }
  const { threads } = resolveOptions("tfFunction", options, tfFunctionOptions);
  const graphs = new Map<string, ConcreteFunction>();
  const name = fn.name || "the function";
  const of = fn.name ? `the function "${fn.name}"` : "a function without a name";
  const warning = new RetracingWarning(name);
  const untyped = fn as (...args: unknown[]) => unknown;
  const graphFor = (args: Arguments): ConcreteFunction => {
    const signature = hasCasts(globalPolicy().computeDtype) ? `float16 ${args.signature}` : args.signature;
    const known = graphs.get(signature);
    const leaves = [...graphs.values()].map((graph) => graph.leaves);
    const difference = known ? undefined : differenceFrom(leaves, args.leaves);
    warning.called(difference);
    if (known) return known;
    forgetUnreachable(graphs);
    const made = ConcreteFunction.trace(untyped, args, {
      of,
      threads,
      difference,
    });
    graphs.set(signature, made);
    return made;
  };
  const compiled = async (...args: Args): Promise<Output> => {
    if (!canTrace()) return inner(() => fn(...args));
    const given = argumentsOf(args);
    const graph = graphFor(given);
    // They may be disposed before their turn comes.
    const inputs = given.tensors.map((tensor) => tf.keep(tensor.clone()));
    try {
      return (await graph.runAsync(inputs)) as Output;
    } catch (error) {
      throw graph.explainedFailure(error, untyped, given, { inputs, of });
    } finally {
      tf.dispose(inputs);
    }
  };
  const sync = (...args: Args): Output => {
    if (!canTrace()) return inner(() => fn(...args));
    const given = argumentsOf(args);
    const graph = graphFor(given);
    try {
      return graph.run(given.tensors) as Output;
    } catch (error) {
      throw graph.explainedFailure(error, untyped, given, { inputs: given.tensors, of });
    }
  };
  const dispose = () => {
    forgetAll(graphs);
    graphs.clear();
  };
  const explain = () =>
    new Explanation(
      name,
      [...graphs.values()].map((graph) => graph.explain()),
    );
  const made = Object.assign(compiled, { sync, explain, dispose });
  graphsOf.register(made, graphs);
  functions.add(made);
  return made;
}

const functions = new WeakSet<object>();

/** Whether `tfFunction` made it. */
export const isTfFunction = (value: unknown): boolean => typeof value === "function" && functions.has(value);

function forgetAll(graphs: ReadonlyMap<string, ConcreteFunction>): void {
  for (const graph of graphs.values()) graph.dispose();
}

/** A graph made for a model or a function that is gone is of no use any more. */
function forgetUnreachable(graphs: Map<string, ConcreteFunction>): void {
  for (const [signature, graph] of graphs) {
    if (graph.isReachable) continue;
    graph.dispose();
    graphs.delete(signature);
  }
}

const isRecordingGradients = (): boolean => tf.engine().state.gradientDepth > 0;

let isSaid = false;

/** Within another trace the function is part of that one's graph, and a tape has to see each of its operations. */
function canTrace(): boolean {
  if (isTracing() || isRecordingGradients()) return false;
  if (tf.getBackend() === "tensorflow") return true;
  if (!isSaid) {
    isSaid = true;
    console.info(
      `tfFunction: the backend "${tf.getBackend()}" has no graphs; functions run operation by operation.`,
    );
  }
  return false;
}
