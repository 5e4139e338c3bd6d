/**
 * Runs a notebook from top to bottom in a fresh kernel, through nbclient: the client that nbconvert and
 * JupyterLab's own tests use. Python is only the tool; `run_notebook.py` tells what happens, line by line.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { environmentExecutable, environmentFolder } from "../../engine";
import { TrainbookError } from "../../trainbookError";
import { jupyterVariables } from "../kernelspec";
import { boundedLines } from "./boundedLines";
import { type Notebook, readNotebook } from "./notebook";
import { type RunEvent, RunRecord } from "./runRecord";

/** Options of `runNotebook`. */
export interface RunNotebookOptions {
  /** The folder in which the kernel starts and from which imports resolve. Defaults to the notebook's folder. */
  cwd?: string;
  /** Seconds that one cell may take. Defaults to no limit. */
  timeout?: number;
  /** How many cells, from the first one, may take as long as they take: the kernel starts meanwhile. Defaults to 0. */
  untimedCells?: number;
  /**
   * Runs the cells after a failing one too; one that takes too long is interrupted then. A dead kernel ends the run all
   * the same. Defaults to false.
   */
  continueOnError?: boolean;
  /** Called when a code cell starts and when it ends. */
  onCell?: (progress: CellProgress) => void;
  /** Environment variables for the kernel, beside this process's own. */
  env?: Record<string, string>;
  /** Whether the kernel has this process's environment variables. Defaults to true. */
  inheritsEnvironment?: boolean;
  /** A command, with its arguments, that starts the command which follows them: a sandbox. Defaults to none. */
  within?: readonly string[];
  /** Called with the number of the process that the kernel, and all that it starts, is below. */
  onStart?: (pid: number) => void;
  /** Aborting ends the kernel; the run then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Aborting ends the kernel; what has run until then is the result, and the signal's reason, an error, its failure. */
  limit?: AbortSignal;
  /** The Python environment. Defaults to the one that set-up made. */
  environment?: string;
  /** Defaults to "tslab". */
  kernelName?: string;
}

/** A code cell starts or ends. Empty code cells are not run, and not counted. */
export interface CellProgress {
  phase: "start" | "end";
  /** The cell's number among the code cells, from 1: the number that Jupyter shows in brackets. */
  cell: number;
  /** How many code cells there are to run. */
  cells: number;
  /** The cell's index in `notebook.cells`. */
  index: number;
  source: string;
  /** With phase "end". */
  status?: "ok" | "failed";
  seconds?: number;
}

/** How one code cell fared. */
export interface CellResult {
  index: number;
  cell: number;
  status: "ok" | "failed" | "not run";
  seconds?: number;
  /** Why it failed. */
  failure?: NotebookFailure;
}

/** The first cell that failed, and why. */
export interface NotebookFailure {
  /** "limit": a limit of the whole run. */
  kind: "error" | "timeout" | "dead kernel" | "limit";
  index: number;
  cell: number;
  source: string;
  ename: string;
  evalue: string;
  /** Lines, possibly with ANSI colours. */
  traceback: string[];
  /** The line in the cell, from 1, where the kernel names one. */
  line?: number;
}

/** An executed notebook. */
export interface NotebookRun {
  notebook: Notebook;
  /** One for each code cell that is not empty. */
  cells: CellResult[];
  seconds: number;
  failure?: NotebookFailure;
}

/**
 * Runs a notebook, given by its path or as its content, and resolves with the executed notebook. A failing cell
 * is part of the result, not an exception.
 *
 * @throws NotebookError where the file is no notebook.
 * @throws TrainbookError where the Python environment is missing or the kernel does not start.
 */
export async function runNotebook(
  notebook: string | Notebook,
  options: RunNotebookOptions = {},
): Promise<NotebookRun> {
  const content = typeof notebook === "string" ? readNotebook(notebook) : notebook;
  const folder = typeof notebook === "string" ? path.dirname(path.resolve(notebook)) : process.cwd();
  const { signal, limit, environment = environmentFolder() } = options;
  signal?.throwIfAborted();
  const began = performance.now();
  const run = new RunRecord(content, options.onCell);
  const python = startPython(environment, options);
  if (python.pid !== undefined) options.onStart?.(python.pid);
  const abort = () => python.stdin?.end();
  const ending = [signal, limit].filter((one) => one !== undefined);
  for (const one of ending) one.addEventListener("abort", abort, { once: true });
  try {
    const request = {
      notebook: content,
      kernel: options.kernelName ?? "tslab",
      cwd: options.cwd ?? folder,
      timeout: options.timeout,
      untimedCells: options.untimedCells,
      continueOnError: options.continueOnError,
    };
    const chatter = await converse(python, request, (event) => run.hear(event));
    signal?.throwIfAborted();
    if (limit?.aborted) run.limited(limit.reason as Error);
    return run.result((performance.now() - began) / 1000, chatter);
  } finally {
    for (const one of ending) one.removeEventListener("abort", abort);
  }
}

function startPython(
  environment: string,
  { env = {}, inheritsEnvironment = true, within = [] }: RunNotebookOptions,
): ChildProcess {
  const python = environmentExecutable("python", environment);
  if (!existsSync(python)) {
    throw new TrainbookError(`There is no Python environment at ${environment}.`, {
      cure: "npx trainbook setup",
    });
  }
  const [command = python, ...args] = [...within, python, "-u", path.join(__dirname, "run_notebook.py")];
  return spawn(command, args, {
    env: { ...(inheritsEnvironment ? process.env : {}), ...jupyterVariables(environment), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

const CHATTER_KEPT = 4_000;

/** The executed notebook is the longest event: outputs of 64 MB, of which any character may be escaped. */
const longestEvent = 450_000_000;

/** Sends the request, hears the events until Python has ended, and returns the end of what was said beside. */
async function converse(
  python: ChildProcess,
  request: object,
  hear: (event: RunEvent) => void,
): Promise<string> {
  const { stdin, stdout, stderr } = python;
  if (!stdin || !stdout || !stderr) throw new Error("Python was started without pipes");
  let chatter = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    chatter = (chatter + text).slice(-CHATTER_KEPT);
  });
  // Python may be gone before it has read the request; its exit says why.
  stdin.on("error", () => {});
  stdin.write(`${JSON.stringify(request)}\n`);
  const closed = new Promise<void>((resolve, reject) => {
    python.once("error", reject);
    python.once("close", () => resolve());
  });
  try {
    for await (const line of boundedLines(stdout, longestEvent)) {
      const event: RunEvent = JSON.parse(line);
      hear(event);
      if (event.event === "done") break;
    }
  } finally {
    stdin.end();
    await closed;
  }
  return chatter.trim();
}
