/** `check`: looks at a learner's work on an exercise and draws a card of what passes, what fails, and a hint. */
import path from "node:path";
import { type Displayable, display, displaySymbol, type MimeBundle } from "../display";
import { forgottenAwait, isPromise } from "../forgottenAwait";
import { TrainbookError } from "../trainbookError";
import { cardHtml, cardText } from "./card";
import { type CheckOutcome, type CheckResult, checkResultType } from "./checkResult";
import { declaredValues } from "./declaredValues";
import { type Exercise, type ExerciseCheck, exerciseById } from "./exercises";
import { withoutRedText } from "./redText";
import { type Score, scoreOf } from "./score";
import { fill, texts } from "./texts";
import { failed, type Verdict } from "./verdict";
import { PromisedValue, testImagesOf, Work } from "./work";

/** The result of `check`. The card is drawn already, so as a cell's last value it draws nothing more. */
export interface CheckedExercise extends Score, Displayable {
  /** True with full marks. */
  passed: boolean;
}

/**
 * Checks an exercise and draws a card in the running cell: each check passed, failed (with what was seen and a
 * hint) or not attempted, and the points. Whatever the values are, the outcome is a card, not an error. Where a
 * check needs numbers it asks the model itself, on test images that it loads (a few seconds).
 *
 * @param id The exercise, such as "exercise-1".
 * @param values The learner's results, by the names that the exercise's notebook uses. A getter whose name no cell
 *   has declared gives undefined.
 * @throws TrainbookError where there is no such exercise; it lists those there are. Also where the values are a promise.
 *
 * @example
 * await check("exercise-1", { xTrain, model, history, scores });
 */
export async function check(id: string, values: Record<string, unknown> = {}): Promise<CheckedExercise> {
  const exercise = exerciseById(id);
  if (isPromise(values)) throw forgottenAwait("check: the second argument", TrainbookError);
  const result = await withoutRedText(() => examine(exercise, declaredValues(values ?? {})));
  const score = scoreOf(exercise, result);
  await display.bundle(cardBundle(exercise, result, score));
  return { ...score, passed: hasFullMarks(score), [displaySymbol]: () => ({}) };
}

/** Runs an exercise's checks on the values; tests put their own test images in. */
export async function examine(
  exercise: Exercise,
  values: Record<string, unknown>,
  loadTestImages = () => testImagesOf(exercise.dataset),
): Promise<CheckResult> {
  let data: string | undefined;
  const work = new Work(values ?? {}, async () => {
    const images = await loadTestImages();
    data = images.source.message;
    return images;
  });
  const checks: CheckOutcome[] = [];
  for (const check of exercise.checks) {
    const { status, finding } = await verdictOf(check, work);
    checks.push({
      id: check.id,
      status,
      finding: finding && fill(texts.findings[finding.name], finding.values),
      // The finding itself says what to do, and a hint about the task would lead elsewhere.
      ...(finding?.name === "promise" ? { hint: false as const } : {}),
    });
  }
  return { exercise: exercise.id, data, checks };
}

/** A value can be anything, and looking at it can end in any error: that is the learner's finding, not our defect. */
async function verdictOf(check: ExerciseCheck, work: Work): Promise<Verdict> {
  try {
    return await check.examine(work);
  } catch (error) {
    if (error instanceof PromisedValue) return failed("promise", { name: error.valueName });
    const message = error instanceof Error ? error.message : String(error);
    return failed("unexaminable", { error: message.split("\n")[0] ?? "" });
  }
}

/** The card as a notebook draws it. */
export function cardBundle(
  exercise: Exercise,
  result: CheckResult,
  score = scoreOf(exercise, result),
): MimeBundle {
  const closing = hasFullMarks(score) ? solutionOffer(exercise) : undefined;
  return {
    [checkResultType]: result,
    "text/html": cardHtml(score, closing),
    "text/plain": cardText(score, closing),
  };
}

const hasFullMarks = ({ points, maximum }: Score) => points === maximum;

/** After full marks a learner may compare; before, a solution would take the exercise from them. */
const solutionOffer = ({ notebook }: Exercise) =>
  fill(texts.solution, { command: `npx trainbook solution ${path.basename(notebook, ".ipynb")}` });
