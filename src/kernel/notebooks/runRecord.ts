/** The record of a notebook's run, made of the events that `run_notebook.py` tells. */
import { TrainbookError } from "../../trainbookError";
import { type Notebook, sourceOf } from "./notebook";
import type {
  CellProgress,
  CellResult,
  NotebookFailure,
  NotebookRun,
  RunNotebookOptions,
} from "./runNotebook";

interface ReportedFailure {
  kind: NotebookFailure["kind"] | null;
  ename: string;
  evalue: string;
  traceback: string[];
}

export type RunEvent =
  | { event: "start"; index: number }
  | { event: "end"; index: number; seconds: number; failure?: ReportedFailure }
  | { event: "unable"; message: string }
  | { event: "done"; notebook: Notebook };

/** The record of a run so far. */
export class RunRecord {
  private readonly cells: CellResult[] = [];
  private failure: NotebookFailure | undefined;
  private executed: Notebook | undefined;
  private unable: string | undefined;
  /** The index of the cell that started last. */
  private running: number | undefined;

  constructor(
    private readonly notebook: Notebook,
    private readonly onCell: RunNotebookOptions["onCell"],
  ) {
    for (const [index, cell] of notebook.cells.entries()) {
      if (cell.cell_type !== "code" || sourceOf(cell).trim() === "") continue;
      this.cells.push({ index, cell: this.cells.length + 1, status: "not run" });
    }
  }

  hear(event: RunEvent): void {
    if (event.event === "done") this.executed = event.notebook;
    else if (event.event === "unable") this.unable = event.message;
    else if (event.event === "start") {
      this.running = event.index;
      this.progress(event.index, {});
    } else this.end(event.index, event.seconds, event.failure);
  }

  private end(index: number, seconds: number, failure: ReportedFailure | undefined): void {
    const result = this.progress(index, { status: failure ? "failed" : "ok", seconds });
    if (!result) return;
    result.status = failure ? "failed" : "ok";
    result.seconds = seconds;
    if (!failure) return;
    const { ename, evalue, traceback } = failure;
    const kind = failure.kind ?? "error";
    const line = lineOf(failure, result.cell);
    result.failure = {
      kind,
      index,
      cell: result.cell,
      source: this.source(index),
      ename,
      evalue,
      traceback,
      line,
    };
    this.failure ??= result.failure;
  }

  /** The run was ended, in the cell that then ran. */
  limited({ name: ename, message: evalue }: Error): void {
    const ended = this.cells.find(({ index }) => index === this.running) ?? this.cells.at(-1);
    if (!ended) return;
    const { index, cell } = ended;
    const traceback = [`${ename}: ${evalue}`];
    const failure: NotebookFailure = {
      kind: "limit",
      index,
      cell,
      source: this.source(index),
      ename,
      evalue,
      traceback,
    };
    Object.assign(ended, { status: "failed", failure });
    this.failure ??= failure;
    this.unable = undefined;
    this.executed ??= this.notebook;
  }

  private progress(index: number, ended: Pick<CellProgress, "status" | "seconds">): CellResult | undefined {
    const result = this.cells.find((cell) => cell.index === index);
    if (!result) return undefined;
    const phase = ended.status ? "end" : "start";
    const { cell } = result;
    this.onCell?.({ phase, cell, cells: this.cells.length, index, source: this.source(index), ...ended });
    return result;
  }

  private source(index: number): string {
    const cell = this.notebook.cells[index];
    return cell ? sourceOf(cell) : "";
  }

  result(seconds: number, chatter: string): NotebookRun {
    if (this.unable !== undefined || this.executed === undefined) {
      const said = chatter === "" ? "" : `\n${chatter}`;
      throw new TrainbookError(`${this.unable ?? "The notebook's runner ended without a result."}${said}`, {
        cure: "npx trainbook doctor",
      });
    }
    return { notebook: this.executed, cells: this.cells, seconds, failure: this.failure };
  }
}

/** Our kernel names the line in its traceback: "line 2: …" of a type check, "cell [3], line 2" of a throw. */
function lineOf(failure: ReportedFailure, cell: number): number | undefined {
  const text = failure.traceback?.join("\n") ?? "";
  const line = /^line (\d+): /.exec(failure.evalue ?? "");
  const thrown = new RegExp(`cell \\[${cell}\\], line (\\d+)`).exec(text);
  const found = (line ?? thrown)?.[1];
  return found === undefined ? undefined : Number(found);
}
