/**
 * The executor as the server holds it: a child process, the messages to and from it, and what native code and
 * the learner's own child processes write to its standard streams.
 */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { packageRoot } from "../../engine/installation";
import { learnersEnvironment } from "../serverEnvironment";
import { fromServer, toServer } from "./channelNumbers";
import { JsonLines, jsonLine } from "./jsonLines";
import type { ExecutorMessage, ExecutorRequest, RunRequest } from "./messages";

export interface ExecutorProcessOptions {
  /** The notebook's folder: where the code runs, and from where modules resolve. */
  folder: string;
  onMessage: (message: ExecutorMessage) => void;
  /** Called with text written to the process's own streams, past JavaScript's `process.stdout`. */
  onNativeOutput: (name: "stdout" | "stderr", text: string) => void;
  /** The process has ended. What it has left behind may hold its pipes open, and is to be ended before they are read out. */
  endOrphans?: () => Promise<unknown>;
  /** The process has ended, and all that it sent has been handed over. */
  onExit: (end: ExecutorEnd) => void;
}

/** How the process has ended. */
export interface ExecutorEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The code has closed a pipe between it and the server, which then has ended it. */
  disconnected?: true;
}

/** Milliseconds between the closing of a pipe and the end of a process that ends by itself. */
const ENDING_AT_MOST = 1_000;

const entry = path.join(packageRoot, "dist", "kernel", "executor", "main.js");

const flags = [
  // An interrupt that cuts through native code leaves Node's bookkeeping of asynchronous contexts behind.
  "--no-force-async-hooks-checks",
  // Warnings of Node about packages, never about the learner's own code.
  "--no-deprecation",
  "--disable-warning=ExperimentalWarning",
];

export class ExecutorProcess {
  private readonly child: ChildProcess;
  private readonly requests: Writable;
  private disconnected: true | undefined;

  constructor({ folder, onMessage, onNativeOutput, endOrphans, onExit }: ExecutorProcessOptions) {
    this.child = spawn(process.execPath, [...flags, entry], {
      cwd: folder,
      env: learnersEnvironment(),
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
      // In a group of its own: where Jupyter kills the server's, the watchdog is left to end the learner's programs.
      detached: process.platform !== "win32",
    });
    this.requests = this.child.stdio[fromServer] as Writable;
    // The process may be gone before it has read a request; its exit says so.
    this.requests.on("error", () => {});

    const lines = new JsonLines<ExecutorMessage>(onMessage);
    const messages = this.child.stdio[toServer] as Readable;
    messages.on("data", (chunk: Buffer) => lines.push(chunk));
    for (const pipe of [this.requests, messages]) pipe.once("close", () => this.endDisconnected());
    const allReceived = new Promise((resolve) => messages.once("close", resolve));
    for (const name of ["stdout", "stderr"] as const) {
      const decoder = new StringDecoder("utf8");
      this.child[name]?.on("data", (chunk: Buffer) => {
        const text = decoder.write(chunk);
        if (text !== "") onNativeOutput(name, text);
      });
    }
    // Not "close": a program that the learner has left running may hold the standard streams open for ever.
    this.child.once("exit", (code, signal) => {
      void Promise.resolve(endOrphans?.())
        .then(() => allReceived)
        .then(() => this.drainNativeOutput())
        .then(() => onExit({ code, signal, disconnected: this.disconnected }));
    });
  }

  /** The process's number, and its group's; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Runs a cell. Cells run one after another, in the order of these calls. */
  run(request: Omit<RunRequest, "type">): void {
    this.send({ type: "run", ...request });
  }

  /** Stops the cell that runs or, where none runs, what earlier cells have left running. */
  interrupt(): void {
    this.send({ type: "interrupt" });
  }

  send(request: ExecutorRequest): void {
    if (this.requests.writable) this.requests.write(jsonLine(request));
  }

  /**
   * Resolves when all that was written to the process's standard streams before the message received last has been
   * handed over. It lay in the pipes before that message did, so one whole turn of the event loop's polling reads it.
   */
  drainNativeOutput(): Promise<void> {
    return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }

  private endDisconnected(): void {
    const end = () => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return;
      this.disconnected = true;
      this.child.kill("SIGKILL");
    };
    setTimeout(end, ENDING_AT_MOST).unref();
  }

  /** Ends the process at once. */
  close(): void {
    this.requests.destroy();
    this.child.kill("SIGKILL");
  }
}
