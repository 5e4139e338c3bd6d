/** Explanations of findings: what each is given, and what it tells. */
import type { CellsSoFar } from "../cellsSoFar";
import type { BoundSourceFile, ts } from "../compiler";
import type { Slip } from "./slip";

/** The context in which a slip is recognised. */
export interface CheckedCell {
  file: BoundSourceFile;
  checker: ts.TypeChecker;
  cells: CellsSoFar;
  folder: string;
}

/** A finding with what is said of it. */
export interface Told {
  finding: ts.Diagnostic;
  slip?: Slip;
  cure?: string;
}

/** Takes findings that one sentence explains, and leaves the others. */
export type Explanation = (
  findings: readonly ts.Diagnostic[],
  cell: CheckedCell,
) => { told: Told[]; left: readonly ts.Diagnostic[] };
