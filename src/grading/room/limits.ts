/** Limits of what a graded notebook may use, watched from outside. */
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { descendantsOf } from "../../processes";
import { TrainbookError } from "../../trainbookError";

/** A limit that a notebook has exceeded; its run was ended. */
export class LimitError extends TrainbookError {}

export interface Limits {
  /** Seconds that the whole run may take. Defaults to 1,800. */
  runTimeout?: number;
  /** Gigabytes that all its processes may hold in memory, looked at several times a second. Defaults to 6, or three quarters of the machine's. */
  memory?: number;
  /** Processes at one time. Defaults to 200. */
  processes?: number;
}

const giga = 1e9;
const lookEveryMs = 250;

export const defaultLimits = (): Required<Limits> => ({
  runTimeout: 1_800,
  memory: Math.min(6, (0.75 * totalmem()) / giga),
  processes: 200,
});

/**
 * Watches the processes below one. Where the system does not tell of processes, only time is limited.
 *
 * @param exceeded is called once, at the first limit that is.
 * @returns what ends the watch.
 */
export function watchLimits(pid: number, limits: Limits, exceeded: (limit: LimitError) => void): () => void {
  const defaults = defaultLimits();
  const {
    runTimeout = defaults.runTimeout,
    memory = defaults.memory,
    processes = defaults.processes,
  } = limits;
  let isOver = false;
  const began = performance.now();
  const found = (): string | undefined => {
    if ((performance.now() - began) / 1000 > runTimeout)
      return `the notebook was still running after ${runTimeout} s`;
    const pids = [pid, ...descendantsOf(pid)];
    if (pids.length > processes) return `the notebook ran more than ${processes} processes`;
    const used = pids.reduce((sum, one) => sum + residentBytes(one), 0) / giga;
    return used > memory ? `the notebook used more than ${memory.toFixed(1)} GB of memory` : undefined;
  };
  const watch = async () => {
    while (!isOver) {
      const limit = found();
      if (limit !== undefined) {
        isOver = true;
        exceeded(new LimitError(limit));
      } else await delay(lookEveryMs, undefined, { ref: false });
    }
  };
  void watch();
  return () => {
    isOver = true;
  };
}

const pageBytes = 4096;

/** The bytes that a process holds in memory; 0 where nobody can say. */
function residentBytes(pid: number): number {
  try {
    const [, resident = "0"] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
    return Number(resident) * pageBytes;
  } catch {
    return 0;
  }
}
