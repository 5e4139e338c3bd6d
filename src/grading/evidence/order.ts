/** The order to the grader's step in a kernel: which values to export, and where to. */

/** The variable of the environment that holds it, as JSON; it is gone before any cell runs. */
export const evidenceVariable = "TRAINBOOK_EVIDENCE";

export interface EvidenceOrder {
  exercise: string;
  /** Where the evidence goes. */
  folder: string;
  /** The folder that `writeGiven` wrote. */
  data: string;
}
