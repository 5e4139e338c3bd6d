/** The language layer as the server sees it: a thread of its own, so that the server never waits for the compiler. */
import path from "node:path";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../../engine";
import type { Completeness, Completion, Inspection } from "./answers";
import type { Conversion } from "./conversion";
import type { Answer, Question, QuestionName, Questions } from "./messages";

/** The thread ended, or could not answer. */
export class LanguageError extends Error {
  override readonly name = "LanguageError";
}

export interface LanguageThreadOptions {
  /** The notebook's folder, from which modules are looked for. */
  folder: string;
  /** The thread's code. Defaults to the built one. */
  entry?: string;
}

const builtEntry = path.join(packageRoot, "dist", "kernel", "language", "worker.js");

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A thread that ends is restarted by the next question, and told again what the cells so far have declared. */
export class LanguageThread {
  /** Settles when the libraries have been read. */
  readonly ready: Promise<void>;
  private readonly folder: string;
  private readonly entry: string;
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  /** The questions that have made the scope of the next cell. */
  private readonly history: Pick<Question, "name" | "asked">[] = [];
  private asked = 0;
  private closed = false;

  constructor({ folder, entry = builtEntry }: LanguageThreadOptions) {
    this.folder = folder;
    this.entry = entry;
    this.ready = new Promise((resolve, reject) => this.waiting.set(0, { resolve: () => resolve(), reject }));
    this.ready.catch(() => {});
    this.worker = this.start();
  }

  async convert(asked: Questions["convert"]["asked"]): Promise<Conversion> {
    const conversion = await this.ask("convert", asked);
    if (conversion.ok && !asked.transient) this.history.push({ name: "convert", asked });
    return conversion;
  }

  /** A cell has failed before it came to declarations of these names: they mean what they meant before it. */
  async takeBack(asked: Questions["takeBack"]["asked"]): Promise<void> {
    this.history.push({ name: "takeBack", asked });
    await this.ask("takeBack", asked);
  }

  complete(asked: Questions["complete"]["asked"]): Promise<Completion> {
    return this.ask("complete", asked);
  }

  inspect(asked: Questions["inspect"]["asked"]): Promise<Inspection | undefined> {
    return this.ask("inspect", asked);
  }

  isComplete(code: string): Promise<Completeness> {
    return this.ask("isComplete", { code });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    // The compiler makes much that lives long: a larger nursery spares copying it. It needs about 100 MiB; without a
    // limit V8 lets what is garbage grow to many times that.
    const resourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 1024 };
    const worker = new Worker(this.entry, { workerData: { folder: this.folder }, resourceLimits });
    worker.on("message", (answer: Answer) => this.hear(answer));
    worker.on("error", (error) => this.fail(worker, `The language thread ended: ${error}`));
    worker.on("exit", () => this.fail(worker, "The language thread has ended."));
    return worker;
  }

  private startAnew(): Worker {
    const worker = this.start();
    for (const { name, asked } of this.history) this.post(worker, name, asked);
    return worker;
  }

  private ask<Name extends QuestionName>(
    name: Name,
    asked: Questions[Name]["asked"],
  ): Promise<Questions[Name]["answer"]> {
    if (this.closed) return Promise.reject(new LanguageError("The language thread has been closed."));
    this.worker ??= this.startAnew();
    const id = this.post(this.worker, name, asked);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Questions[Name]["answer"]), reject });
    });
  }

  private post(worker: Worker, name: QuestionName, asked: Question["asked"]): number {
    const id = ++this.asked;
    worker.postMessage({ id, name, asked } satisfies Question);
    return id;
  }

  private hear(message: Answer): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ("failure" in message) waiting?.reject(new LanguageError(message.failure));
    else waiting?.resolve(message.answer);
  }

  private fail(worker: Worker, message: string): void {
    // An error is followed by an exit, when another worker may be there already.
    if (this.worker !== worker) return;
    this.worker = undefined;
    const failed = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of failed) reject(new LanguageError(message));
  }
}
