/** Finds a Python that can carry the environment: one that TensorFlow's wheel supports. */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { TrainbookError } from "../../trainbookError";
import { installPythonCure, installVenvCure } from "./packageManagers";
import { type PythonFacts, type PythonFailure, probePython } from "./probePython";
import { describeRange, judgeVersion, type PythonRange, supportedRange } from "./supportedPython";

/** No Python here can carry the environment; the message lists each that was tried. */
export class PythonNotFoundError extends TrainbookError {}

/** A Python fit for the environment. */
export interface Python {
  /** The command to run. */
  command: string;
  version: string;
}

/** Where to look; tests put their own in. */
export interface FindPythonOptions {
  /** `PATH` and `TRAINBOOK_PYTHON` are read from it. Defaults to this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** Defaults to what this machine supports. */
  range?: PythonRange;
}

interface Candidate {
  command: string;
  facts: PythonFacts | PythonFailure;
}

/**
 * The first fitting Python of: `TRAINBOOK_PYTHON` (alone, when set), `python3`, `python`, then every
 * `python3.N` on PATH, newest first.
 *
 * @throws {PythonNotFoundError} listing every Python that was tried, what it is, and the command that installs
 * what is missing.
 */
export async function findPython({
  env = process.env,
  range = supportedRange(),
}: FindPythonOptions = {}): Promise<Python> {
  const named = env.TRAINBOOK_PYTHON;
  const tried: Candidate[] = [];
  for (const command of named ? [named] : pythonsOnPath(env, range)) {
    const facts = await probePython(command);
    if (problemOf(facts, range) === undefined) return { command, version: versionOf(facts) };
    tried.push({ command, facts });
  }
  throw notFound(tried, named, range);
}

/** The files named python3, python and python3.N on PATH; of each name the first, as a shell would take it. */
function pythonsOnPath(env: NodeJS.ProcessEnv, range: PythonRange): string[] {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const found = new Map<string, string>();
  for (const folder of (env.PATH ?? env.Path ?? "").split(path.delimiter)) {
    if (!folder || !existsSync(folder)) continue;
    for (const file of namesIn(folder)) {
      const name = file.endsWith(suffix) ? file.slice(0, file.length - suffix.length) : "";
      const isPython = /^python(3(\.\d+)?)?$/.test(name);
      if (isPython && !found.has(name) && isExecutable(path.join(folder, file))) {
        found.set(name, path.join(folder, file));
      }
    }
  }
  const place = (name: string) => {
    const minor = Number(/^python3\.(\d+)$/.exec(name)?.[1]);
    if (Number.isNaN(minor)) return name === "python3" ? -2 : -1;
    // Supported ones first, newest before older; the others only for the error's list.
    return judgeVersion([3, minor, 0], range) === "supported" ? 1000 - minor : 2000 - minor;
  };
  return [...found.keys()]
    .sort((one, other) => place(one) - place(other))
    .map((name) => found.get(name) ?? name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A PATH may name files, and folders that may not be read; a shell passes over them too.
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why a Python does not fit, in two or three words; undefined when it does. */
function problemOf(facts: PythonFacts | PythonFailure, range: PythonRange): string | undefined {
  if ("problem" in facts) return facts.problem;
  const verdict = judgeVersion(facts.version, range);
  if (verdict !== "supported") return verdict;
  if (facts.bits !== 64) return `${facts.bits}-bit`;
  if (process.platform === "darwin" && process.arch === "arm64" && facts.machine === "x86_64") {
    return "built for Intel processors";
  }
  return facts.hasVenv ? undefined : "without its venv module";
}

function versionOf(facts: PythonFacts | PythonFailure): string {
  return "problem" in facts ? "" : facts.version.join(".");
}

function notFound(tried: Candidate[], named: string | undefined, range: PythonRange): PythonNotFoundError {
  const needed = `trainbook needs Python ${describeRange(range)}`;
  const lines = tried.map(({ command, facts }) => {
    const version = versionOf(facts);
    return `  ${command}: ${version ? `Python ${version}, ` : ""}${problemOf(facts, range)}`;
  });
  // With venv added this one would do, which is less to install than a Python.
  const lacksVenv = tried.find(({ facts }) => problemOf(facts, range) === "without its venv module");
  const cure =
    lacksVenv && "version" in lacksVenv.facts
      ? installVenvCure(lacksVenv.facts.version[1])
      : installPythonCure(range, { ownFits: !tried.some(({ command }) => command === "/usr/bin/python3") });
  if (named) {
    return new PythonNotFoundError(
      `TRAINBOOK_PYTHON names a Python that does not fit (${needed}):\n${lines.join("\n")}`,
      { cure: lacksVenv ? cure : `set TRAINBOOK_PYTHON to another Python, or unset it; or ${cure}` },
    );
  }
  const found = tried.length === 0 ? "none was found on PATH." : `none on PATH fits:\n${lines.join("\n")}`;
  return new PythonNotFoundError(`${needed}, and ${found}`, { cure });
}
