/** Grades as JSON: all that is known of each, and which submissions are equal. */
import { equalSubmissions } from "./equalSubmissions";
import type { Reported } from "./reported";

export function gradesJson(grades: readonly Reported[]): string {
  const equal = equalSubmissions(grades).map(({ same, notebooks }) => ({
    same,
    notebooks: notebooks.map(({ notebook }) => notebook),
  }));
  return `${JSON.stringify({ grades, equalSubmissions: equal }, null, 2)}\n`;
}
