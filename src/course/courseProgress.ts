/** The state of a learner's whole course, read from the notebooks in the learner's folder. */
import { existsSync } from "node:fs";
import { packageRoot } from "../engine";
import { readCourse } from "./lessons";
import { type NotebookProgress, notebookProgress } from "./notebookProgress";

/** How far a learner is. */
export interface CourseProgress {
  /** The learner's folder; `isThere` is false before trainbook has made it. */
  folder: string;
  isThere: boolean;
  /** Lessons and exercises in the order of the course. */
  notebooks: NotebookProgress[];
  /** The first notebook that is there and not done; null when there is none. */
  next: NotebookProgress | null;
}

/** Reads the progress in a learner's folder. */
export function readProgress(folder: string): CourseProgress {
  const notebooks = readCourse(packageRoot).map((notebook) => notebookProgress(folder, notebook));
  return {
    folder,
    isThere: existsSync(folder),
    notebooks,
    next: notebooks.find(({ state }) => state !== "done" && state !== "missing") ?? null,
  };
}
