/** The card as a notebook draws it: as a page, as text, and as data. */
import path from "node:path";
import type { MimeBundle } from "../../display";
import { type CheckResult, checkResultType } from "../checks/checkResult";
import type { Exercise } from "../checks/exercises";
import { fill, texts } from "../texts";
import { cardHtml, cardText } from "./card";
import { hasFullMarks, type Score, scoreOf } from "./score";

export function cardBundle(
  exercise: Exercise,
  result: CheckResult,
  score = scoreOf(exercise, result),
): MimeBundle {
  const closing = closingOf(exercise, score);
  return {
    [checkResultType]: result,
    "text/html": cardHtml(score, closing),
    "text/plain": cardText(score, closing),
  };
}

/** The offer of something to see next. */
function closingOf(exercise: Exercise, score: Score): string | undefined {
  if (hasFullMarks(score)) return solutionOffer(exercise);
  return score.checks.some(({ hasFurtherHint }) => hasFurtherHint) ? texts.furtherHint : undefined;
}

/** After full marks a learner may compare; before, a solution would take the exercise from them. */
const solutionOffer = ({ notebook }: Exercise) =>
  fill(texts.solution, { command: `npx trainbook solution ${path.basename(notebook, ".ipynb")}` });
