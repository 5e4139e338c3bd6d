/** A check's result with its points and its words: what cards and reports show. */
import type { CheckResult } from "./checkResult";
import { type Exercise, maximumOf } from "./exercises";
import { checkTexts, exerciseTexts } from "./texts";
import type { CheckStatus } from "./verdict";

/** One check with its points and words. */
export interface ScoredCheck {
  id: string;
  title: string;
  status: CheckStatus;
  points: number;
  maximum: number;
  /** The finding of the check. */
  finding?: string;
  /** Where the check failed. */
  hint?: string;
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

/** Scores a result; checks that it lacks, or all where there is no result, count as not attempted. */
export function scoreOf(exercise: Exercise, result?: CheckResult): Score {
  const checks = exercise.checks.map(({ id, points }): ScoredCheck => {
    const outcome = result?.checks.find((check) => check.id === id);
    const { status = "not attempted", finding } = outcome ?? {};
    const { title, hint } = checkTexts(exercise.id, id);
    return {
      id,
      title,
      status,
      points: status === "passed" ? points : 0,
      maximum: points,
      finding,
      hint: status === "failed" && outcome?.hint !== false ? hint : undefined,
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
