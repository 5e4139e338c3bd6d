/** The subject of reports: each notebook's grade, or why it has none. */
import type { Grade } from "../gradeNotebook";
import { hasFullMarks as isFull } from "../scores/score";

/** A notebook that has no grade, such as one that is not JSON. */
export interface Ungraded {
  notebook: string;
  error: string;
}

/** One notebook of a batch. */
export type Reported = (Grade | Ungraded) & {
  /** Whose it is, as far as its path tells. */
  student: string;
};

export function isGraded<Outcome extends Grade | Ungraded>(
  outcome: Outcome,
): outcome is Exclude<Outcome, { error: string }> {
  return !("error" in outcome);
}

export function hasFullMarks(outcome: Grade | Ungraded): boolean {
  return isGraded(outcome) && isFull(outcome);
}

/** A short name for each notebook: the student's, and the path where two have the same. */
export function namesOf(notebooks: readonly { student: string; notebook: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { student } of notebooks) counts.set(student, (counts.get(student) ?? 0) + 1);
  return notebooks.map(({ student, notebook }) => (counts.get(student) === 1 ? student : notebook));
}
