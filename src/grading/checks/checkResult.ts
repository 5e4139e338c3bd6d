/** The outcome of a check as data: what a card carries beside its picture, and what `trainbook grade` reads. */

import type { HintLevel } from "../texts";
import type { Exercise } from "./exercises";
import { type CheckStatus, checkStatuses } from "./verdict";

/** The MIME type under which a card's bundle holds its CheckResult. */
export const checkResultType = "application/vnd.trainbook.check+json";

/** The outcome of one check. */
export interface CheckOutcome {
  id: string;
  status: CheckStatus;
  /** The finding, in words. */
  finding?: string;
  /** In a notebook: which of its hints the check gave. False where the finding says what to do. */
  hint?: HintLevel | false;
  /** In a graded notebook: whether the judge measured it, or has it from the notebook's process alone. */
  basis?: "measured" | "claimed";
}

/** The outcome of `check(exercise, …)`. It holds no points: those follow from the table of exercises. */
export interface CheckResult {
  exercise: string;
  /** Which data the numbers come from, in words; absent where no check needed data. */
  data?: string;
  checks: CheckOutcome[];
  /** In a graded notebook: fingerprints of the weights of its models, by the names of the values. */
  weights?: Record<string, string>;
}

/** Reads a result out of JSON that anything may have written; undefined where it is no result of `exercise`. */
export function parseCheckResult(json: unknown, exercise: Exercise): CheckResult | undefined {
  const { exercise: id, data, checks, weights } = asRecord(json);
  if (id !== exercise.id || !Array.isArray(checks)) return undefined;
  return {
    exercise: id,
    data: textOrNothing(data),
    checks: checks.flatMap(parseOutcome),
    ...(weights === undefined ? {} : { weights: textsIn(weights) }),
  };
}

function textsIn(json: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(json));
  return Object.fromEntries(
    entries.flatMap(([name, text]) => (typeof text === "string" ? [[name, text]] : [])),
  );
}

function parseOutcome(json: unknown): CheckOutcome[] {
  const { id, status, finding, hint, basis } = asRecord(json);
  if (typeof id !== "string" || !isStatus(status)) return [];
  const isBasis = basis === "measured" || basis === "claimed";
  return [
    {
      id,
      status,
      finding: textOrNothing(finding),
      ...(isHint(hint) ? { hint } : {}),
      ...(isBasis ? { basis } : {}),
    },
  ];
}

function isStatus(value: unknown): value is CheckStatus {
  return checkStatuses.includes(value as CheckStatus);
}

function isHint(value: unknown): value is HintLevel | false {
  return value === false || value === 1 || value === 2 || value === 3;
}

function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
