/**
 * Grades one notebook. It runs in a room of its own, where a kernel exports evidence of what it makes; when the kernel
 * and everything below it are gone, a judge in another process measures the evidence, and the judge alone gives points.
 */
import { stripVTControlCharacters } from "node:util";
import {
  type CellProgress,
  type Notebook,
  type NotebookCell,
  type NotebookFailure,
  type NotebookRun,
  sourceOf,
} from "../kernel";
import type { CheckResult } from "./checks/checkResult";
import type { Exercise } from "./checks/exercises";
import { type GivenData, givenData } from "./data/givenData";
import { JudgeError, runJudge } from "./judge/runJudge";
import { checkCells } from "./notebooks/checkCells";
import { clearOutputs } from "./notebooks/clearOutputs";
import { codeFingerprint } from "./notebooks/codeFingerprint";
import { exerciseOf, shippedExercise } from "./notebooks/exerciseOf";
import { restoreLockedCells } from "./notebooks/restoreLockedCells";
import { GradingRoom, type RoomOptions } from "./room";
import { type Score, scoreOf } from "./scores/score";
import { fill, texts } from "./texts";

/** Options of `gradeNotebook`. */
export interface GradeOptions extends RoomOptions {
  /** Called with the notebook as it was executed. */
  onExecuted?: (executed: Notebook) => void;
}

/** A cell that failed while a notebook was graded. */
export interface FailedCell extends Pick<NotebookFailure, "kind" | "cell" | "line" | "source"> {
  /** The error in one line. */
  error: string;
}

/** A graded notebook. */
export interface Grade extends Score {
  /** The notebook's path, as given. */
  notebook: string;
  /** Remarks for a reader of the points: cells that were restored, evidence that could not be judged. */
  notes: string[];
  /** The first cell that failed. */
  failure?: FailedCell;
  seconds: number;
  /** By which equal submissions are found: of the code as handed in, and of the weights of each model by its name. */
  fingerprints?: { code: string; weights?: Record<string, string> };
}

/**
 * Grades a notebook. A cell that fails, or takes longer than `timeout`, costs what it would have made, not the rest;
 * one that ends the kernel, and a limit of the whole run, end the run, and what was made before counts.
 *
 * @throws NotAnExerciseError where it is not one of the course's exercises
 * @throws TrainbookError where the Python environment is missing or the kernel does not start
 */
export async function gradeNotebook(
  file: string,
  notebook: Notebook,
  { onExecuted, ...options }: GradeOptions = {},
): Promise<Grade> {
  const exercise = exerciseOf(file, notebook);
  const notes: string[] = [];
  const learners = restoreChecks(clearOutputs(notebook), { exercise, notes });
  const prepared = declareValues(withoutChecks(learners, exercise), exercise);
  const data = await givenData(exercise.dataset);
  return GradingRoom.with(async (room) => {
    const onCell = (progress: CellProgress) => tellLearnersCell(progress, options.onCell);
    const run = await room.run(prepared, exercise.id, data.folder, { ...options, onCell });
    onExecuted?.(asLearners(run.notebook, learners));
    const result = await judged(room, exercise, data, { notes, signal: options.signal });
    return {
      notebook: file,
      ...scoreOf(exercise, result && withFailures(result, exercise, run)),
      notes,
      failure: run.failure && failedCell(run.failure),
      seconds: run.seconds,
      fingerprints: { code: codeFingerprint(notebook), weights: result?.weights },
    };
  });
}

async function judged(
  { evidence, work }: GradingRoom,
  exercise: Exercise,
  { source, keptSeed }: GivenData,
  { notes, signal }: { notes: string[]; signal: AbortSignal | undefined },
): Promise<CheckResult | undefined> {
  try {
    return await runJudge({ exercise: exercise.id, evidence, work, source, keptSeed }, exercise, signal);
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    notes.push(error.message);
    return undefined;
  }
}

/** A check that found nothing to look at says why, where the cell that should have made it did not end. */
function withFailures(result: CheckResult, exercise: Exercise, run: NotebookRun): CheckResult {
  const failures = run.cells.flatMap(({ failure }) => failure ?? []);
  return {
    ...result,
    checks: result.checks.map((check) => {
      if (check.status !== "not attempted") return check;
      const needs = exercise.checks.find(({ id }) => id === check.id)?.needs ?? [];
      const failure = failures.find(({ source }) =>
        needs.some((name) => new RegExp(`\\b${name}\\b`).test(source)),
      );
      if (!failure) return check;
      const status =
        failure.kind === "timeout" || failure.kind === "limit" ? ("timed out" as const) : ("error" as const);
      return { ...check, status, finding: failedCell(failure).error };
    }),
  };
}

function restoreChecks(
  notebook: Notebook,
  { exercise, notes }: { exercise: Exercise; notes: string[] },
): Notebook {
  const restored = restoreLockedCells(notebook, shippedExercise(exercise));
  for (const id of restored.edited) notes.push(fill(texts.notes.edited, { id }));
  for (const id of restored.deleted) notes.push(fill(texts.notes.missing, { id }));
  return restored.notebook;
}

/** The check cells are advice to the learner, and tell the grader nothing. */
function withoutChecks(notebook: Notebook, exercise: Exercise): Notebook {
  const checks = checkCells(exercise);
  const cells = notebook.cells.map((cell) =>
    checks.has(cell) ? { ...cell, source: commentedOut(sourceOf(cell)) } : cell,
  );
  return { ...notebook, cells };
}

const commentedOut = (source: string) => source.replaceAll(/^/gm, "// ");

/**
 * Declares the exercise's values in a cell before all others: if the cell that makes one of them fails, the cells after
 * it still find the names.
 */
function declareValues(notebook: Notebook, { values }: Exercise): Notebook {
  const source = `let ${values.join(", ")};`;
  const cell: NotebookCell = { cell_type: "code", source, metadata: {}, outputs: [], execution_count: null };
  return { ...notebook, cells: [cell, ...notebook.cells] };
}

/** An executed notebook without the declaring cell, its sources as the learner, and the course, wrote them. */
function asLearners(executed: Notebook, { cells }: Notebook): Notebook {
  const own = executed.cells.slice(declaringCells);
  return {
    ...executed,
    cells: own.map((cell, at) => ({ ...cell, source: cells[at]?.source ?? cell.source })),
  };
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

function failedCell({ kind, cell, line, source, ename, evalue }: NotebookFailure): FailedCell {
  const error = stripVTControlCharacters(`${ename}: ${evalue}`).split("\n")[0] ?? "";
  return { kind, cell: cell - declaringCells, line, source, error };
}
