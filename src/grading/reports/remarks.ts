/** The remarks that a reader of the points should know. */
import { failureWords } from "../../kernel";
import type { FailedCell, Grade } from "../gradeNotebook";

/** The notes of a grade, and the cell that failed. */
export function remarks({ notes, failure }: Grade): string[] {
  return failure ? [...notes, failureText(failure)] : notes;
}

/** A failed cell in one line: which, where, why. */
export function failureText({ kind, cell, line, error }: FailedCell): string {
  const place = line === undefined ? "" : `, line ${line}`;
  return `Code cell ${cell}${place} ${failureWords[kind]}: ${error}`;
}
