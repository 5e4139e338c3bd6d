/** A check's result with its points and its words: what cards and reports show. */
import type { CheckOutcome, CheckResult } from "../checks/checkResult";
import { type Exercise, maximumOf } from "../checks/exercises";
import type { CheckStatus } from "../checks/verdict";
import { checkTexts, exerciseTexts, type Hints } from "../texts";

/** One check with its points and words. */
export interface ScoredCheck {
  id: string;
  title: string;
  status: CheckStatus;
  points: number;
  maximum: number;
  /** The finding of the check. */
  finding?: string;
  /** Where the check failed, or passed in part. */
  hint?: string;
  /** True where the notebook's next `check` has another hint. */
  hasFurtherHint?: true;
  /** In a graded notebook: whether the judge measured it, or has it from the notebook's process alone. */
  basis?: CheckOutcome["basis"];
}

/** An exercise's checks with their points and words. */
export interface Score {
  exercise: string;
  title: string;
  points: number;
  maximum: number;
  /** Which data the numbers come from. */
  data?: string;
  checks: ScoredCheck[];
}

export const hasFullMarks = ({ points, maximum }: Score): boolean => points === maximum;

/** The share of a check's points. */
const shares: Record<CheckStatus, number> = {
  passed: 1,
  partly: 0.5,
  failed: 0,
  "not attempted": 0,
  error: 0,
  "timed out": 0,
};

/** Scores a result; checks that it lacks, or all where there is no result, count as not attempted. */
export function scoreOf(exercise: Exercise, result?: CheckResult): Score {
  const checks = exercise.checks.map(({ id, points }): ScoredCheck => {
    const outcome = result?.checks.find((check) => check.id === id);
    const { status = "not attempted", finding } = outcome ?? {};
    const { title, hints } = checkTexts(exercise.id, id);
    return {
      id,
      title,
      status,
      points: points * shares[status],
      maximum: points,
      finding,
      ...hintOf(status, hints, outcome?.hint),
      basis: outcome?.basis,
    };
  });
  return {
    exercise: exercise.id,
    title: exerciseTexts(exercise.id).title,
    points: checks.reduce((sum, check) => sum + check.points, 0),
    maximum: maximumOf(exercise),
    data: result?.data,
    checks,
  };
}

/** @param level absent in reports of grading, which show the first hint alone. */
function hintOf(
  status: CheckStatus,
  hints: Hints,
  level: CheckOutcome["hint"],
): Pick<ScoredCheck, "hint" | "hasFurtherHint"> {
  if ((status !== "failed" && status !== "partly") || level === false) return { hint: undefined };
  const hasFurtherHint = level !== undefined && level < hints.length;
  return { hint: hints[(level ?? 1) - 1], ...(hasFurtherHint ? { hasFurtherHint } : {}) };
}
