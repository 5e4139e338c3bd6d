/** How far a learner is with one notebook, from the notebook alone: execution counts, outputs, the cards of `check`. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { checkResultType, type Exercise, exercises, maximumOf, parseCheckResult, scoreOf } from "../grading";
import { type Notebook, type NotebookCell, NotebookError, readNotebook, sourceOf } from "../kernel";
import type { CourseNotebook } from "./lessons";

/** A learner's progress with one lesson or exercise. */
export interface NotebookProgress
  extends Pick<CourseNotebook, "kind" | "name" | "number" | "title" | "minutes"> {
  /** The learner's notebook, by its path in `my-course/`. */
  file: string;
  /** `begun` is a notebook of which a cell has run; `done` a lesson that ran whole, an exercise with full marks. */
  state: "missing" | "unreadable" | "new" | "begun" | "done";
  /** How many code cells there are, how many have run, and how many of those ended in an error. */
  cells: number;
  run: number;
  failed: number;
  /** The result of the last check; absent for a lesson, and before a check. */
  points?: number;
  /** The points of an exercise in all; absent for a lesson. */
  maximum?: number;
  /** Why the notebook cannot be read. */
  problem?: string;
}

/** Reads the progress with one notebook of the course. A file that is missing or unreadable is a state, not an error. */
export function notebookProgress(folder: string, notebook: CourseNotebook): NotebookProgress {
  const exercise = exercises.find(
    (one) => one.notebook === `${notebook.name}.ipynb` && notebook.kind === "exercise",
  );
  const { kind, name, number, title, minutes } = notebook;
  const none = { cells: 0, run: 0, failed: 0, ...(exercise && { maximum: maximumOf(exercise) }) };
  const start = { kind, name, number, title, minutes, ...none };
  const file = exercise ? fileOfExercise(folder, notebook.file, exercise) : notebook.file;
  if (!existsSync(path.join(folder, file))) return { ...start, file, state: "missing" };
  try {
    const learners = codeCellsOf(readNotebook(path.join(folder, file), { isTolerant: true }));
    const counts = countRuns(ownCells(learners, notebook));
    const points = exercise && pointsIn(learners, exercise);
    const isDone = exercise
      ? points === start.maximum
      : counts.cells > 0 && counts.run - counts.failed === counts.cells;
    const state = isDone ? "done" : counts.run > 0 || points !== undefined ? "begun" : "new";
    return { ...start, ...counts, ...(points !== undefined && { points }), file, state };
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    return { ...start, file, state: "unreadable", problem: error.message };
  }
}

// Cells -----------------------------------------------------------------------------------------------------

/** Anything may have written the file: what is no code cell with a source is left out. */
function codeCellsOf(notebook: Notebook): NotebookCell[] {
  const hasSource = ({ source }: NotebookCell) => typeof source === "string" || Array.isArray(source);
  return notebook.cells.filter((cell) => cell?.cell_type === "code" && hasSource(cell));
}

/** The lesson's own cells: what the learner has added beside them need not run. Empty cells have nothing to run. */
function ownCells(cells: readonly NotebookCell[], { source }: CourseNotebook): NotebookCell[] {
  const ids = new Set(codeCellsOf(readNotebook(source)).flatMap(({ id }) => id ?? []));
  const filled = cells.filter((cell) => sourceOf(cell).trim() !== "");
  const own = filled.filter(({ id }) => id !== undefined && ids.has(id));
  // An editor that gives cells other ids, or none, leaves nothing to tell them by.
  return own.length > 0 ? own : filled;
}

function countRuns(cells: readonly NotebookCell[]): Pick<NotebookProgress, "cells" | "run" | "failed"> {
  const run = cells.filter(hasRun);
  return { cells: cells.length, run: run.length, failed: run.filter(hasFailed).length };
}

const outputsOf = ({ outputs }: NotebookCell) => (Array.isArray(outputs) ? outputs.filter(Boolean) : []);

/** A cell that is running when its notebook is saved has no count yet. */
const hasRun = (cell: NotebookCell) =>
  typeof cell.execution_count === "number" ||
  outputsOf(cell).some(({ output_type }) => output_type === "execute_result");

/** An error that the lesson asks for, with the tag `raises-exception`, is no failure. */
function hasFailed(cell: NotebookCell): boolean {
  const tags = cell.metadata?.tags;
  if (Array.isArray(tags) && tags.includes("raises-exception")) return false;
  return outputsOf(cell).some(({ output_type }) => output_type === "error");
}

// Points ----------------------------------------------------------------------------------------------------

/** The points on the card of the check that ran last, by today's table of points; undefined where there is no card. */
function pointsIn(cells: readonly NotebookCell[], exercise: Exercise): number | undefined {
  const inOrderOfRuns = cells.toSorted((a, b) => (a.execution_count ?? 0) - (b.execution_count ?? 0));
  const results = inOrderOfRuns
    .flatMap(outputsOf)
    .map(({ data }) => parseCheckResult(parsed(data?.[checkResultType]), exercise))
    .filter((result) => result !== undefined);
  const last = results.at(-1);
  return last && scoreOf(exercise, last).points;
}

/** Some editors keep JSON as text. */
function parsed(json: unknown): unknown {
  const text = Array.isArray(json) ? json.join("") : json;
  if (typeof text !== "string") return json;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Files -----------------------------------------------------------------------------------------------------

/** The learner's notebook of an exercise: where it was handed out, or else the one whose metadata says that it is it. */
function fileOfExercise(folder: string, file: string, { id }: Exercise): string {
  if (existsSync(path.join(folder, file))) return file;
  const place = path.posix.dirname(file);
  const beside = existsSync(path.join(folder, place)) ? readdirSync(path.join(folder, place)).sort() : [];
  const renamed = beside.find((name) => {
    if (!name.endsWith(".ipynb") || /-backup-\d+\.ipynb$/.test(name)) return false;
    return exerciseIn(path.join(folder, place, name)) === id;
  });
  return renamed === undefined ? file : path.posix.join(place, renamed);
}

function exerciseIn(file: string): unknown {
  try {
    const { trainbook } = readNotebook(file, { isTolerant: true }).metadata as {
      trainbook?: { exercise?: unknown };
    };
    return trainbook?.exercise;
  } catch {
    return undefined;
  }
}
