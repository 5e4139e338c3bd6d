/** Notices that the process that started the kernel is gone: nobody would ever end the kernel then. */

/** Milliseconds between two looks. */
const PERIOD = 1_000;

/** Calls `gone` once when this process has lost its parent, or the Jupyter that had it started. */
export function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const jupyter = process.platform === "win32" ? parent : Number(process.env.JPY_PARENT_PID ?? parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && isAlive(jupyter)) return;
    clearInterval(timer);
    gone();
  }, PERIOD);
  timer.unref();
}

/** On Windows an orphan keeps the number of its parent. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
