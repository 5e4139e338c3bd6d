/** A check's verdict on a learner's work. */
import type { FindingName } from "../texts/english/findings";

/**
 * A check's outcome. "not attempted" is told from "failed": nobody likes to be told off for what is still to come. In a
 * graded notebook, "error" and "timed out" say that the cell which should have made the value did not end.
 */
export const checkStatuses = ["passed", "partly", "failed", "not attempted", "error", "timed out"] as const;

export type CheckStatus = (typeof checkStatuses)[number];

/** A finding, as the name of a text and the values to put into it. */
export interface Finding {
  name: FindingName;
  values: Record<string, string | number>;
}

/** The outcome of one check, with what was seen. */
export interface Verdict {
  status: CheckStatus;
  finding?: Finding;
}

export const finding = (name: FindingName, values: Finding["values"] = {}): Finding => ({ name, values });

/** The check passes; a finding says what was measured. */
export function passed(name?: FindingName, values: Finding["values"] = {}): Verdict {
  return { status: "passed", finding: name && { name, values } };
}

/** Half of what the check asks for is there. */
export function partly(name: FindingName, values: Finding["values"] = {}): Verdict {
  return { status: "partly", finding: { name, values } };
}

/** The check fails because of what was seen. */
export function failed(name: FindingName, values: Finding["values"] = {}): Verdict {
  return { status: "failed", finding: { name, values } };
}

/** The check fails where there is a fault. */
export function unless(
  fault: Finding | undefined,
  otherwise: () => Verdict | Promise<Verdict>,
): Verdict | Promise<Verdict> {
  return fault ? { status: "failed", finding: fault } : otherwise();
}

/** The learner has not come to this task yet. */
export const notAttempted: Verdict = { status: "not attempted" };
