/** The language layer as the server sees it: a thread of its own, so that the server never waits for the compiler. */
import path from "node:path";
import { Worker } from "node:worker_threads";
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
  /** The thread's code. Defaults to the one beside this file. */
  entry?: string;
}

export class LanguageThread {
  /** Settles when the libraries have been read. */
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private readonly pending = new Map<
    number,
    { resolve(answer: unknown): void; reject(error: Error): void }
  >();
  private asked = 0;

  constructor({ folder, entry = path.join(__dirname, "worker.js") }: LanguageThreadOptions) {
    // The compiler makes much that lives long: a larger nursery spares copying it.
    const resourceLimits = { maxYoungGenerationSizeMb: 48 };
    this.worker = new Worker(entry, { workerData: { folder }, resourceLimits });
    this.worker.on("message", (answer: Answer) => this.hear(answer));
    this.worker.on("error", (error) => this.fail(new LanguageError(`The language thread ended: ${error}`)));
    this.worker.on("exit", () => this.fail(new LanguageError("The language thread has ended.")));
    this.ready = new Promise((resolve, reject) => this.pending.set(0, { resolve: () => resolve(), reject }));
    this.ready.catch(() => {});
  }

  convert(asked: Questions["convert"]["asked"]): Promise<Conversion> {
    return this.ask("convert", asked);
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
    await this.worker.terminate();
  }

  private ask<Name extends QuestionName>(
    name: Name,
    asked: Questions[Name]["asked"],
  ): Promise<Questions[Name]["answer"]> {
    const id = ++this.asked;
    const question: Question = { id, name, asked };
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: (answer) => resolve(answer as Questions[Name]["answer"]), reject });
      this.worker.postMessage(question);
    });
  }

  private hear(message: Answer): void {
    const waiting = this.pending.get(message.id);
    this.pending.delete(message.id);
    if ("failure" in message) waiting?.reject(new LanguageError(message.failure));
    else waiting?.resolve(message.answer);
  }

  private fail(error: LanguageError): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
