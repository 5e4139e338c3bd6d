/**
 * Runs of cells that made way for another: the same cell was run again, or another declares what it declared. Whoever
 * keeps memory outside of JavaScript's, as tfjs does, learns of it and frees what is left of such a run.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { RunRequest } from "./messages";

/** Callbacks by which the owner of that memory follows the runs; the owner fills them in. */
export interface CellRuns {
  /** A run has ended: what was made until now is its own. */
  ended?(run: number): void;
  /** Another run has taken the place of this one. Returns whether something of it is left: then garbage is worth collecting. */
  replaced?(run: number): boolean;
}

const cellRuns: CellRuns = {};

/** Puts a {@link CellRuns} under `Symbol.for("trainbook.kernel.cellRuns")`. */
export function offerCellRuns(): void {
  Object.defineProperty(globalThis, Symbol.for("trainbook.kernel.cellRuns"), { value: cellRuns });
}

/** The latest run of each cell and of each declaration. */
export class LatestRuns {
  private readonly runs = new Map<string, number>();

  /** Notes a run that has ended, and collects what those left whose place it took. Returns whether there was anything. */
  conclude({ count, source, declares }: Pick<RunRequest, "count" | "source" | "declares">): boolean {
    cellRuns.ended?.(count);
    let isLeft = false;
    for (const key of [`source ${source}`, ...declares.map((name) => `name ${name}`)]) {
      const earlier = this.runs.get(key);
      this.runs.set(key, count);
      if (earlier !== undefined) isLeft = cellRuns.replaced?.(earlier) || isLeft;
    }
    if (isLeft) collectGarbage();
    return isLeft;
  }
}

let collect: (() => void) | undefined;

function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
}
