/**
 * Grades one notebook: brings it into the form in which it may be trusted, runs it in a fresh kernel, and reads what
 * its check cells say.
 *
 * Not stopped: code in a learner's cell that changes trainbook, TensorFlow or the kernel in the process
 * in which the checks run, or a history typed in by hand. Points then say what the process said.
 */
import { stripVTControlCharacters } from "node:util";
import {
  type CellProgress,
  type Notebook,
  type NotebookCell,
  type NotebookFailure,
  type NotebookRun,
  runNotebook,
} from "../kernel";
import { checkResultType, parseCheckResult } from "./checkResult";
import { clearOutputs } from "./clearOutputs";
import { exerciseOf, shippedExercise } from "./exerciseOf";
import type { Exercise } from "./exercises";
import { inGradingFolder } from "./gradingFolder";
import { nbgraderOf } from "./nbgrader";
import { restoreLockedCells } from "./restoreLockedCells";
import { type Score, scoreOf } from "./score";

/** Options of `gradeNotebook`. */
export interface GradeOptions {
  /** Seconds that one cell may take. Defaults to no limit. */
  timeout?: number;
  /** Called when a code cell starts and when it ends. */
  onCell?: (progress: CellProgress) => void;
  /** Called with the notebook as it was executed. */
  onExecuted?: (executed: Notebook) => void;
  /** Aborting ends the kernel; grading then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** The first cell that failed while a notebook was graded. */
export interface FailedCell extends Pick<NotebookFailure, "kind" | "cell" | "line" | "source"> {
  /** The error in one line. */
  error: string;
}

/** A graded notebook. */
export interface Grade extends Score {
  /** The notebook's path, as given. */
  notebook: string;
  /** Remarks for a reader of the points: cells that were restored, a check that gave no result. */
  notes: string[];
  failure?: FailedCell;
  seconds: number;
}

/** The context of a preparation step, beside the notebook. */
interface Preparation {
  exercise: Exercise;
  notes: string[];
}

/** The order matters: declared names come before all cells, restored ones too. */
const preparations: readonly ((notebook: Notebook, preparation: Preparation) => Notebook)[] = [
  clearOutputs,
  restoreChecks,
  declareValues,
];

/**
 * Grades a notebook. A cell that fails costs what it would have made, not the rest; a cell that takes longer than
 * `timeout` or ends the kernel ends the run, and what was checked before counts.
 *
 * @throws NotAnExerciseError where it is not one of the course's exercises
 * @throws TrainbookError where the Python environment is missing or the kernel does not start
 */
export async function gradeNotebook(
  file: string,
  notebook: Notebook,
  { timeout, onCell, onExecuted, signal }: GradeOptions = {},
): Promise<Grade> {
  const exercise = exerciseOf(file, notebook);
  const notes: string[] = [];
  const prepared = preparations.reduce((result, step) => step(result, { exercise, notes }), notebook);
  const run = await inGradingFolder((cwd) =>
    runNotebook(prepared, {
      cwd,
      timeout,
      signal,
      continueOnError: true,
      onCell: (progress) => tellLearnersCell(progress, onCell),
    }),
  );
  onExecuted?.({ ...run.notebook, cells: run.notebook.cells.slice(declaringCells) });
  const result = parseCheckResult(resultIn(run, checkCells(exercise), notes), exercise);
  return {
    notebook: file,
    ...scoreOf(exercise, result),
    notes,
    failure: run.failure && failedCell(run.failure),
    seconds: run.seconds,
  };
}

function restoreChecks(notebook: Notebook, { exercise, notes }: Preparation): Notebook {
  const restored = restoreLockedCells(notebook, shippedExercise(exercise));
  for (const id of restored.edited) notes.push(`The cell ${id} was edited; it was graded as handed out.`);
  for (const id of restored.deleted) notes.push(`The cell ${id} was missing; it was put back.`);
  return restored.notebook;
}

/**
 * Declares the values that the check cell hands over, in a cell before all others: if the cell that makes one of them
 * fails, the others are still checked, instead of none because of an unknown name.
 */
function declareValues(notebook: Notebook, { exercise }: Preparation): Notebook {
  const source = `let ${exercise.values.join(", ")};`;
  const cell: NotebookCell = { cell_type: "code", source, metadata: {}, outputs: [], execution_count: null };
  return { ...notebook, cells: [cell, ...notebook.cells] };
}

const declaringCells = 1;

/** Progress without the declaring cell, numbered as the learner's notebook is. */
function tellLearnersCell(progress: CellProgress, onCell: GradeOptions["onCell"]): void {
  const { cell, cells, index } = progress;
  if (cell <= declaringCells) return;
  onCell?.({
    ...progress,
    cell: cell - declaringCells,
    cells: cells - declaringCells,
    index: index - declaringCells,
  });
}

/** The grade ids of the cells whose results count. The learner's notebook has no say in it. */
function checkCells(exercise: Exercise): Set<string> {
  const metadata = shippedExercise(exercise).cells.map(nbgraderOf);
  return new Set(metadata.flatMap((cell) => (cell?.grade && cell.locked ? [cell.grade_id] : [])));
}

/** The result in the outputs of the check cell. More than one means that something else wrote there: none counts. */
function resultIn(run: NotebookRun, checks: Set<string>, notes: string[]): unknown {
  const results = run.notebook.cells
    .filter((cell) => checks.has(nbgraderOf(cell)?.grade_id ?? ""))
    .flatMap((cell) => cell.outputs ?? [])
    .map((output) => output.data?.[checkResultType])
    .filter((json) => json !== undefined);
  if (results.length > 1) notes.push("The check cell gave more than one result, so none was counted.");
  if (results.length === 0) notes.push("The check cell gave no result, so nothing could be counted.");
  return results.length === 1 ? results[0] : undefined;
}

function failedCell({ kind, cell, line, source, ename, evalue }: NotebookFailure): FailedCell {
  const error = stripVTControlCharacters(`${ename}: ${evalue}`).split("\n")[0] ?? "";
  return { kind, cell: cell - declaringCells, line, source, error };
}
