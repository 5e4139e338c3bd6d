/** Notices that the process that started the kernel is gone: nobody would ever end the kernel then. */

/** Milliseconds between two looks. */
const PERIOD = 1_000;

/** Calls `gone` once when this process has lost its parent. */
export function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
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
