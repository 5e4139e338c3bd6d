/** Drives an executor as the server does, with cells that have been converted by hand. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import {
  type ExecutorMessage,
  ExecutorProcess,
  type ExecutorRequest,
  type RunRequest,
} from "../../../src/kernel/executor";

type Message<Type extends ExecutorMessage["type"]> = ExecutorMessage & { type: Type };

/** The messages that a cell has sent, from its start to its `done`. */
export interface CellRun {
  cell: string;
  messages: ExecutorMessage[];
  done: Message<"done">;
  /** The result as text. */
  result: unknown;
  stdout: string;
  stderr: string;
  /** The error's traceback without colours. */
  traceback: string;
}

/** A source map that says: nothing was converted. */
const unchanged = JSON.stringify({ version: 3, sources: [], mappings: "" });

export class ExecutorClient {
  readonly folder: string;
  readonly received: ExecutorMessage[] = [];
  readonly native = { stdout: "", stderr: "" };
  readonly process: ExecutorProcess;
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  private readonly waiting = new Set<() => void>();
  private end?: { code: number | null; signal: string | null };
  private count = 0;

  constructor(folder?: string) {
    this.folder = folder ?? mkdtempSync(path.join(tmpdir(), "trainbook-executor-"));
    let ended: (end: { code: number | null; signal: string | null }) => void = () => {};
    this.exit = new Promise((resolve) => {
      ended = resolve;
    });
    this.process = new ExecutorProcess({
      folder: this.folder,
      onMessage: (message) => {
        this.received.push(message);
        this.look();
      },
      onNativeOutput: (name, text) => {
        this.native[name] += text;
        this.look();
      },
      onExit: (end) => {
        this.end = end;
        ended(end);
        this.look();
      },
    });
  }

  private look(): void {
    for (const check of this.waiting) check();
  }

  /** Resolves with what `find` finds, as soon as it finds something; rejects where the executor ends before. */
  until<Found>(find: () => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined && !this.end) return;
        this.waiting.delete(check);
        if (found !== undefined) resolve(found);
        else reject(new Error(`the executor has ended: ${JSON.stringify(this.end)}\n${this.native.stderr}`));
      };
      this.waiting.add(check);
      check();
    });
  }

  /** The next message of a type, of those that have not been received yet. */
  next<Type extends ExecutorMessage["type"]>(type: Type): Promise<Message<Type>> {
    const from = this.received.length;
    return this.until(() => this.received.slice(from).find((message) => message.type === type)) as Promise<
      Message<Type>
    >;
  }

  /** Starts a cell. */
  start(javascript: string, request: Partial<RunRequest> = {}): Promise<CellRun> {
    const count = ++this.count;
    const cell = `request-${count}`;
    const from = this.received.length;
    this.process.run({
      cell,
      count,
      source: javascript,
      javascript,
      sourceMap: unchanged,
      modules: [],
      declares: [],
      notices: [],
      showsResult: true,
      allowsInput: false,
      expressions: {},
      ...request,
    });
    const run = this.until(() => {
      const messages = this.received.slice(from);
      const done = messages.find(
        (message): message is Message<"done"> => message.type === "done" && message.cell === cell,
      );
      return done && summary(cell, messages, done);
    });
    // Where a test waits for the end of the process instead, nobody misses the cell.
    run.catch(() => {});
    return run;
  }

  /** Runs a cell that is expected to succeed. */
  async run(javascript: string, request: Partial<RunRequest> = {}): Promise<CellRun> {
    const run = await this.start(javascript, request);
    if (run.done.error) throw new Error(`the cell failed:\n${run.traceback}`);
    return run;
  }

  /** Runs a cell that prints "running" when it has come to what is to be interrupted, and interrupts it there. */
  async interrupted(javascript: string): Promise<CellRun> {
    const run = this.start(javascript);
    const cell = `request-${this.count}`;
    await Promise.race([run, this.until(() => this.received.find((message) => isStream(message, cell)))]);
    this.process.interrupt();
    return run;
  }

  send(request: ExecutorRequest): void {
    this.process.send(request);
  }

  /** The text that the cell has printed so far, also after its end. */
  printed(cell: string): string {
    return textOf(this.received, cell, "stdout");
  }

  async close(): Promise<void> {
    this.process.close();
    await this.exit;
    if (this.folder.startsWith(tmpdir())) rmSync(this.folder, { recursive: true, force: true });
  }
}

function isStream(message: ExecutorMessage, cell: string): true | undefined {
  return message.type === "stream" && message.cell === cell ? true : undefined;
}

function textOf(messages: ExecutorMessage[], cell: string, name: "stdout" | "stderr"): string {
  return messages
    .map((message) =>
      message.type === "stream" && message.cell === cell && message.name === name ? message.text : "",
    )
    .join("");
}

function summary(cell: string, messages: ExecutorMessage[], done: Message<"done">): CellRun {
  const result = messages.find((message) => message.type === "result" && message.cell === cell);
  return {
    cell,
    messages: messages.filter((message) => "cell" in message && message.cell === cell),
    done,
    result: (result as Message<"result"> | undefined)?.data["text/plain"],
    stdout: textOf(messages, cell, "stdout"),
    stderr: textOf(messages, cell, "stderr"),
    traceback: stripVTControlCharacters(done.error?.traceback.join("\n") ?? ""),
  };
}

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
