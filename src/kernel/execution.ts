/**
 * Runs cells in tslab's executor and says how each ended.
 *
 * The executor tells its caller true or false only; what a cell's last value was, what it threw, and what the
 * type check found go to the console and the converter that it was given. Both are ours.
 */
import { format } from "node:util";
import { type Converter, createConverter } from "tslab/dist/converter";
import { createExecutor, type Executor } from "tslab/dist/executor";
import { type CellError, thrownError, typeCheckError } from "./cellError";
import { type Cell, CellHistory } from "./cellHistory";
import { writeOutShorthands } from "./shorthandProperties";

/** How a cell ended. A cell without a last value has none; an `undefined` or `null` one counts as none. */
export type Outcome = { ok: true; value?: unknown } | { ok: false; error: CellError };

export class Execution {
  readonly executor: Executor;
  private readonly cells = new CellHistory();
  private cell: Cell = { count: 0, source: "" };
  private failure: CellError | undefined;
  private value: unknown;

  constructor(folder: string) {
    const node = this.watched(createConverter({ isJS: false, isBrowser: false }));
    this.executor = createExecutor(
      folder,
      { node, browser: node, close: () => node.close() },
      {
        log: (value: unknown) => {
          this.value = value;
        },
        error: (...values: unknown[]) => this.hearError(values),
      },
    );
  }

  /** Runs one cell; `count` is the number that Jupyter shows beside it. */
  async run(source: string, count: number): Promise<Outcome> {
    this.cell = { count, source };
    this.cells.add(this.cell);
    this.failure = undefined;
    this.value = undefined;
    const ok = await this.executor.execute(source).catch((error: unknown) => {
      this.failure = thrownError(error, this.cells);
      return false;
    });
    const { value, failure } = this;
    this.value = undefined;
    if (ok) return { ok, value };
    return { ok, error: failure ?? thrownError(new Error("the cell failed without saying why"), this.cells) };
  }

  /** An error as Jupyter shows it, with the places of cells in its traceback. */
  describe(thrown: unknown): CellError {
    return thrownError(thrown, this.cells);
  }

  /** tslab's converter, with its findings kept and its output given a name for stack traces. */
  private watched(converter: Converter): Converter {
    return {
      ...converter,
      convert: (declarations, source) => {
        const written = writeOutShorthands(source);
        let result = converter.convert(declarations, written);
        // Findings in the columns that the learner wrote.
        if (result.diagnostics.length > 0 && written !== source)
          result = converter.convert(declarations, source);
        if (result.diagnostics.length > 0) this.failure = typeCheckError(this.cell, result.diagnostics);
        if (!result.output) return result;
        this.cell.compiled = result.output;
        return { ...result, output: this.cells.sign(this.cell) };
      },
    };
  }

  /** The executor prints findings of the type check with a format, and a thrown value alone. */
  private hearError(values: unknown[]): void {
    if (values.length > 1) {
      if (!this.failure) process.stderr.write(`${format(...values)}\n`);
    } else {
      this.failure = thrownError(values[0], this.cells);
    }
  }
}
