/**
 * Submissions to the three exercises, as data: the notebook that a learner hands in, made from the shipped exercise or
 * its solution by edits to cells, and the points that a fair instructor would give.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

export type ExerciseNumber = 1 | 2 | 3;

/** A cell as nbformat has it; its id is also its grade id, where it has one. */
export interface Cell {
  cell_type: string;
  id?: string;
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: null;
}

export interface NotebookFile {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** What becomes of a cell: its new source, or more than that. */
export type Edit =
  | string
  | {
      /** The new source. */
      replace?: string;
      /** Sources of code cells that come before it. */
      before?: string[];
      /** Sources of code cells that come after it. */
      after?: string[];
      /** Any other change of the cell. */
      change?: (cell: Cell) => void;
      delete?: true;
    };

export type Kind = "dishonest" | "unusual" | "half-done";

export interface Submission {
  /** Unique, in lower case with hyphens. */
  name: string;
  kind: Kind;
  exercise: ExerciseNumber;
  /** The idea, in one sentence. */
  about: string;
  /** What the edits are made to. */
  start: "exercise" | "solution";
  /** Edits, by the id of the cell. */
  cells?: Record<string, Edit>;
  /** A change of the whole notebook, after the edits. */
  notebook?: (notebook: NotebookFile) => void;
  /** A change of the file, after the notebook is written. */
  file?: (text: string) => string | Buffer;
  /** The ids of the checks that were honestly earned. */
  earned: readonly string[];
  /** Where a fair instructor has a choice: points that may be given beyond those of `earned`. */
  upTo?: number;
  /** Seconds that a cell may take, for the grader's `--timeout`. */
  timeout?: number;
  /** Seconds to wait for what it left running, before its report is read. */
  leftovers?: number;
  /** A submission that is graded next with the same package, and must not gain by this one. */
  next?: Submission;
  /** Whether it writes into the package: the copy of the package is thrown away after it. */
  writesPackage?: true;
}

/** The ids of each exercise's checks, in the order of the card. */
export const checks = {
  1: [
    "images",
    "convolutions",
    "outputs",
    "compiled",
    "epochs",
    "learning",
    "validation",
    "accuracy",
    "recorded",
  ],
  2: ["convolutions", "outputs", "decay", "stopping", "stopped", "checkpoint", "accuracy", "recorded"],
  3: ["convolutions", "outputs", "step", "graph", "epochs", "accuracy", "fitted", "scores"],
} as const satisfies Record<ExerciseNumber, readonly string[]>;

/** All checks of an exercise but these. */
export function allBut(exercise: ExerciseNumber, ...lost: string[]): string[] {
  const unknown = lost.filter((id) => !(checks[exercise] as readonly string[]).includes(id));
  if (unknown.length > 0) throw new Error(`exercise ${exercise} has no check ${unknown.join(", ")}`);
  return checks[exercise].filter((id) => !lost.includes(id));
}

type Given = Omit<Submission, "kind" | "start" | "earned"> & Partial<Pick<Submission, "start" | "earned">>;

/** An unusual but right submission: full marks. Made from the solution. */
export function unusual(given: Given): Submission {
  return { start: "solution", earned: checks[given.exercise], ...given, kind: "unusual" };
}

/** A half-done or broken submission: exactly what was earned. Made from the exercise. */
export function halfDone(given: Given & Pick<Submission, "earned">): Submission {
  return { start: "exercise", ...given, kind: "half-done" };
}

/** A half-done submission: the official solution with one mistake. */
export const mistake = (
  name: string,
  exercise: ExerciseNumber,
  about: string,
  cells: Submission["cells"],
  earned: readonly string[],
  more: Partial<Submission> = {},
): Submission => halfDone({ name, exercise, about, start: "solution", cells, earned, ...more });

/** A dishonest submission: at most what was earned. Made from the exercise. */
export function dishonest(given: Given & Pick<Submission, "earned">): Submission {
  return { start: "exercise", ...given, kind: "dishonest" };
}

// Notebooks -------------------------------------------------------------------------------------------------

const root = path.resolve(__dirname, "..", "..", "..");
const names: Record<ExerciseNumber, string> = {
  1: "01-fashion-mnist.ipynb",
  2: "02-callbacks.ipynb",
  3: "03-custom-training-loop.ipynb",
};

/** The file name of an exercise's notebook. */
export const notebookName = (exercise: ExerciseNumber): string => names[exercise];

/** A shipped notebook. */
export function shipped(folder: "exercises" | "solutions", exercise: ExerciseNumber): NotebookFile {
  return JSON.parse(readFileSync(path.join(root, folder, names[exercise]), "utf8"));
}

const textOf = (source: string | string[]) => (Array.isArray(source) ? source.join("") : source);

/** The official solution's source of a cell, without the comments that mark the solution. */
export function solutionOf(exercise: ExerciseNumber, id: string): string {
  const cell = shipped("solutions", exercise).cells.find((one) => one.id === id);
  if (!cell) throw new Error(`the solution ${exercise} has no cell ${id}`);
  return textOf(cell.source).replaceAll(/^ *\/\/ (BEGIN|END) SOLUTION\n?/gm, "");
}

/** The solution's source of a cell with one part replaced. */
export function solutionWith(exercise: ExerciseNumber, id: string, part: string, by: string): string {
  const source = solutionOf(exercise, id);
  if (!source.includes(part)) throw new Error(`cell ${id} of solution ${exercise} has no ${part}`);
  return source.replace(part, () => by);
}

/** The solution's cells, for edits of an exercise: the tasks named here are solved. */
export function solved(exercise: ExerciseNumber, ...ids: string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [id, solutionOf(exercise, id)]));
}

/** Solved cells with edits on top: one that replaces nothing edits the solved cell. */
export function over(
  solvedCells: Record<string, string>,
  edits: Submission["cells"] = {},
): Submission["cells"] {
  const edited = Object.entries(edits).map(([id, edit]) => {
    const replace = solvedCells[id];
    return [id, typeof edit === "string" || replace === undefined ? edit : { replace, ...edit }] as const;
  });
  return { ...solvedCells, ...Object.fromEntries(edited) };
}

/** Makes dishonest submissions of a solved exercise, by what is changed in it. */
export const cheatingOn =
  (exercise: ExerciseNumber, prefix: string, solvedCells: Record<string, string>) =>
  (
    name: string,
    about: string,
    edits: Submission["cells"],
    earned: readonly string[],
    more: Partial<Submission> = {},
  ): Submission =>
    dishonest({
      name: `${prefix}-${name}`,
      exercise,
      about,
      cells: over(solvedCells, edits),
      earned,
      ...more,
    });

/** So few pictures that the validation loss rises before the end: the last epoch is not the best one. */
export const fewPictures = "xTrain.slice(0, 300), yTrain.slice(0, 300)";

/** A code cell without an id. */
export function codeCell(source: string): Cell {
  return { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source };
}

/** The notebook of a submission. */
export function notebookOf({ exercise, start, cells = {}, notebook: change }: Submission): NotebookFile {
  const notebook = shipped(start === "exercise" ? "exercises" : "solutions", exercise);
  const missing = Object.keys(cells).filter((id) => !notebook.cells.some((cell) => cell.id === id));
  if (missing.length > 0) throw new Error(`exercise ${exercise} has no cell ${missing.join(", ")}`);
  notebook.cells = notebook.cells.flatMap((cell) => edited(cell, cells[cell.id ?? ""]));
  change?.(notebook);
  notebook.cells.forEach((cell, index) => {
    // nbformat 4.5 wants an id of every cell.
    if (notebook.nbformat_minor >= 5) cell.id ??= `added-${index}`;
  });
  return notebook;
}

function edited(cell: Cell, edit: Edit = {}): Cell[] {
  const { replace, before = [], after = [], change, delete: gone } = toEdit(edit);
  cell.source = replace ?? textOf(cell.source).replaceAll(/^ *\/\/ (BEGIN|END) SOLUTION\n?/gm, "");
  change?.(cell);
  return [...before.map(codeCell), ...(gone ? [] : [cell]), ...after.map(codeCell)];
}

const toEdit = (edit: Edit): Exclude<Edit, string> => (typeof edit === "string" ? { replace: edit } : edit);

/** The bytes of a submission's file. */
export function fileOf(submission: Submission): string | Buffer {
  const text = `${JSON.stringify(notebookOf(submission), null, 1)}\n`;
  return submission.file ? submission.file(text) : text;
}
