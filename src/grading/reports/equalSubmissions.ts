/**
 * Equal submissions of a class: the same code in all cells but for comments and white space, or the same weights. They
 * are a hint to look, no verdict. An exercise that nobody has touched is equal for everybody, and is left out.
 */

import { exerciseById } from "../checks/exercises";
import type { Grade } from "../gradeNotebook";
import { codeFingerprint } from "../notebooks/codeFingerprint";
import { shippedExercise } from "../notebooks/exerciseOf";
import { isGraded, type Reported } from "./reported";

/** Submissions that are equal. */
export interface EqualSubmissions {
  same: "code" | "weights";
  notebooks: (Grade & { student: string })[];
}

/** The words that belong to such a report. */
export const equalSubmissionsHint =
  "A hint to look, no verdict: those who work together, follow the same lesson or set the same seed can come to the same result.";

/** In the order of the first notebook of each group. */
export function equalSubmissions(grades: readonly Reported[]): EqualSubmissions[] {
  const touched = grades.filter(isGraded).filter((grade) => !isUntouched(grade));
  const groups = [
    ...grouped("code", touched, ({ fingerprints }) => (fingerprints ? [fingerprints.code] : [])),
    ...grouped("weights", touched, ({ fingerprints }) => Object.values(fingerprints?.weights ?? {})),
  ];
  const place = ({ notebooks: [first] }: EqualSubmissions) => (first ? touched.indexOf(first) : 0);
  return groups.sort((a, b) => place(a) - place(b));
}

function grouped(
  same: EqualSubmissions["same"],
  grades: EqualSubmissions["notebooks"],
  marksOf: (grade: Grade) => string[],
): EqualSubmissions[] {
  const byMark = new Map<string, EqualSubmissions["notebooks"]>();
  for (const grade of grades) {
    // The model and its best version have the same weights where the last epoch was the best.
    for (const mark of new Set(marksOf(grade).map((text) => `${grade.exercise} ${text}`)))
      byMark.set(mark, [...(byMark.get(mark) ?? []), grade]);
  }
  const groups = new Map<string, EqualSubmissions>();
  for (const notebooks of byMark.values()) {
    const members = JSON.stringify(notebooks.map((grade) => grades.indexOf(grade)));
    if (notebooks.length > 1) groups.set(members, { same, notebooks });
  }
  return [...groups.values()];
}

const untouched = new Map<string, ReadonlySet<string>>();

/** As handed out, or emptied. */
function isUntouched({ exercise, fingerprints }: Grade): boolean {
  const known = untouched.get(exercise) ?? untouchedCode(exercise);
  untouched.set(exercise, known);
  return fingerprints !== undefined && known.has(fingerprints.code);
}

function untouchedCode(exercise: string): ReadonlySet<string> {
  const shipped = shippedExercise(exerciseById(exercise));
  return new Set([shipped, { ...shipped, cells: [] }].map(codeFingerprint));
}
