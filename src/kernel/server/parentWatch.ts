/** Notices that the process that started the kernel is gone: nobody would ever end the kernel then. */
import { isRunning } from "../../processes";

/** Milliseconds between two looks. */
const PERIOD = 1_000;

/** Calls `gone` once when this process has lost its parent, or the Jupyter that had it started. */
export function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const jupyter = process.platform === "win32" ? parent : Number(process.env.JPY_PARENT_PID ?? parent);
  const timer = setInterval(() => {
    // On Windows an orphan keeps the number of its parent.
    if (process.ppid === parent && isRunning(parent) && isRunning(jupyter)) return;
    clearInterval(timer);
    gone();
  }, PERIOD);
  timer.unref();
}
