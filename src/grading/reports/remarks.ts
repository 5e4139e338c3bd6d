/** The remarks that a reader of the points should know. */
import type { FailedCell, Grade } from "../gradeNotebook";

/** The notes of a grade, and the cell that failed. */
export function remarks({ notes, failure }: Grade): string[] {
  return failure ? [...notes, failureText(failure)] : notes;
}

/** A failed cell in one line: which, where, why. */
export function failureText({ kind, cell, line, error }: FailedCell): string {
  const what = {
    error: "failed",
    timeout: "took too long",
    "dead kernel": "ended the kernel",
    limit: "was ended",
  }[kind];
  const place = line === undefined ? "" : `, line ${line}`;
  return `Code cell ${cell}${place} ${what}: ${error}`;
}
