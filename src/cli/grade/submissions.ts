/** The notebooks that are to be graded: those named, and those in folders that are named. */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../engine";
import { exerciseOf, exercises, NotAnExerciseError } from "../../grading";
import { type Notebook, NotebookError, readNotebook } from "../../kernel";
import { TrainbookError } from "../../trainbookError";

/** A notebook of a batch; `error` where it cannot be graded. */
export interface Submission {
  /** Its place in the batch, from 0. */
  index: number;
  /** Its path, as given. */
  file: string;
  student: string;
  notebook?: Notebook;
  error?: TrainbookError;
}

export interface FoundSubmissions {
  submissions: Submission[];
  /** Notebooks in folders that are no exercises. */
  leftOut: string[];
}

/**
 * Reads all notebooks: a mistyped name should not show after half an hour. Of a folder, those in it and below, in the
 * order of their paths; the checkpoints of Jupyter's and other hidden folders are left out. A file that is named twice
 * is graded once.
 */
export function findSubmissions(paths: readonly string[]): FoundSubmissions {
  const leftOut: string[] = [];
  const found = paths.flatMap((named): Omit<Submission, "index">[] => {
    if (!isFolder(named)) return [{ ...readSubmission(named), student: studentOf(named) }];
    return notebooksIn(named).flatMap((inside) => {
      const submission = readSubmission(path.join(named, inside));
      if (submission.error instanceof NotAnExerciseError) {
        leftOut.push(submission.file);
        return [];
      }
      return [{ ...submission, student: studentIn(named, inside) }];
    });
  });
  const seen = new Set<string>();
  const submissions = found.filter(({ file }) => {
    const place = path.resolve(file);
    return !seen.has(place) && seen.add(place);
  });
  return { submissions: submissions.map((submission, index) => ({ ...submission, index })), leftOut };
}

/** The mistakes that the caller has to put right before anything is graded, in words. */
export function wrongCalls(paths: readonly string[], submissions: readonly Submission[]): string[] {
  const missing = submissions.flatMap(({ file, error }) =>
    error instanceof NotebookError && error.missing && paths.includes(file) ? [error.message] : [],
  );
  const [only] = submissions;
  if (missing.length > 0) return missing;
  if (!only) return [`There is no exercise in ${paths.join(", ")}.`];
  return submissions.length === 1 && only.error instanceof NotAnExerciseError ? [only.error.message] : [];
}

/** Folders in which no notebook that runs has any business: those in which submissions lie. */
export function submissionFolders(paths: readonly string[]): string[] {
  const folders = paths.map((named) => realpathSync(isFolder(named) ? named : path.dirname(named)));
  // The package itself is needed, and so is the root.
  return [...new Set(folders)].filter((folder) => folder !== packageRoot && path.dirname(folder) !== folder);
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Paths below `folder`, sorted. Links to folders are not followed: they may lead round in a circle. */
function notebooksIn(folder: string): string[] {
  const found: string[] = [];
  const look = (below: string) => {
    for (const entry of entriesOf(path.join(folder, below))) {
      const inside = path.join(below, entry.name);
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules") look(inside);
      } else if (entry.name.endsWith(".ipynb")) found.push(inside);
    }
  };
  look("");
  return found.sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new TrainbookError(`${folder} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function readSubmission(file: string): Pick<Submission, "file" | "notebook" | "error"> {
  try {
    const notebook = readNotebook(file);
    exerciseOf(file, notebook);
    return { file, notebook };
  } catch (error) {
    if (error instanceof TrainbookError) return { file, error };
    throw error;
  }
}

/**
 * Whose notebook it is, as far as its path tells: the file's name or, of a file that is called like an exercise, the
 * name of its folder.
 */
function studentOf(file: string): string {
  const name = path.basename(file);
  const isExercise = exercises.some(({ notebook }) => notebook === name);
  return isExercise ? path.basename(path.dirname(path.resolve(file))) : path.basename(name, ".ipynb");
}

/** In a folder of submissions each student has a folder, as nbgrader lays them out, or a file. */
function studentIn(folder: string, inside: string): string {
  const [first = "", ...rest] = inside.split(path.sep);
  return rest.length > 0 ? first : studentOf(path.join(folder, inside));
}
