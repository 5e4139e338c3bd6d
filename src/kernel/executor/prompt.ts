/** `prompt(message)`: asks the person at the notebook for a line of text and blocks until it is there. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { TrainbookError } from "../../trainbookError";
import { showingCell } from "./currentCell";
import { check } from "./interrupts";
import { asLearners } from "./learnersSide";
import { sendToServer } from "./serverChannel";
import { SharedFlags } from "./sharedFlags";

/** `prompt` was called where nobody can answer. */
export class InputNotAllowedError extends TrainbookError {}

/** Options of `prompt`. */
export interface PromptOptions {
  /** Hides what is typed. Defaults to false. */
  password?: boolean;
}

/** Puts `prompt` among the globals. The watchdog hands over the answers, because the main thread blocks meanwhile. */
export function definePrompt({ numbers }: SharedFlags, answers: MessagePort): void {
  const prompt = asLearners((message: unknown = "", { password = false }: PromptOptions = {}): string => {
    const cell = showingCell();
    if (!cell.allowsInput) {
      throw new InputNotAllowedError(
        "prompt: nobody can answer here, because this notebook runs by itself.",
        {
          cure: "give the value in the cell, or run the cell in JupyterLab",
        },
      );
    }
    // An answer that came too late for an interrupted prompt is not for this one.
    while (receiveMessageOnPort(answers)) {}
    sendToServer({ type: "input_request", cell: cell.id, prompt: String(message), password });
    for (;;) {
      const wakeUps = Atomics.load(numbers, SharedFlags.wakeUps);
      const answer = receiveMessageOnPort(answers);
      if (answer) return String(answer.message);
      check();
      Atomics.wait(numbers, SharedFlags.wakeUps, wakeUps);
    }
  });
  Object.defineProperty(globalThis, "prompt", { value: prompt, writable: true, configurable: true });
}
