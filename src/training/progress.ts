/**
 * Shows training while it runs, as Keras's progress bar does: one output of the notebook that is updated, one
 * line that is rewritten in a terminal, one line an epoch in a log.
 */
import { type DisplayHandle, display, hasNotebook } from "../display";
import type { Logs } from "./history";

/** As in Keras: 0 nothing, 1 a bar that moves, 2 one line an epoch; `"auto"` is 1 where something can move. */
export type Verbosity = 0 | 1 | 2 | "auto";

/** A learner sees no more than this, and front ends drown in more. */
const millisecondsBetweenUpdates = 200;
const barWidth = 20;

export class TrainingProgress {
  readonly #output: "none" | "notebook" | "terminal" | "log";
  readonly #lines: string[] = [];
  #display: DisplayHandle | undefined;
  #epochStart = 0;
  #lastUpdate = 0;

  constructor(
    private readonly epochs: number,
    private readonly stepsPerEpoch: number,
    verbose: Verbosity,
  ) {
    const canMove = hasNotebook() ? "notebook" : process.stdout.isTTY ? "terminal" : "log";
    this.#output = verbose === 0 ? "none" : verbose === 2 ? "log" : canMove;
  }

  beginEpoch(epoch: number): void {
    this.#epochStart = performance.now();
    this.#lastUpdate = this.#epochStart;
    this.#lines.push(this.#line(epoch, 0, {}));
  }

  endStep(epoch: number, step: number, logs: Logs): void {
    const now = performance.now();
    if (now - this.#lastUpdate < millisecondsBetweenUpdates) return;
    this.#lastUpdate = now;
    this.#lines[this.#lines.length - 1] = this.#line(epoch, step + 1, logs);
    if (this.#output !== "log") this.#draw();
  }

  endEpoch(epoch: number, logs: Logs): void {
    this.#lines[this.#lines.length - 1] = this.#line(epoch, this.stepsPerEpoch, logs);
    this.#draw();
    if (this.#output === "terminal") process.stdout.write("\n");
  }

  #draw(): void {
    const line = this.#lines.at(-1) ?? "";
    if (this.#output === "log") console.log(line);
    // A line that wraps could not be rewritten.
    if (this.#output === "terminal") {
      process.stdout.write(`\r\u001b[2K${line.slice(0, process.stdout.columns - 1)}`);
    }
    if (this.#output === "notebook") {
      const text = this.#lines.join("\n");
      if (this.#display) this.#display.update(text);
      else this.#display = display(text);
    }
  }

  #line(epoch: number, step: number, logs: Logs): string {
    const seconds = (performance.now() - this.#epochStart) / 1000;
    const done = step === this.stepsPerEpoch;
    const left = step > 0 ? (seconds / step) * (this.stepsPerEpoch - step) : 0;
    const filled = Math.round((barWidth * step) / this.stepsPerEpoch);
    const metrics = Object.entries(logs).map(([name, value]) => `${name} ${value.toFixed(4)}`);
    return [
      `Epoch ${String(epoch + 1).padStart(String(this.epochs).length)}/${this.epochs}`,
      "━".repeat(filled) + "─".repeat(barWidth - filled),
      `${String(step).padStart(String(this.stepsPerEpoch).length)}/${this.stepsPerEpoch}`,
      done ? `${seconds.toFixed(1)} s` : step > 0 ? `${Math.ceil(left)} s left` : "",
      ...metrics,
    ].join("  ");
  }
}
