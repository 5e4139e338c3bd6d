/** What a check of `trainbook doctor` found. */
import { TrainbookError } from "../../trainbookError";

export interface Finding {
  /** What was looked at, such as "Kernelspec". */
  name: string;
  ok: boolean;
  /** What is there and why it is the one that counts or, where `ok` is false, what is wrong with it. */
  found: string;
  /** The command that mends it. */
  cure?: string;
}

/** Sets up whatever is missing or damaged. */
export const setupCure = "npx trainbook setup";

/** A foreseen error as a finding; any other is thrown on. */
export function findingOf(name: string, error: unknown): Finding {
  if (!(error instanceof TrainbookError)) throw error;
  const { message, cure } = error;
  return { name, ok: false, found: message.replace(`\n  → ${cure}`, ""), cure };
}
