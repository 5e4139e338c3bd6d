/** What a traced function became: how large its graphs are, how often they ran, and where their time goes. */
import { displaySymbol, type MimeBundle } from "../display";
import type { ComputeDtype, Threads } from "../engine";
import { alignedTable } from "./alignedTable";
import { meaningOf } from "./operationMeanings";

/** All operations of one kind in a graph. */
export interface OperationCost {
  /** As TensorFlow calls it, such as `Conv2DBackpropFilter`. */
  operation: string;
  /** How many of the graph's operations are of this kind. */
  count: number;
  /** What they take together at one call, on the threads that they run on. */
  milliseconds: number;
  /** Their part of what all operations take, from 0 to 1. */
  share: number;
  /** The memory that they allot at one call. */
  bytes: number;
}

/** One of the graphs: the function traced for one kind of arguments. */
export interface GraphExplanation {
  /** Dtypes and shapes of the arguments, such as `float32[64,28,28,1]`. */
  signature: string[];
  /** In what its arguments differ from those that had a graph before; none for the first. */
  reason: string | undefined;
  /** Operations of tfjs that the trace noted. */
  traced: number;
  /** How long tracing took. */
  tracingMilliseconds: number;
  calls: number;
  /** What a call takes from its beginning to its end: the median of the last 50. None before the first. */
  millisecondsPerCall: number | undefined;
  /** On how many threads it computes; none where it is TensorFlow's own choice, one for each core of both kinds. */
  threads: Threads | undefined;
  /** In what convolutions and matrix products are computed. */
  computeDtype: ComputeDtype;
  /** Of the variables that it reads. */
  variableBytes: number;
  /** The costliest first, after TensorFlow's optimizer has joined and removed operations. */
  costs: OperationCost[];
}

/** What `fn.explain()` gives: an object that is drawn as a table. */
export class Explanation {
  constructor(
    /** The name of the function. */
    readonly name: string,
    readonly graphs: readonly GraphExplanation[],
  ) {}

  toString(): string {
    if (this.graphs.length === 0) return `${this.name} has no graph yet: it is traced when it is called.`;
    const { length } = this.graphs;
    const title = `${this.name}: ${length} ${length === 1 ? "graph" : "graphs"}`;
    return [title, ...this.graphs.map(textOf)].join("\n\n");
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }
}

/** Kinds of operations that are shown by themselves. */
const SHOWN = 12;

function textOf(graph: GraphExplanation): string {
  const { costs, millisecondsPerCall } = graph;
  const total = sumOf(costs.map(({ milliseconds }) => milliseconds));
  const executed = sumOf(costs.map(({ count }) => count));
  const facts = [
    `for ${graph.signature.join(", ") || "no arguments"}`,
    ...(graph.reason ? [`traced anew because ${graph.reason}`] : []),
    `${graph.traced} operations traced in ${inMilliseconds(graph.tracingMilliseconds)}, ` +
      `${executed} left after TensorFlow's optimizer`,
    `variables ${inBytes(graph.variableBytes)}, memory allotted in a call ${inBytes(sumOf(costs.map(({ bytes }) => bytes)))}`,
    millisecondsPerCall === undefined
      ? "not called yet"
      : `${graph.calls} ${graph.calls === 1 ? "call" : "calls"}, ${inMilliseconds(millisecondsPerCall)} each ` +
        `(its operations ${inMilliseconds(total)}, on all threads together)`,
  ];
  const { threads, computeDtype } = graph;
  if (threads) {
    facts.push(`${threads.operations} operations at once, ${threads.perOperation} threads for each`);
  }
  if (computeDtype !== "float32") facts.push(`convolutions and matrix products in ${computeDtype}`);
  const shown = costs.slice(0, SHOWN);
  const rest = costs.slice(SHOWN);
  const rows = [...shown, ...(rest.length === 0 ? [] : [othersOf(rest)])].map((cost) => [
    cost.operation,
    String(cost.count),
    cost.milliseconds.toFixed(2),
    `${(100 * cost.share).toFixed(0)} %`,
    bar(cost.share),
    meaningOf(cost.operation) ?? "",
  ]);
  const header = ["operation", "count", "ms a call", "share", "", ""];
  return [
    ...facts.map((fact) => `  ${fact}`),
    "",
    alignedTable([header, ...rows], { right: [1, 2, 3] }),
  ].join("\n");
}

function othersOf(costs: readonly OperationCost[]): OperationCost {
  const total = (key: "count" | "milliseconds" | "share" | "bytes") => sumOf(costs.map((cost) => cost[key]));
  return {
    operation: `${costs.length} others`,
    ...{
      count: total("count"),
      milliseconds: total("milliseconds"),
      share: total("share"),
      bytes: total("bytes"),
    },
  };
}

/** Twenty characters long for the whole, in eighths of one. */
function bar(share: number): string {
  const eighths = Math.round(20 * 8 * share);
  return "█".repeat(eighths >> 3) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths & 7];
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const inMilliseconds = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;

function inBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
