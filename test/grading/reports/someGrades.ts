/** Grades for the tests of reports. */

import type { CheckOutcome, Reported } from "../../../src/grading";
import { exerciseById, scoreOf } from "../../../src/grading";

const exercise = exerciseById("exercise-1");

/** A grade of exercise 1; checks that are not named pass. */
export function someGrade(
  student: string,
  outcomes: Partial<Record<string, Partial<CheckOutcome>>> = {},
  rest: Partial<Extract<Reported, { seconds: number }>> = {},
): Extract<Reported, { seconds: number }> {
  const checks = exercise.checks.map(
    ({ id }): CheckOutcome => ({ id, status: "passed", basis: "measured", ...outcomes[id] }),
  );
  const score = scoreOf(exercise, { exercise: exercise.id, checks });
  return { student, notebook: `class/${student}.ipynb`, ...score, notes: [], seconds: 12.34, ...rest };
}

export const unreadable: Reported = {
  student: "zoe",
  notebook: "class/zoe.ipynb",
  error: "class/zoe.ipynb is not a notebook: it is not JSON.",
};

/** What a notebook may print: markup, control sequences, half a character, an end of a CDATA section. */
export const hostile = "\u001b[2J<b a=\"1\">&amp;</b> ]]> \u0000 \ud800 \ufffe 'x'\r\nnext";
