/** The order that a judge's process is given. */
import type { DatasetSourceKind } from "../../data";

export interface JudgeOrder {
  exercise: string;
  /** The folder of the evidence. */
  evidence: string;
  /** The folder that the notebook ran in, with the files that it wrote. */
  work: string;
  /** The source of the grader's data. */
  source: DatasetSourceKind;
  /** The seed of drawn garments that no notebook was given. */
  keptSeed: number;
}
