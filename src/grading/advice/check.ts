/** `check`: looks at a learner's work on an exercise and draws a card of what passes, what fails, and a hint. */
import path from "node:path";
import { type Displayable, display, displaySymbol, type MimeBundle } from "../../display";
import { forgottenAwait, isPromise } from "../../forgottenAwait";
import { TrainbookError } from "../../trainbookError";
import { type CheckOutcome, type CheckResult, checkResultType } from "../checks/checkResult";
import { type Exercise, type ExerciseCheck, exerciseById } from "../checks/exercises";
import { type HintProgress, notebookHints } from "../checks/hintProgress";
import { UnreadableValue } from "../checks/unreadableValue";
import { failed, type Verdict } from "../checks/verdict";
import type { TestImages, Work } from "../checks/work";
import { cardHtml, cardText } from "../scores/card";
import { type Score, scoreOf } from "../scores/score";
import { type FindingName, fill, texts } from "../texts";
import { NotebookWork, testImagesOf } from "./notebookWork";
import { withoutRedText } from "./redText";

/** The result of `check`. The card is drawn already, so as a cell's last value it draws nothing more. */
export interface CheckedExercise extends Score, Displayable {
  /** True with full marks. */
  passed: boolean;
}

/**
 * Checks an exercise and draws a card in the running cell: each check passed, failed (with what was seen and a
 * hint) or not attempted, and the points. A check that fails in the same way as before gives the next of its three
 * hints. Whatever the values are, the outcome is a card, not an error. Where a check needs numbers it asks the model
 * itself, on test images that it loads (a few seconds).
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
  const work = workOf(exercise, values);
  const result = await withoutRedText(() => examineWork(exercise, work, notebookHints));
  const score = scoreOf(exercise, result);
  await display.bundle(cardBundle(exercise, result, score));
  return { ...score, passed: hasFullMarks(score), [displaySymbol]: () => ({}) };
}

/** Runs an exercise's checks on a learner's values; tests put their own test images in. */
export async function examine(
  exercise: Exercise,
  values: Record<string, unknown>,
  loadTestImages?: () => Promise<TestImages>,
): Promise<CheckResult> {
  return examineWork(exercise, workOf(exercise, values, loadTestImages));
}

function workOf(
  exercise: Exercise,
  values: Record<string, unknown>,
  loadTestImages = () => testImagesOf(exercise.dataset),
): Work {
  return new NotebookWork(values ?? {}, exercise.values, loadTestImages);
}

/**
 * Runs an exercise's checks.
 *
 * @param hints those that the learner has had; without them a failed check gives the first.
 */
export async function examineWork(
  exercise: Exercise,
  work: Work,
  hints?: HintProgress,
): Promise<CheckResult> {
  const checks: CheckOutcome[] = [];
  for (const check of exercise.checks) {
    const verdict = await verdictOf(check, work);
    const { status, finding } = verdict;
    const hint = hintFor(verdict, exercise.id, check.id, hints);
    checks.push({
      id: check.id,
      status,
      finding: finding && fill(texts.findings[finding.name], finding.values),
      ...(hint === undefined ? {} : { hint }),
      ...(work.measured ? { basis: check.isClaimed ? ("claimed" as const) : ("measured" as const) } : {}),
    });
  }
  return { exercise: exercise.id, data: await work.data(), checks };
}

function hintFor(
  { status, finding }: Verdict,
  exercise: string,
  check: string,
  hints: HintProgress | undefined,
): CheckOutcome["hint"] {
  // What a learner has not come back to yet tells nothing about the hints.
  if (status === "not attempted") return undefined;
  if (finding && saysWhatToDo.has(finding.name)) {
    hints?.forget(exercise, check);
    return false;
  }
  if (finding && status !== "passed") return hints?.next(exercise, check, finding.name);
  hints?.forget(exercise, check);
  return undefined;
}

/** Findings after which a hint about the task would lead elsewhere. */
const saysWhatToDo: ReadonlySet<string> = new Set<FindingName>([
  "promise",
  "misspelt",
  "disposed",
  "innerHistory",
  "imagesUnknown",
  "notSeen",
  "trainingDiffers",
  "validatedOnTrained",
  "validatedOnTest",
  "validatedOnOthers",
  "validationDiffers",
  "weightsFromElsewhere",
  "trainedByFit",
  "trainedOnTest",
  "lossesUnseen",
  "scoresAreList",
  "scoresWithout",
]);

/** A value can be anything, and looking at it can end in any error: that is the learner's finding, not our defect. */
async function verdictOf(check: ExerciseCheck, work: Work): Promise<Verdict> {
  try {
    return await check.examine(work);
  } catch (error) {
    if (error instanceof UnreadableValue) return { status: "failed", finding: error.finding };
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

const hasFullMarks = ({ points, maximum }: Score) => points === maximum;

/** After full marks a learner may compare; before, a solution would take the exercise from them. */
const solutionOffer = ({ notebook }: Exercise) =>
  fill(texts.solution, { command: `npx trainbook solution ${path.basename(notebook, ".ipynb")}` });
