/** Events of `process` that the kernel answers, also where cells have patched `process.emit` or removed all listeners. */
import { asLearners } from "./learnersSide";

// biome-ignore lint/suspicious/noExplicitAny: each event has values of its own.
type Answer = (...values: any[]) => void;
type Emit = (this: unknown, event: string | symbol, ...values: unknown[]) => boolean;

/** Calls `answers` before the listeners that cells have added. These events count as handled. */
export function answerProcessEvents(answers: Record<string, Answer>): void {
  const { process } = globalThis;
  let isAnswering = false;
  const answering = (emit: Emit): Emit =>
    asLearners(function (this: unknown, event: string | symbol, ...values: unknown[]) {
      const answer = typeof event === "string" && Object.hasOwn(answers, event) ? answers[event] : undefined;
      if (!answer || isAnswering) return Reflect.apply(emit, this, [event, ...values]);
      isAnswering = true;
      try {
        answer(...values);
        Reflect.apply(emit, this, [event, ...values]);
      } catch (error) {
        // Of a listener; it must not end the process.
        answers.uncaughtException?.(error);
      } finally {
        isAnswering = false;
      }
      return true;
    });
  let current = answering(process.emit as Emit);
  Object.defineProperty(process, "emit", {
    get: asLearners(() => current),
    // What was there before goes on answering for whoever calls it.
    set: asLearners((emit: Emit) => {
      current = answering(emit);
    }),
  });
}
