/** Asks the executor what a value has, where its type does not tell. A busy executor may not answer. */
import type { ExecutorMessage, ExecutorProcess } from "../executor";

export type RuntimeAnswer = Extract<ExecutorMessage, { type: "properties" }>;

/** Milliseconds that a completion waits for the executor. */
const PATIENCE = 200;

export class RuntimeValues {
  private readonly waiting = new Map<number, (answer: RuntimeAnswer | undefined) => void>();
  private asked = 0;

  constructor(private readonly executor: Pick<ExecutorProcess, "send">) {}

  /** Asks what the value at a path such as `["tensor", "shape"]` has; undefined where the executor is too busy. */
  ask(path: string[]): Promise<RuntimeAnswer | undefined> {
    const request = ++this.asked;
    return new Promise((resolve) => {
      const settle = (answer: RuntimeAnswer | undefined) => {
        clearTimeout(timer);
        this.waiting.delete(request);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(undefined), PATIENCE);
      this.waiting.set(request, settle);
      this.executor.send({ type: "properties", request, path });
    });
  }

  hear(answer: RuntimeAnswer): void {
    this.waiting.get(answer.request)?.(answer);
  }
}
