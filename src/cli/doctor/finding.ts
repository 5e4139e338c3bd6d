/** The finding of a check of `trainbook doctor`. */
import { TrainbookError } from "../../trainbookError";

export interface Finding {
  /** The thing looked at, such as "Kernelspec". */
  name: string;
  ok: boolean;
  /** The thing that is there and why it counts or, where `ok` is false, the fault. */
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
