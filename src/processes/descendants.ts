/** The processes below a process, and how they are ended. */
import { setTimeout as delay } from "node:timers/promises";
import { childrenOf, hasEnded, type ProcessEntry, processTable } from "./processTable";

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
export function descendantsOf(pid: number, which: DescendantOptions = {}): number[] {
  return membersBelow(pid, which).flatMap((entry) => (entry.hasEnded ? [] : [entry.pid]));
}

function membersBelow(pid: number, { spare = [], group }: DescendantOptions): ProcessEntry[] {
  const table = processTable();
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of table) {
    const siblings = children.get(entry.parent);
    if (siblings) siblings.push(entry);
    else children.set(entry.parent, [entry]);
  }
  const passed = new Set([pid, ...spare]);
  const found: ProcessEntry[] = [];
  const waiting = [...(children.get(pid) ?? []), ...table.filter((entry) => entry.group === group)];
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (passed.has(entry.pid)) continue;
    passed.add(entry.pid);
    found.push(entry);
    waiting.push(...(children.get(entry.pid) ?? []));
  }
  return found;
}

/**
 * Ends the processes below `pid` (SIGKILL), until none is left. In a subreaper, called with its own number, it
 * finds every process that was ever started below it; elsewhere, those whose parents are still there, and the
 * members of `group`.
 *
 * @returns the processes that are left, or were the last ones seen: those of other users, and what the system does not
 *   end in time. On Windows it ends none and finds none.
 */
export async function endDescendants(
  pid: number,
  { patience = 2_000, ...which }: EndOptions = {},
): Promise<number[]> {
  const latest = performance.now() + patience;
  const ended = new Set<number>();
  for (let wait = 2; ; wait = Math.min(2 * wait, 50)) {
    const members = membersBelow(pid, which);
    const running = members.flatMap((entry) => (entry.hasEnded ? [] : [entry.pid]));
    // Whatever one of them has started before it was hit has become an orphan, and is found in the next round.
    const hit = running.filter(kill);
    // What one has started that has just ended by itself may have come too late for this round.
    const fresh = members.flatMap((entry) => (entry.hasEnded && !ended.has(entry.pid) ? [entry.pid] : []));
    for (const one of fresh) ended.add(one);
    if (hit.length === 0 && fresh.length === 0) return running;
    if (performance.now() > latest) return running.length > 0 ? running : fresh;
    outrun(pid, which.spare ?? [], latest);
    await delay(wait);
  }
}

/** Milliseconds for which nothing else may happen in this process. */
const SPRINT = 200;

/**
 * Hits children at once as they come, until those that were hit have ended. Programs that each start another and end are
 * faster than a look at all of the system's processes; in a subreaper each of them is a child sooner or later.
 */
function outrun(pid: number, spare: readonly number[], latest: number): void {
  const hit = new Set<number>(spare);
  let ending: number[] = [];
  let isOver = false;
  const until = Math.min(latest, performance.now() + SPRINT);
  while (!isOver && performance.now() < until) {
    // What the last one has started becomes a child when that has ended, so one look more follows.
    isOver = ending.length === 0;
    for (const child of childrenOf(pid)) {
      if (hit.has(child)) continue;
      hit.add(child);
      if (kill(child)) ending.push(child);
      isOver = false;
    }
    ending = ending.filter((child) => !hasEnded(child));
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
