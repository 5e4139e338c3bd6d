/** The checks of an exercise, run on a learner's work one after the other. */
import { type FindingName, fill, texts } from "../texts";
import type { CheckOutcome, CheckResult } from "./checkResult";
import type { Exercise, ExerciseCheck } from "./exercises";
import type { HintProgress } from "./hintProgress";
import { UnreadableValue } from "./unreadableValue";
import { failed, type Verdict } from "./verdict";
import type { Work } from "./work";

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
