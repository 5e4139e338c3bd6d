/** The processes below a process, and how they are ended. */
import { setTimeout as delay } from "node:timers/promises";
import { processTable } from "./processTable";

/** Options of `descendantsOf`. */
export interface DescendantOptions {
  /** Processes that do not count, with all that is below them. */
  spare?: readonly number[];
  /** A process group whose members count too: where there is no subreaper, it holds orphans that stayed in it. */
  group?: number;
}

/** Options of `endDescendants`. */
export interface EndOptions extends DescendantOptions {
  /** Milliseconds after which it gives up. Defaults to 2,000. */
  patience?: number;
}

/** The processes that run below `pid`, without itself. Empty on Windows. */
export function descendantsOf(pid: number, { spare = [], group }: DescendantOptions = {}): number[] {
  const table = processTable();
  const children = new Map<number, number[]>();
  for (const entry of table) {
    const siblings = children.get(entry.parent);
    if (siblings) siblings.push(entry.pid);
    else children.set(entry.parent, [entry.pid]);
  }
  const passed = new Set([pid, ...spare]);
  const found: number[] = [];
  const waiting = [
    ...(children.get(pid) ?? []),
    ...table.filter((entry) => entry.group === group).map((entry) => entry.pid),
  ];
  for (let process = waiting.pop(); process !== undefined; process = waiting.pop()) {
    if (passed.has(process)) continue;
    passed.add(process);
    found.push(process);
    waiting.push(...(children.get(process) ?? []));
  }
  return found;
}

/**
 * Ends the processes below `pid` (SIGKILL), until none is left. In a subreaper, called with its own number, it
 * finds every process that was ever started below it; elsewhere, those whose parents are still there, and the
 * members of `group`.
 *
 * @returns the processes that are left: those of other users, and what the system does not end in time. On Windows it
 *   ends none and finds none.
 */
export async function endDescendants(
  pid: number,
  { patience = 2_000, ...which }: EndOptions = {},
): Promise<number[]> {
  const latest = performance.now() + patience;
  for (let wait = 2; ; wait = Math.min(2 * wait, 50)) {
    // Whatever one of them has started before it was hit has become an orphan, and is found in the next round.
    const found = descendantsOf(pid, which);
    const hit = found.filter(kill);
    if (hit.length === 0 || performance.now() > latest) return found;
    await delay(wait);
  }
}

/** Returns whether it may be ended. */
function kill(pid: number): boolean {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
