/** Runs cells, one after another, and tells the server what became of each. */
import { constants, Script } from "node:vm";
import { bundleOf, type MimeBundle, metadataOf, toWire } from "../../display";
import type { CellError } from "../cellError";
import { cellParameters } from "../language/conversion";
import { Cell } from "./cell";
import { cells } from "./currentCell";
import { check, setRunning } from "./interrupts";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import type { ExpressionResult, RunRequest } from "./messages";
import type { NotebookModule } from "./notebookModule";
import { sendToServer } from "./serverChannel";
import { addSource } from "./sources";
import { describeThrown } from "./thrownError";

type Body = (...values: unknown[]) => Promise<{ value: unknown } | undefined>;
type Ending = { error?: CellError; expressions: Record<string, ExpressionResult> };

export class CellRunner {
  /** Every top-level name of every cell. */
  readonly names: Record<string, unknown> = {};
  private running: Cell | undefined;
  private readonly waiting: RunRequest[] = [];

  constructor(private readonly notebook: NotebookModule) {}

  run(request: RunRequest): void {
    if (this.running) {
      this.waiting.push(request);
      return;
    }
    const cell = new Cell(request.cell, request.count, request.allowsInput);
    this.running = cell;
    cells.latest = cell;
    cells.current = cell;
    setRunning(cell);
    void this.execute(cell, request).then((ending) => this.finish(cell, ending));
  }

  /** Ends the running cell, whatever of it is still under way. */
  cancel(cell: Cell): void {
    this.finish(cell, { error: describeThrown(interruptWithoutPlace()), expressions: {} });
  }

  private finish(cell: Cell, { error, expressions }: Ending): void {
    if (this.running !== cell) return;
    this.running = undefined;
    setRunning(undefined);
    sendToServer({ type: "done", cell: cell.id, error, expressions });
    const next = this.waiting.shift();
    if (next) this.run(next);
  }

  private async execute(cell: Cell, request: RunRequest): Promise<Ending> {
    const { count } = request;
    try {
      this.notebook.defineModules(request.modules);
      const outcome = await this.evaluate(addSource(count, request), request.javascript);
      if (request.showsResult && outcome) {
        const shown = await this.shown(outcome.value);
        if (shown) sendToServer({ type: "result", cell: cell.id, count, ...shown });
      }
      await drawn(cell);
    } catch (error) {
      await drawn(cell).catch(() => {});
      return { error: describeThrown(cell.cancelled ? asInterrupt(error) : error), expressions: {} };
    }
    if (cell.cancelled) return { error: describeThrown(interruptWithoutPlace()), expressions: {} };
    return { expressions: await this.expressions(request) };
  }

  private async expressions(request: RunRequest): Promise<Record<string, ExpressionResult>> {
    const results: Record<string, ExpressionResult> = {};
    for (const [name, expression] of Object.entries(request.expressions)) {
      try {
        const outcome = await this.evaluate(addSource(request.count, expression), expression.javascript);
        const shown = await this.shown(outcome?.value);
        results[name] = { status: "ok", ...(shown ?? { data: { "text/plain": "undefined" }, metadata: {} }) };
      } catch (error) {
        results[name] = { status: "error", ...describeThrown(error) };
      }
    }
    return results;
  }

  private async evaluate(file: string, javascript: string): Promise<{ value: unknown } | undefined> {
    const script = new Script(`(async function (${cellParameters.join(", ")}) {\n${javascript}\n})`, {
      filename: file,
      lineOffset: -1,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const body: Body = script.runInThisContext();
    const { importModule, require, module, filename, folder } = this.notebook;
    return await body.call(
      module.exports,
      this.names,
      importModule,
      check,
      require,
      module,
      module.exports,
      filename,
      folder,
    );
  }

  private async shown(value: unknown): Promise<{ data: MimeBundle; metadata: MimeBundle } | undefined> {
    if (value === undefined) return undefined;
    const bundle = await bundleOf(value);
    if (Object.keys(bundle).length === 0) return undefined;
    return { data: toWire(bundle), metadata: metadataOf(bundle) };
  }
}

/** Waits for the drawings under way, also for those that begin meanwhile. */
async function drawn(cell: Cell): Promise<void> {
  while (cell.held.size > 0) {
    const held = [...cell.held];
    cell.held.clear();
    await Promise.all(held);
  }
}

function asInterrupt(error: unknown): unknown {
  return error instanceof KeyboardInterrupt ? error : interruptWithoutPlace();
}

function interruptWithoutPlace(): KeyboardInterrupt {
  const interrupt = new KeyboardInterrupt();
  interrupt.stack = "";
  return interrupt;
}
