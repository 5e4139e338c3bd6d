/**
 * The room that a graded notebook runs in: fresh folders for its work, its home and its temporary files, an environment
 * of its own, limits, and, where the system offers namespaces, nothing else to write to or to talk to. When the run has
 * ended, everything that it started has ended too.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { cacheFolder, environmentFolder, isCheckout, packageRoot } from "../../engine";
import {
  type CellProgress,
  installKernelspec,
  jupyterVariables,
  type Notebook,
  type NotebookRun,
  observerVariable,
  runNotebook,
} from "../../kernel";
import { becomeSubreaper, endDescendants } from "../../processes";
import { type EvidenceOrder, evidenceVariable } from "../evidence/order";
import { type Limits, watchLimits } from "./limits";
import { offersNamespaces, withinNamespaces } from "./namespaces";
import { ownProcesses } from "./ownProcesses";

export interface RoomOptions extends Limits {
  /** Seconds that one cell may take. Defaults to 600. */
  timeout?: number;
  /** Whether the notebook may reach the network, where the system can prevent it. Defaults to false. */
  hasNetwork?: boolean;
  /** Folders that the notebook has no business with, such as that of all submissions. */
  hidden?: readonly string[];
  onCell?: (progress: CellProgress) => void;
  signal?: AbortSignal;
}

/** The `node_modules` in which notebooks find `trainbook` and `@tensorflow/tfjs-node-gpu`. */
const packages = isCheckout ? path.join(packageRoot, "node_modules") : path.dirname(packageRoot);

/** Rooms of this process; no notebook can see into another's. */
let rooms: string | undefined;

const cellTimeout = 600;

export class GradingRoom {
  /** Where the notebook runs; its files are here. */
  readonly work: string;
  readonly evidence: string;

  private constructor(private readonly folder: string) {
    this.work = path.join(folder, "work");
    this.evidence = path.join(folder, "evidence");
    for (const name of ["work", "evidence", "home", "tmp", "cache", "jupyter"])
      mkdirSync(path.join(folder, name));
    linkFolder(packages, path.join(this.work, "node_modules"));
    makeCache(path.join(folder, "cache"));
    // Of the room's own: another in the environment may be changed meanwhile, and belong to another trainbook.
    installKernelspec(this.jupyter);
  }

  /** Hands a room to `use`, and removes it afterwards. */
  static async with<Result>(use: (room: GradingRoom) => Promise<Result>): Promise<Result> {
    rooms ??= makeRooms();
    const folder = mkdtempSync(path.join(rooms, "room-"));
    try {
      return await use(new GradingRoom(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * Runs a notebook. What it makes is exported as evidence after each cell.
   *
   * @param data the folder of what it is given.
   */
  async run(notebook: Notebook, exercise: string, data: string, options: RoomOptions): Promise<NotebookRun> {
    const { timeout = cellTimeout, hasNetwork = false, hidden = [], onCell, signal } = options;
    const order: EvidenceOrder = { exercise, folder: this.evidence, data };
    const home = homedir() === path.parse(homedir()).root ? "" : homedir();
    const limit = new AbortController();
    let endWatch = () => {};
    becomeSubreaper();
    let pid: number | undefined;
    try {
      return await runNotebook(notebook, {
        cwd: this.work,
        timeout,
        // The cell that declares the values.
        untimedCells: 1,
        continueOnError: true,
        onCell,
        signal,
        limit: limit.signal,
        inheritsEnvironment: false,
        env: {
          ...this.environment(),
          [observerVariable]: path.join(packageRoot, "dist", "grading", "evidence", "observer.js"),
          [evidenceVariable]: JSON.stringify(order),
        },
        within: offersNamespaces()
          ? withinNamespaces({
              writable: [this.folder],
              hidden: [rooms ?? "", home, path.join(packageRoot, "solutions"), ...hidden].filter(existsSync),
              shown: [packageRoot, packages, environmentFolder(), nodeFolder, data],
              hasNetwork,
            })
          : [],
        onStart: (started) => {
          pid = started;
          ownProcesses.add(started);
          endWatch = watchLimits(started, options, (exceeded) => limit.abort(exceeded));
        },
      });
    } finally {
      endWatch();
      if (pid !== undefined) ownProcesses.delete(pid);
      await endDescendants(process.pid, { spare: [...ownProcesses] });
    }
  }

  private get jupyter(): string {
    return path.join(this.folder, "jupyter");
  }

  private environment(): Record<string, string> {
    const kept = keptVariables.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    });
    const temporary = path.join(this.folder, "tmp");
    return {
      ...jupyterVariables(this.jupyter),
      ...Object.fromEntries(kept),
      HOME: path.join(this.folder, "home"),
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      TRAINBOOK_CACHE: path.join(this.folder, "cache"),
      PYTHONDONTWRITEBYTECODE: "1",
    };
  }
}

/** Of the grader's environment, what a kernel needs; a token of an instructor's is nothing to a submission. */
const keptVariables = [
  "PATH",
  "LANG",
  "LC_ALL",
  "TZ",
  "SystemRoot",
  "TRAINBOOK_DEVICE",
  "LD_LIBRARY_PATH",
  "CUDA_VISIBLE_DEVICES",
  "OMP_NUM_THREADS",
];

const nodeFolder = path.dirname(path.dirname(process.execPath));

function makeRooms(): string {
  const made = mkdtempSync(path.join(tmpdir(), "trainbook-grading-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A cache of the room's own: whoever writes to the grader's reaches the next notebook. */
function makeCache(folder: string): void {
  // Where trainbook is a dependency, its Python environment lies in the cache.
  if (!isCheckout) linkFolder(environmentFolder(), path.join(folder, path.basename(environmentFolder())));
  // With what the compiler keeps there, a kernel starts faster.
  const own = path.join(cacheFolder(), "kernel");
  if (!existsSync(own)) return;
  mkdirSync(path.join(folder, "kernel"));
  for (const name of readdirSync(own)) copyFileSync(path.join(own, name), path.join(folder, "kernel", name));
}

/** A junction needs no rights on Windows; elsewhere the type is ignored. */
const linkFolder = (target: string, link: string) => symlinkSync(target, link, "junction");
