/** Runs cells, one after another, and tells the server what became of each. */
import { bundleOf, type MimeBundle, metadataOf, toWire } from "../../display";
import type { CellObserver } from "../cellObserver";
import { cellParameters } from "../language/conversion";
import { Cell } from "./cell";
import { LatestRuns } from "./cellRuns";
import { convertedFunction } from "./convertedFunction";
import { cells } from "./currentCell";
import { cellEnds, cellStarts, check } from "./interrupts";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { settle } from "./learnersSide";
import type { ExecutorMessage, ExpressionResult, RunRequest } from "./messages";
import type { NotebookModule } from "./modules/notebookModule";
import { NameCures } from "./nameCures";
import { sendToServer } from "./serverChannel";
import { addSource } from "./sources";
import { reportUnhandled } from "./strays";
import { describeThrown } from "./thrownError";
import { nextRound, nextTurn } from "./turns";

type Body = (...values: unknown[]) => Promise<{ value: unknown } | undefined>;

/** How a cell ended. */
interface Ending {
  failure?: { error: unknown };
  expressions: Record<string, ExpressionResult>;
}

const ABSENT = Symbol("absent");

export class CellRunner {
  /** Every top-level name of every cell. */
  readonly names: Record<string, unknown> = {};
  /** Told of the end of each cell, before the server is. */
  observer: CellObserver | undefined;
  private running: Cell | undefined;
  /** The earlier state of the names that the running cell declares. */
  private before = new Map<string, unknown>();
  private readonly waiting: RunRequest[] = [];
  private readonly cures = new NameCures(this.names);
  private readonly latestRuns = new LatestRuns();
  private request: RunRequest | undefined;
  /** Between two cells: what runs of cells have left is being freed. */
  private isCollecting = false;

  constructor(private readonly notebook: NotebookModule) {}

  run(request: RunRequest): void {
    this.waiting.push(request);
    this.runNext();
  }

  private runNext(): void {
    if (this.running || this.isCollecting) return;
    const request = this.waiting.shift();
    if (request) this.begin(request);
  }

  private begin(request: RunRequest): void {
    const cell = new Cell(request.cell, request.count, request.allowsInput);
    this.running = cell;
    cells.latest = cell;
    cells.current = cell;
    cellStarts(cell);
    this.request = request;
    this.cures.note(request.count, request);
    for (const notice of request.notices) {
      sendToServer({ type: "stream", cell: cell.id, name: "stderr", text: `${notice}\n` });
    }
    this.before = new Map(request.declares.map((name) => [name, this.valueOf(name)]));
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
    const error =
      failure &&
      describeThrown(failure.error, this.cures.cureFor(failure.error, this.request?.javascript ?? ""));
    const unset =
      error && [...this.before.keys()].filter((name) => this.valueOf(name) === this.before.get(name));
    nextTurn(() => this.conclude(cell, { type: "done", cell: cell.id, error, unset, expressions }));
    // The termination of interrupted code may cut this off; it spares the next turn, which does it again.
    cellEnds();
  }

  private valueOf(name: string): unknown {
    return Object.hasOwn(this.names, name) ? this.names[name] : ABSENT;
  }

  private conclude(cell: Cell, done: ExecutorMessage): void {
    if (this.running !== cell) return;
    cellEnds();
    this.observer?.cellEnded();
    sendToServer(done);
    this.running = undefined;
    this.before.clear();
    this.isCollecting = this.request !== undefined && this.latestRuns.conclude(this.request);
    // Finalizers have their turn before the next cell.
    if (this.isCollecting) {
      nextRound(() => {
        this.isCollecting = false;
        this.runNext();
      });
    } else this.runNext();
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
      await cell.drawn();
    } catch (error) {
      await cell.drawn().catch(() => {});
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
    const { exports } = module;
    const values = [this.names, importModule, check, require, module, exports, filename, folder];
    const running: ReturnType<Body> = Reflect.apply(body, exports, values);
    return await new Promise((resolve, reject) => void settle(running, resolve, reject));
  }

  private async shown(value: unknown): Promise<{ data: MimeBundle; metadata: MimeBundle } | undefined> {
    if (value === undefined) return undefined;
    const bundle = await bundleOf(value);
    if (Object.keys(bundle).length === 0) return undefined;
    return { data: toWire(bundle), metadata: metadataOf(bundle) };
  }
}

function asInterrupt(error: unknown): KeyboardInterrupt {
  if (error instanceof KeyboardInterrupt) return error;
  const interrupt = interruptWithoutPlace();
  if (error instanceof Error) interrupt.stack = error.stack;
  return interrupt;
}

function interruptWithoutPlace(): KeyboardInterrupt {
  const interrupt = new KeyboardInterrupt();
  interrupt.stack = "";
  return interrupt;
}
