/** `trainbook grade`: grades exercises in a fresh kernel and prints their checks, points and hints. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import {
  cardText,
  exerciseOf,
  failureText,
  type Grade,
  gradedNotebook,
  gradeNotebook,
  gradePage,
  NotAnExerciseError,
  type Ungraded,
} from "../grading";
import { type CellProgress, type Notebook, NotebookError, readNotebook } from "../kernel";
import { TrainbookError } from "../trainbookError";
import { interruptible } from "./interruptible";
import { printable } from "./printable";
import { timeoutOption } from "./timeoutOption";

interface GradeCommandOptions {
  json?: string;
  html?: string;
  executed?: string;
  timeout?: number;
}

/** Exit codes: 0 full marks everywhere, 1 fewer or a broken notebook, 2 a wrong call; nothing is graded then. */
export function gradeCommand(): Command {
  return new Command("grade")
    .summary("grade exercises in a fresh kernel")
    .description(
      "Grades exercises, each in a fresh kernel and a fresh folder. Prints checks and points, and a hint for what failed; " +
        "exits with 1 below full marks.",
    )
    .argument("<notebook...>", "exercises to grade")
    .option("--json <file>", "write the grades as JSON")
    .option("--html <file>", "write the grades as a page")
    .option("--executed <file>", "write the notebook as it was executed, with its grade (of one notebook)")
    .addOption(timeoutOption())
    .action(async (files: string[], options: GradeCommandOptions, command: Command) => {
      if (options.executed !== undefined && files.length > 1)
        command.error("error: --executed takes one notebook.");
      process.exitCode = await gradeAll(files, options);
    });
}

async function gradeAll(files: string[], options: GradeCommandOptions): Promise<number> {
  const submissions = files.map(readSubmission);
  const wrong = submissions.flatMap(({ error }) => (error && isWrongCall(error) ? [error] : []));
  for (const error of wrong) console.error(`error: ${printable(error.message)}`);
  if (wrong.length > 0) return 2;

  return interruptible(async (signal) => {
    const grades: (Grade | Ungraded)[] = [];
    for (const submission of submissions) {
      grades.push(await gradeOne(submission, options, signal));
      writeReports(grades, options);
    }
    const full = grades.filter(hasFullMarks).length;
    if (grades.length > 1) console.log(`${full} of ${grades.length} notebooks with full marks`);
    return full === grades.length ? 0 : 1;
  });
}

// Notebooks -------------------------------------------------------------------------------------------------

interface Submission {
  file: string;
  notebook?: Notebook;
  error?: TrainbookError;
}

/** Everything is read before anything is graded: a mistyped name should not show after half an hour. */
function readSubmission(file: string): Submission {
  try {
    const notebook = readNotebook(file);
    exerciseOf(file, notebook);
    return { file, notebook };
  } catch (error) {
    if (error instanceof TrainbookError) return { file, error };
    throw error;
  }
}

/** A broken notebook is a learner's mistake and costs only its own grade; a missing one is the caller's. */
function isWrongCall(error: TrainbookError): boolean {
  return error instanceof NotAnExerciseError || (error instanceof NotebookError && error.missing);
}

async function gradeOne(
  { file, notebook, error }: Submission,
  { timeout, executed }: GradeCommandOptions,
  signal: AbortSignal,
): Promise<Grade | Ungraded> {
  if (!notebook) {
    const message = error?.message ?? "";
    console.error(`error: ${printable(message)}\n`);
    return { notebook: file, error: message };
  }
  const progress = progressLine(printable(path.basename(file)));
  try {
    let ran = notebook;
    const onExecuted = (after: Notebook) => {
      ran = after;
    };
    const grade = await gradeNotebook(file, notebook, {
      timeout,
      signal,
      onCell: progress.show,
      onExecuted,
    });
    progress.clear();
    if (executed !== undefined)
      writeReport(executed, `${JSON.stringify(gradedNotebook(ran, grade), null, 1)}\n`);
    console.log(printable(gradeText(grade)));
    return grade;
  } finally {
    progress.clear();
  }
}

function hasFullMarks(grade: Grade | Ungraded): boolean {
  return !("error" in grade) && grade.points === grade.maximum;
}

// Output ----------------------------------------------------------------------------------------------------

function gradeText(grade: Grade): string {
  const { notebook, notes, failure, seconds } = grade;
  const indented = failure?.source.trimEnd().replaceAll(/^/gm, "      ");
  return [
    `${notebook} (${seconds.toFixed(1)} s)`,
    cardText(grade),
    ...notes.map((note) => `  ! ${note}`),
    ...(failure ? [`  ! ${failureText(failure)}`, indented] : []),
    "",
  ].join("\n");
}

/** The cell that runs, in one line that is rewritten; nothing where output does not go to a terminal. */
function progressLine(name: string): { show: (progress: CellProgress) => void; clear: () => void } {
  const { stderr } = process;
  let open = false;
  return {
    show({ phase, cell, cells }) {
      if (!stderr.isTTY || phase !== "start") return;
      stderr.write(`\r\u001b[K${name}  [${cell}/${cells}] …`);
      open = true;
    },
    clear() {
      if (open) stderr.write("\r\u001b[K");
      open = false;
    },
  };
}

/** Rewritten after each notebook, so that an interrupted batch keeps what was graded. */
function writeReports(grades: readonly (Grade | Ungraded)[], { json, html }: GradeCommandOptions): void {
  if (json !== undefined) writeReport(json, `${JSON.stringify({ grades }, null, 2)}\n`);
  if (html !== undefined) writeReport(html, gradePage(grades));
}

function writeReport(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new TrainbookError(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
