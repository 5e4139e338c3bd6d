/** A subreaper: the process that becomes the parent of every orphan below it, in place of the system's first process. */

/** `PR_SET_CHILD_SUBREAPER` of Linux's <linux/prctl.h>. */
const SET_CHILD_SUBREAPER = 36;

let isSubreaper: boolean | undefined;

/**
 * Makes this process a subreaper. From then on no process below it can leave its tree, however often it forks and
 * starts sessions. Returns false where the system has none (macOS, Windows).
 *
 * It holds for the whole process, whichever thread calls. Children do not inherit it. The first
 * call takes 10 ms and more.
 */
export function becomeSubreaper(): boolean {
  isSubreaper ??= become();
  return isSubreaper;
}

function become(): boolean {
  if (process.platform !== "linux") return false;
  try {
    // Loaded only now, for what it takes.
    const { cLibrary } = require("../engine/foreignFunctions") as typeof import("../engine/foreignFunctions");
    const prctl = cLibrary.func("int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long)");
    return prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0) === 0;
  } catch {
    return false;
  }
}
