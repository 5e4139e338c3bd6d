/** The cells that run, in one line that is rewritten; nothing where output does not go to a terminal. */
import { printable } from "../../grading";
import type { CellProgress } from "../../kernel";

import type { Submission } from "./submissions";
import { fitted } from "./textWidth";

export class ProgressLine {
  private readonly running = new Map<number, string>();
  private ended = 0;
  private isOpen = false;

  constructor(
    private readonly submissions: readonly Pick<Submission, "student">[],
    private readonly stream: Pick<NodeJS.WriteStream, "isTTY" | "write" | "columns"> = process.stderr,
  ) {}

  /** A cell of a notebook starts or has ended. */
  show(index: number, { phase, cell, cells }: CellProgress): void {
    if (phase !== "start") return;
    this.running.set(index, `${this.submissions[index]?.student}  [${cell}/${cells}] …`);
    this.draw();
  }

  /** A notebook has ended. */
  end(index: number): void {
    this.running.delete(index);
    this.ended += 1;
    this.draw();
  }

  clear(): void {
    if (this.isOpen) this.stream.write("\r\u001b[K");
    this.isOpen = false;
  }

  private draw(): void {
    const { isTTY, columns = 80 } = this.stream;
    if (!isTTY || this.running.size === 0) return;
    const all = this.submissions.length;
    const counted = all > 1 ? [`${this.ended} of ${all} graded`] : [];
    const line = [...counted, ...this.running.values()].join("  ");
    this.stream.write(`\r\u001b[K${fitted(printable(line), columns - 1)}`);
    this.isOpen = true;
  }
}
