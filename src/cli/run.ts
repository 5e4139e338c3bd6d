/** `trainbook run`: runs notebooks from top to bottom in a fresh kernel, with progress cell by cell. */
import { existsSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Command } from "commander";
import {
  type CellProgress,
  failureWords,
  type Notebook,
  NotebookError,
  type NotebookFailure,
  type NotebookRun,
  readNotebook,
  runNotebook,
  writeNotebook,
} from "../kernel";
import { TrainbookError } from "../trainbookError";
import { interruptible } from "./interruptible";
import { timeoutOption } from "./timeoutOption";

interface RunCommandOptions {
  out?: string;
  timeout?: number;
}

/** Exit codes: 0 all ran, 1 a notebook failed or is broken, 2 a wrong call. */
export function runCommand(): Command {
  return new Command("run")
    .summary("run notebooks from top to bottom in a fresh kernel")
    .description("Runs notebooks from top to bottom, each in a fresh kernel, and shows the cell that fails.")
    .argument("<notebook...>", "notebooks to run")
    .option("--out <dir>", "write the executed notebooks, with their outputs, to this folder")
    .addOption(timeoutOption())
    .action(async (files: string[], options: RunCommandOptions, command: Command) => {
      process.exitCode = await runAll(files, options, command);
    });
}

async function runAll(files: string[], options: RunCommandOptions, command: Command): Promise<number> {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) command.error(`error: There is no notebook ${missing.join(", ")}.`);
  if (options.out !== undefined) refuseNamesakes(files, command);
  return interruptible(async (signal) => {
    let exitCode = 0;
    for (const file of files) exitCode = Math.max(exitCode, await runOne(file, options, signal));
    return exitCode;
  });
}

function refuseNamesakes(files: string[], command: Command): void {
  const names = files.map((file) => path.basename(file));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    command.error(`error: two notebooks are named ${twice}; --out would keep one of them`, { exitCode: 2 });
  }
}

async function runOne(file: string, options: RunCommandOptions, signal: AbortSignal): Promise<number> {
  const name = path.basename(file);
  const progress = new Progress(name, process.stdout);
  try {
    const notebook = readNotebook(file);
    refuseOtherLanguages(file, notebook);
    const run = await runNotebook(notebook, {
      cwd: path.dirname(path.resolve(file)),
      timeout: options.timeout,
      onCell: (cell) => progress.show(cell),
      signal,
    });
    const kept = options.out === undefined ? undefined : path.join(options.out, name);
    if (kept !== undefined) writeNotebook(kept, run.notebook);
    progress.close();
    console.log(conclusion(name, run, kept));
    return run.failure ? 1 : 0;
  } catch (error) {
    progress.close();
    if (!(error instanceof TrainbookError)) throw error;
    console.error(`error: ${error.message}`);
    return error instanceof NotebookError && error.missing ? 2 : 1;
  }
}

/** @throws NotebookError for a notebook that says that its cells are in another language. */
function refuseOtherLanguages(file: string, { metadata }: Notebook): void {
  const { kernelspec, language_info: info } = metadata as Record<
    string,
    { language?: string; name?: string }
  >;
  const language = kernelspec?.language ?? info?.name ?? "typescript";
  if (language === "typescript") return;
  throw new NotebookError(`${file} is a notebook in ${language}; this runs notebooks in TypeScript.`);
}

const SOURCE_SHOWN = 60;

/** One line a cell. On a terminal the line of the running cell is there from its start. */
class Progress {
  private open = false;

  constructor(
    private readonly name: string,
    private readonly stream: NodeJS.WriteStream,
  ) {}

  show({ phase, cell, cells, source, status, seconds = 0 }: CellProgress): void {
    const position = `[${cell}/${cells}]`.padStart(`[${cells}/${cells}]`.length);
    const first = source.split("\n").find((line) => line.trim() !== "") ?? "";
    const shown = first.length > SOURCE_SHOWN ? `${first.slice(0, SOURCE_SHOWN - 1)}…` : first;
    if (phase === "start") {
      if (!this.stream.isTTY) return;
      this.stream.write(`${this.name}  ${position}       …  ${shown}`);
      this.open = true;
      return;
    }
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    const failed = status === "failed" ? "  failed" : "";
    this.stream.write(
      `${this.open ? "\r\u001b[K" : ""}${this.name}  ${position}${time}  ${shown}${failed}\n`,
    );
    this.open = false;
  }

  close(): void {
    if (this.open) this.stream.write("\n");
    this.open = false;
  }
}

function conclusion(name: string, run: NotebookRun, kept: string | undefined): string {
  const where = kept === undefined ? "" : ` → ${kept}`;
  const time = `${run.seconds.toFixed(1)} s`;
  const count = run.cells.length === 1 ? "1 cell" : `${run.cells.length} cells`;
  if (!run.failure) return `${name}: ${count} ran in ${time}${where}`;
  return `${describeFailure(name, run.failure, run.cells.length)}\n${name}: failed after ${time}${where}`;
}

/** The failing cell's source with line numbers, the line in question marked, and the error. */
function describeFailure(name: string, failure: NotebookFailure, cells: number): string {
  const { cell, line, kind, source, traceback } = failure;
  const place = line === undefined ? "" : `, line ${line}`;
  const lines = source.replace(/\n+$/, "").split("\n");
  const numbered = lines.map((text, index) => {
    const mark = index + 1 === line ? ">" : " ";
    return `${mark} ${String(index + 1).padStart(3)} | ${text}`;
  });
  const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  const error = traceback.join("\n");
  return [
    "",
    `${name}: cell ${cell} of ${cells} ${failureWords[kind]}${place}`,
    "",
    ...numbered,
    "",
    colours ? error : stripVTControlCharacters(error),
    "",
  ].join("\n");
}
