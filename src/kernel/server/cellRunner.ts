/** Runs one cell at a time: the language layer converts it, the executor runs it. */
import type { CellError } from "../cellError";
import type { ExecutorMessage, ExecutorProcess, ExpressionResult, RunRequest } from "../executor";
import type { LanguageThread } from "../language";
import type { ExecuteOptions } from "./executeOptions";
import { log } from "./log";
import { defect, interruptedError } from "./serverErrors";

/** How a cell ended. */
export interface Outcome {
  error?: CellError;
  result?: Result;
  expressions: Record<string, ExpressionResult>;
}

type Result = Extract<ExecutorMessage, { type: "result" }>;
type Done = Extract<ExecutorMessage, { type: "done" }>;
type ConvertedExpressions = RunRequest["expressions"];

/** A prepared cell: the request for the executor, and the results that are known without it. */
interface Prepared {
  request: Omit<RunRequest, "type">;
  rejected: Record<string, ExpressionResult>;
}

export class CellRunner {
  private converting: AbortController | undefined;
  private running: { cell: string; result?: Result; end(done: Done): void } | undefined;

  constructor(
    private readonly language: Pick<LanguageThread, "convert" | "takeBack">,
    private readonly executor: Pick<ExecutorProcess, "run" | "interrupt" | "drainNativeOutput">,
  ) {}

  async run(cell: string, count: number, options: ExecuteOptions): Promise<Outcome> {
    const prepared = await this.prepareUnlessInterrupted(cell, count, options);
    if (!("request" in prepared)) return prepared;
    const { done, result } = await this.execute(prepared.request);
    this.takeBack(count, done.unset);
    await this.executor.drainNativeOutput();
    return { error: done.error, result, expressions: { ...prepared.rejected, ...done.expressions } };
  }

  /** Ends the cell's conversion, or what the executor does. */
  interrupt(): void {
    if (this.converting) this.converting.abort();
    else this.executor.interrupt();
  }

  /** Hears of the cell's result and end. */
  hear(message: Result | Done): void {
    if (message.cell !== this.running?.cell) log(`${message.type} of a cell that is not running`);
    else if (message.type === "result") this.running.result = message;
    else this.running.end(message);
  }

  /** An interrupted conversion goes on in the language layer's thread; nobody waits for it. */
  private async prepareUnlessInterrupted(cell: string, count: number, options: ExecuteOptions) {
    const converting = new AbortController();
    this.converting = converting;
    const interrupted = new Promise<void>((resolve) => {
      converting.signal.addEventListener("abort", () => resolve());
    });
    const preparing = this.prepare(cell, count, options).then((prepared) => {
      if (converting.signal.aborted && "request" in prepared) this.takeBack(count, prepared.request.declares);
      return prepared;
    });
    const prepared = await Promise.race([preparing, interrupted]);
    this.converting = undefined;
    if (!prepared || converting.signal.aborted) return { error: interruptedError(), expressions: {} };
    return prepared;
  }

  /** The next cells are checked as if a cell that has failed had not declared what it did not come to. */
  private takeBack(cell: number, names: string[] = []): void {
    if (names.length === 0) return;
    this.language.takeBack({ cell, names }).catch((error) => log(`taking back declarations: ${error}`));
  }

  private async prepare(cell: string, count: number, options: ExecuteOptions): Promise<Prepared | Outcome> {
    const { code: source, allowsInput } = options;
    try {
      const converted = await this.language.convert({ code: source, cell: count });
      if (!converted.ok) return { error: converted.error, expressions: {} };
      const { ok: _, ...parts } = converted;
      const { expressions, rejected } = await this.convertExpressions(count, options.expressions);
      return { request: { cell, count, source, ...parts, allowsInput, expressions }, rejected };
    } catch (error) {
      return { error: defect(error), expressions: {} };
    }
  }

  private async convertExpressions(count: number, sources: Record<string, string>) {
    const expressions: ConvertedExpressions = {};
    const rejected: Record<string, ExpressionResult> = {};
    for (const [name, source] of Object.entries(sources)) {
      const converted = await this.language.convert({ code: source, cell: count, transient: true });
      if (!converted.ok) rejected[name] = { status: "error", ...converted.error };
      else {
        const { javascript, sourceMap } = converted;
        expressions[name] = { javascript, sourceMap, source };
      }
    }
    return { expressions, rejected };
  }

  private execute(request: Omit<RunRequest, "type">): Promise<{ done: Done; result?: Result }> {
    return new Promise((resolve) => {
      const running: NonNullable<typeof this.running> = {
        cell: request.cell,
        end: (done) => {
          this.running = undefined;
          resolve({ done, result: running.result });
        },
      };
      this.running = running;
      this.executor.run(request);
    });
  }
}
