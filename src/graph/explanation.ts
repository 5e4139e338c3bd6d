/** The explanation of a traced function: how large its graphs are, how often they ran, and where their time goes. */
import { displaySymbol, escapeMarkup, type MimeBundle, tableBundle } from "../display";
import type { ComputeDtype, Threads } from "../engine";
import { meaningOf } from "./operationMeanings";

/** All operations of one kind in a graph. */
export interface OperationCost {
  /** As TensorFlow calls it, such as `Conv2DBackpropFilter`. */
  operation: string;
  /** How many of the graph's operations are of this kind. */
  count: number;
  /** The time that they take together at one call, on the threads that they run on. */
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
  /** The time of a call from beginning to end: the median of the last 50. None before the first. */
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

/** The result of `fn.explain()`: an object that is drawn as a table. */
export class Explanation {
  constructor(
    /** The name of the function. */
    readonly name: string,
    readonly graphs: readonly GraphExplanation[],
  ) {}

  toString(): string {
    const { title, graphs } = this.drawn();
    const texts = graphs.map(({ facts, table }) =>
      [...facts.map((fact) => `  ${fact}`), "", table["text/plain"]].join("\n"),
    );
    return [title, ...texts].join("\n\n");
  }

  [displaySymbol](): MimeBundle {
    const { title, graphs } = this.drawn();
    const htmls = graphs.map(
      ({ facts, table }) => `<p>${facts.map(escapeMarkup).join("<br>")}</p>${table["text/html"]}`,
    );
    return {
      "text/html": `<p>${escapeMarkup(title)}</p>${htmls.join("")}`,
      "text/plain": this.toString(),
    };
  }

  private drawn(): { title: string; graphs: { facts: string[]; table: MimeBundle }[] } {
    const { length } = this.graphs;
    const title =
      length === 0
        ? `${this.name} has no graph yet: it is traced when it is called.`
        : `${this.name}: ${length} ${length === 1 ? "graph" : "graphs"}`;
    return {
      title,
      graphs: this.graphs.map((graph) => ({ facts: factsOf(graph), table: tableOf(graph.costs) })),
    };
  }
}

/** Kinds of operations that are shown by themselves. */
const SHOWN = 12;

function factsOf(graph: GraphExplanation): string[] {
  const { costs, millisecondsPerCall, threads, computeDtype } = graph;
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
  if (threads) {
    facts.push(`${threads.operations} operations at once, ${threads.perOperation} threads for each`);
  }
  if (computeDtype !== "float32") facts.push(`convolutions and matrix products in ${computeDtype}`);
  return facts;
}

function tableOf(costs: readonly OperationCost[]): MimeBundle {
  const rest = costs.slice(SHOWN);
  const rows = [...costs.slice(0, SHOWN), ...(rest.length === 0 ? [] : [othersOf(rest)])];
  const column = (name: string, cell: (cost: OperationCost) => string, isNumeric = false) => ({
    name,
    cells: rows.map(cell),
    isNumeric,
  });
  const columns = [
    column("count", ({ count }) => String(count), true),
    column("ms a call", ({ milliseconds }) => milliseconds.toFixed(2), true),
    column("share", ({ share }) => `${(100 * share).toFixed(0)} %`, true),
    column("", ({ share }) => bar(share)),
    column("", ({ operation }) => meaningOf(operation) ?? ""),
  ];
  const index = column("operation", ({ operation }) => operation);
  return tableBundle({ index, columns, rowCount: rows.length, columnCount: columns.length });
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
