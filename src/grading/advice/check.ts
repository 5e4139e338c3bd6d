/** `check`: looks at a learner's work on an exercise and draws a card of what passes, what fails, and a hint. */
import { type Displayable, display, displaySymbol } from "../../display";
import { forgottenAwait, isPromise } from "../../forgottenAwait";
import { TrainbookError } from "../../trainbookError";
import { examineWork } from "../checks/examineWork";
import { exerciseById } from "../checks/exercises";
import { notebookHints } from "../checks/hintProgress";
import { cardBundle } from "../scores/cardBundle";
import { hasFullMarks, type Score, scoreOf } from "../scores/score";
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
  const work = new NotebookWork(values ?? {}, exercise.values, () => testImagesOf(exercise.dataset));
  const result = await withoutRedText(() => examineWork(exercise, work, notebookHints));
  const score = scoreOf(exercise, result);
  await display.bundle(cardBundle(exercise, result, score));
  return { ...score, passed: hasFullMarks(score), [displaySymbol]: () => ({}) };
}
