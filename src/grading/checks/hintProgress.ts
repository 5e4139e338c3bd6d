/** How far the hints of a notebook have grown: a check that fails in the same way as before gives the next one. */
import type { FindingName, HintLevel } from "../texts";

/** The hints that were given. */
export class HintProgress {
  private readonly given = new Map<string, { finding: FindingName; level: HintLevel }>();

  /** The level of the hint for a check that fails because of `finding`. The last hint stays. */
  next(exercise: string, check: string, finding: FindingName): HintLevel {
    const key = `${exercise} ${check}`;
    const last = this.given.get(key);
    const level = last?.finding === finding ? (Math.min(last.level + 1, 3) as HintLevel) : 1;
    this.given.set(key, { finding, level });
    return level;
  }

  /** Begins with the first hint again, as after a check that has passed. */
  forget(exercise: string, check: string): void {
    this.given.delete(`${exercise} ${check}`);
  }
}

/** Those of this process: a kernel that is restarted begins with the first hints. */
export const notebookHints = new HintProgress();
