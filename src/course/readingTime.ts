/** How long a learner takes for a notebook, estimated from what is in it. */
import { type Notebook, sourceOf } from "../kernel";
import { proseOf } from "./prose";

/**
 * Words of technical prose a minute, for a reader who wants to keep what they read. Carver (1992, "Reading rate: theory,
 * research, and practical implications") measured 200 words a minute in readers who learn and 138 in readers who
 * memorize; the course brings a new term every few lines.
 */
const WORDS_A_MINUTE = 130;

/** Lines of code a minute: 480 an hour, the fast end of the 300 to 500 that studies of code review find readers to follow. */
const LINES_A_MINUTE = 8;

/** Waiting for a cell and looking at what it shows: most take a second, a training takes up to a minute. Our own estimate. */
const MINUTES_A_CELL = 0.25;

/** "Change this and rerun": an edit, a run, a look. Our own estimate. */
const MINUTES_A_QUESTION = 2;

/** A task of an exercise: reading the hint of its check, writing up to ten lines, correcting them. Our own estimate. */
const MINUTES_A_TASK = 5;

/**
 * Minutes for a notebook, rounded to 5: its words, lines of code, cells to run, questions (the items of numbered lists) and
 * tasks (the cells that nbgrader knows as solutions).
 */
export function readingMinutes(notebook: Notebook): number {
  const prose = proseOf(notebook);
  const code = notebook.cells.filter((cell) => cell.cell_type === "code" && sourceOf(cell).trim() !== "");
  const lines = code.flatMap((cell) => sourceOf(cell).split("\n")).filter((line) => line.trim() !== "");
  const tasks = code.filter((cell) => isTask(cell.metadata));
  const minutes =
    wordCount(prose) / WORDS_A_MINUTE +
    lines.length / LINES_A_MINUTE +
    code.length * MINUTES_A_CELL +
    (prose.match(/^ {0,3}\d+[.)] /gm)?.length ?? 0) * MINUTES_A_QUESTION +
    tasks.length * MINUTES_A_TASK;
  return Math.max(5, Math.round(minutes / 5) * 5);
}

const isTask = ({ nbgrader }: Record<string, unknown>) =>
  (nbgrader as { solution?: boolean } | undefined)?.solution === true;

/** A word as a reader counts them: signs alone, link targets and tags are not. */
const wordCount = (markdown: string) =>
  markdown
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/<[^>]*>/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
