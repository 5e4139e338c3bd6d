import { existsSync } from "node:fs";
import { hasEnded } from "./processTable";

/** Whether a process is there and has not ended, also one that another user has started. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // One that has ended answers signals until its parent takes note.
  return !existsSync("/proc/self/stat") || !hasEnded(pid);
}
