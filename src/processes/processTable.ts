/** The system's processes: each with its parent and its group. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
  /** It has ended, and waits for its parent to take note. */
  hasEnded: boolean;
}

/** All processes. Empty on Windows. */
export function processTable(): ProcessEntry[] {
  if (process.platform === "win32") return [];
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

export function fromProc(): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return statEntry(Number(name), readFileSync(`/proc/${name}/stat`, "utf8"));
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** Of `pid (name) state parent group …`; the name may contain anything. */
function statEntry(pid: number, stat: string): ProcessEntry {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent, group] = fields;
  // A process whose first thread has ended is called a zombie while its others run.
  const hasEnded = isEnded(state) && Number(fields[17]) <= 1;
  return { pid, parent: Number(parent), group: Number(group), hasEnded };
}

export function fromPs(): ProcessEntry[] {
  const { stdout, pid: ps } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    if (state === undefined || Number(pid) === ps) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), hasEnded: isEnded(state) }];
  });
}

const isEnded = (state: string) => /^[ZX]/.test(state);

/** Whether a process on Linux is gone, or waits for its parent to take note of its end. */
export function hasEnded(pid: number): boolean {
  try {
    return statEntry(pid, readFileSync(`/proc/${pid}/stat`, "utf8")).hasEnded;
  } catch {
    return true;
  }
}

/** The children that Linux lists for a process's first thread, which orphans come to; none elsewhere. */
export function childrenOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return children.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
