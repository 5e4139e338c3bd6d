/**
 * Shows work while it runs, as Keras's progress bar does: one output of the notebook that is updated, one line that is
 * rewritten in a terminal, one line at the end in a log.
 */
import { type DisplayHandle, display, hasNotebook, tableBundle } from "../display";
import type { Logs } from "./logs";

/** As in Keras: 0 nothing, 1 a bar that moves, 2 one line at the end; `"auto"` is 1 where something can move. */
export type Verbosity = 0 | 1 | 2 | "auto";

/** Front ends drown in more. */
const millisecondsBetweenUpdates = 100;
/** Letters of a bar in a terminal, and in a notebook's table. */
const barWidth = { terminal: 20, table: 8 };
/** Letters of a line of text on a notebook's page whose window is 900 wide: it breaks longer ones anywhere, in numbers too. */
const pageWidth = 56;

interface Line {
  label: string;
  step: number;
  /** Null where nobody knows. */
  steps: number | null;
  time: string;
  /** The time that a step takes. */
  pace: string;
  metrics: Record<string, string>;
}

export class ProgressBar {
  readonly #output: "none" | "notebook" | "terminal" | "log";
  readonly #lines: Line[] = [];
  #display: DisplayHandle | undefined;
  #label = "";
  #steps: number | null = null;
  #start = 0;
  #lastUpdate = 0;

  constructor(verbose: Verbosity) {
    const canMove = hasNotebook() ? "notebook" : process.stdout.isTTY ? "terminal" : "log";
    this.#output = verbose === 0 ? "none" : verbose === 2 ? "log" : canMove;
  }

  /** A new line. @param steps how many there will be; null where nobody knows. */
  begin(label: string, steps: number | null): void {
    this.#label = label;
    this.#steps = steps;
    this.#start = performance.now();
    this.#lastUpdate = this.#start;
    this.#lines.push({ label, step: 0, steps, time: "", pace: "", metrics: {} });
  }

  /** Whether an update would be drawn now. */
  isDue(): boolean {
    const canMove = this.#output === "notebook" || this.#output === "terminal";
    return canMove && performance.now() - this.#lastUpdate >= millisecondsBetweenUpdates;
  }

  /** @param step how many are done. */
  update(step: number, logs: Logs): void {
    if (!this.isDue()) return;
    this.#lastUpdate = performance.now();
    this.#draw(this.#line(step, logs));
  }

  end(step: number, logs: Logs): void {
    this.#steps ??= step;
    const line = this.#line(step, logs, true);
    this.#draw(line);
    if (this.#output === "log") console.log(hasNotebook() ? wrapped(piecesOf(line)) : textOf(line));
    if (this.#output === "terminal") process.stdout.write("\n");
  }

  #draw(line: Line): void {
    this.#lines[this.#lines.length - 1] = line;
    // A line that wraps could not be rewritten.
    if (this.#output === "terminal") {
      const text = textOf(line, barWidth.terminal);
      process.stdout.write(`\r\u001b[2K${text.slice(0, process.stdout.columns - 1)}`);
    }
    if (this.#output === "notebook") {
      const bundle = {
        ...tableOf(this.#lines),
        "text/plain": this.#lines.map((one) => textOf(one)).join("\n"),
      };
      if (this.#display) this.#display.update(bundle);
      else this.#display = display.bundle(bundle);
    }
  }

  #line(step: number, logs: Logs, isOver = false): Line {
    const metrics = Object.entries(logs).map(([name, value]) => [name, numberText(value)]);
    return {
      label: this.#label,
      step,
      steps: this.#steps,
      ...this.#times(step, isOver),
      metrics: Object.fromEntries(metrics),
    };
  }

  #times(step: number, isOver: boolean): Pick<Line, "time" | "pace"> {
    const seconds = (performance.now() - this.#start) / 1000;
    if (isOver || this.#steps === null || step === this.#steps) {
      return { time: `${seconds.toFixed(1)} s`, pace: step > 0 ? durationText(seconds / step) : "" };
    }
    const left = Math.ceil((seconds / step) * (this.#steps - step));
    return { time: step > 0 ? `${left} s left` : "", pace: "" };
  }
}

/** @param width of a bar, for what may be under way; without one there is none. */
function positionOf({ step, steps }: Line, width = 0): string {
  if (steps === null) return `${step} steps`;
  const filled = steps === 0 ? width : Math.round((width * step) / steps);
  const bar = "━".repeat(filled) + "─".repeat(width - filled);
  return `${bar}  ${String(step).padStart(String(steps).length)}/${steps}`.trim();
}

const textOf = (line: Line, width?: number): string => piecesOf(line, width).join("  ");

/** The pieces of a line that must not be broken. */
function piecesOf(line: Line, width?: number): string[] {
  const { label, time, pace, metrics } = line;
  const values = Object.entries(metrics).map(([name, value]) => `${name} ${value}`);
  const times = [time, pace && `${pace}/step`].filter(Boolean).join(", ");
  return [label, positionOf(line, width), times, ...values].filter(Boolean);
}

/** Lines of a page's width, the further ones indented. */
function wrapped(pieces: readonly string[]): string {
  const [first = "", ...others] = pieces;
  const lines = [first];
  for (const piece of others) {
    const longer = `${lines.at(-1)}  ${piece}`;
    if (longer.length <= pageWidth) lines[lines.length - 1] = longer;
    else lines.push(`  ${piece}`);
  }
  return lines.join("\n");
}

/** The page is narrower than a line with four metrics: names stand above their columns. */
function tableOf(lines: readonly Line[]) {
  const names = [...new Set(lines.flatMap(({ metrics }) => Object.keys(metrics)))];
  const column = (name: string, cellOf: (line: Line) => string, isNumeric = false) => ({
    name,
    cells: lines.map(cellOf),
    isNumeric,
  });
  // "Epoch 3/10": what is the same in all lines stands above them.
  const [name = "", ...isLabelled] = (lines[0]?.label ?? "").split(/\s+/);
  const position = (line: Line) => positionOf(line, line.step === line.steps ? 0 : barWidth.table);
  const labels = isLabelled.length > 0 ? [column(name, ({ label }) => label.slice(name.length).trim())] : [];
  const [index = column("", () => ""), ...columns] = [
    ...labels,
    column("steps", position),
    column("time", ({ time }) => time),
    column("per step", ({ pace }) => pace),
    ...names.map((metric) => column(metric, ({ metrics }) => metrics[metric] ?? "", true)),
  ];
  return tableBundle({ index, columns, rowCount: lines.length, columnCount: columns.length });
}

/** Keras's digits: four places, or powers of ten for what they would hide, as a small learning rate. */
const numberText = (value: number) =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(4) : value.toFixed(4);

const durationText = (seconds: number) =>
  seconds >= 1 ? `${seconds.toFixed(1)} s` : `${Number((seconds * 1000).toPrecision(2))} ms`;
