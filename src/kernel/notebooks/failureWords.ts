import type { NotebookFailure } from "./runNotebook";

/** Predicates for a cell that did not end well: "Cell 3 took too long". */
export const failureWords: Readonly<Record<NotebookFailure["kind"], string>> = {
  error: "failed",
  timeout: "took too long",
  "dead kernel": "ended the kernel",
  limit: "was ended",
};
