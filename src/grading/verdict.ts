/** A check's verdict on a learner's work. */
import type { FindingName } from "./texts";

/** A check's outcome. "not attempted" is told from "failed": nobody likes to be told off for what is still to come. */
export type CheckStatus = "passed" | "failed" | "not attempted";

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

/** The check passes; a finding says what was measured. */
export function passed(name?: FindingName, values: Finding["values"] = {}): Verdict {
  return { status: "passed", finding: name && { name, values } };
}

/** The check fails because of what was seen. */
export function failed(name: FindingName, values: Finding["values"] = {}): Verdict {
  return { status: "failed", finding: { name, values } };
}

/** The learner has not come to this task yet. */
export const notAttempted: Verdict = { status: "not attempted" };
