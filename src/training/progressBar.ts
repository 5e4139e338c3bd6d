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
const barWidth = 20;

interface Line {
  label: string;
  /** A bar and a count. */
  position: string;
  time: string;
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
    this.#lines.push({ label, position: "", time: "", metrics: {} });
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
    if (this.#output === "log") console.log(textOf(line));
    if (this.#output === "terminal") process.stdout.write("\n");
  }

  #draw(line: Line): void {
    this.#lines[this.#lines.length - 1] = line;
    // A line that wraps could not be rewritten.
    if (this.#output === "terminal") {
      process.stdout.write(`\r\u001b[2K${textOf(line).slice(0, process.stdout.columns - 1)}`);
    }
    if (this.#output === "notebook") {
      const bundle = { ...tableOf(this.#lines), "text/plain": this.#lines.map(textOf).join("\n") };
      if (this.#display) this.#display.update(bundle);
      else this.#display = display.bundle(bundle);
    }
  }

  #line(step: number, logs: Logs, isOver = false): Line {
    const metrics = Object.entries(logs).map(([name, value]) => [name, numberText(value)]);
    return {
      label: this.#label,
      position: this.#position(step),
      time: this.#time(step, isOver),
      metrics: Object.fromEntries(metrics),
    };
  }

  #position(step: number): string {
    if (this.#steps === null) return `${step} steps`;
    const filled = this.#steps === 0 ? barWidth : Math.round((barWidth * step) / this.#steps);
    const bar = "━".repeat(filled) + "─".repeat(barWidth - filled);
    return `${bar}  ${String(step).padStart(String(this.#steps).length)}/${this.#steps}`;
  }

  #time(step: number, isOver: boolean): string {
    const seconds = (performance.now() - this.#start) / 1000;
    const perStep = step > 0 ? `${durationText(seconds / step)}/step` : "";
    if (isOver || this.#steps === null || step === this.#steps)
      return [`${seconds.toFixed(1)} s`, perStep].filter(Boolean).join(", ");
    return step > 0 ? `${Math.ceil((seconds / step) * (this.#steps - step))} s left` : "";
  }
}

function textOf({ label, position, time, metrics }: Line): string {
  const values = Object.entries(metrics).map(([name, value]) => `${name} ${value}`);
  return [label, position, time, ...values].filter(Boolean).join("  ");
}

/** The page is narrower than a line with four metrics: names stand above their columns. */
function tableOf(lines: readonly Line[]) {
  const names = [...new Set(lines.flatMap(({ metrics }) => Object.keys(metrics)))];
  const column = (name: string, cellOf: (line: Line) => string, isNumeric = false) => ({
    name,
    cells: lines.map(cellOf),
    isNumeric,
  });
  return tableBundle({
    index: column("", ({ label }) => label),
    columns: [
      column("steps", ({ position }) => position),
      column("time", ({ time }) => time),
      ...names.map((name) => column(name, ({ metrics }) => metrics[name] ?? "", true)),
    ],
    rowCount: lines.length,
    columnCount: names.length + 2,
  });
}

/** Keras's digits: four places, or powers of ten for what they would hide, as a small learning rate. */
const numberText = (value: number) =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(4) : value.toFixed(4);

const durationText = (seconds: number) =>
  seconds >= 1 ? `${seconds.toFixed(1)} s` : `${Number((seconds * 1000).toPrecision(2))} ms`;
