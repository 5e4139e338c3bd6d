/**
 * The program for which the main thread waits in `execSync` or its like. V8 cannot end such a wait; the program's own
 * end does.
 */
import { readFileSync } from "node:fs";

/**
 * Signals the program that this process's main thread has started last, and the programs under it. Elsewhere than on
 * Linux the wait goes on until the program ends by itself.
 */
export function signalBlockingProgram(signal: NodeJS.Signals): void {
  const newest = childrenOf(process.pid).at(-1);
  if (newest === undefined) return;
  for (const program of [newest, ...descendantsOf(newest)]) {
    try {
      process.kill(program, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

function descendantsOf(program: number): number[] {
  return childrenOf(program).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** In the order in which they were started. */
function childrenOf(program: number): number[] {
  try {
    const children = readFileSync(`/proc/${program}/task/${program}/children`, "utf8");
    return children.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
