/** Runs cells, one after another, and tells the server what became of each. */
import { bundleOf, type MimeBundle, metadataOf, toWire } from "../../display";
import { cellParameters } from "../language/conversion";
import { Cell } from "./cell";
import { convertedFunction } from "./convertedFunction";
import { cells } from "./currentCell";
import { check, setRunning } from "./interrupts";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import type { ExpressionResult, RunRequest } from "./messages";
import type { NotebookModule } from "./modules/notebookModule";
import { sendToServer } from "./serverChannel";
import { addSource } from "./sources";
import { reportUnhandled } from "./strays";
import { describeThrown } from "./thrownError";

type Body = (...values: unknown[]) => Promise<{ value: unknown } | undefined>;

/** How a cell ended. */
interface Ending {
  failure?: { error: unknown };
  expressions: Record<string, ExpressionResult>;
}

/** Node's own: the global one will be a cell's. */
const nextTurn = setImmediate;

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
    // In the next turn of the event loop it is known which rejections nobody has handled.
    void this.execute(cell, request).then((ending) => nextTurn(() => this.finish(cell, ending)));
  }

  isRunning(cell: Cell): boolean {
    return this.running === cell;
  }

  /** Ends the running cell, whatever of it is still under way. */
  cancel(cell: Cell): void {
    this.finish(cell, { failure: { error: interruptWithoutPlace() }, expressions: {} });
  }

  private finish(cell: Cell, { failure, expressions }: Ending): void {
    if (this.running !== cell) return;
    reportUnhandled(failure);
    this.running = undefined;
    setRunning(undefined);
    const error = failure && describeThrown(failure.error);
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
      return { failure: { error: cell.cancelled ? asInterrupt(error) : error }, expressions: {} };
    }
    if (cell.cancelled) return { failure: { error: interruptWithoutPlace() }, expressions: {} };
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
    const body = convertedFunction("async function", cellParameters, javascript, file) as Body;
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
