/** nbgrader's cell metadata (schema version 3), by which its tools and ours know what a cell is for. */
import type { NotebookCell } from "../../kernel";

/** The metadata that nbgrader keeps under `cell.metadata.nbgrader`. */
export interface NbgraderMetadata {
  schema_version: 3;
  /** Unique in the notebook. */
  grade_id: string;
  /** The cell's outcome gives points. */
  grade: boolean;
  /** Points of a graded cell. */
  points?: number;
  /** The learner writes here. */
  solution: boolean;
  /** Restored before grading. */
  locked: boolean;
  task: boolean;
}

/** The nbgrader metadata of a cell, or undefined where it has none. */
export function nbgraderOf(cell: NotebookCell): NbgraderMetadata | undefined {
  const found = cell.metadata?.nbgrader;
  const hasId = found !== null && typeof found === "object" && "grade_id" in found;
  return hasId && typeof found.grade_id === "string" ? (found as NbgraderMetadata) : undefined;
}

/** The cell without its nbgrader metadata. */
export function withoutNbgrader(cell: NotebookCell): NotebookCell {
  const { nbgrader: _dropped, ...metadata } = cell.metadata;
  return { ...cell, metadata };
}
