/**
 * The two parts of set-up that must run before anything is built, and so are plain JavaScript in bin/: the
 * lines that it prints, and the lock that keeps two of them apart.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { packageRoot } from "../../engine";

/** Tells how far a step has come, such as "31 packages, 120 MB". */
export type Report = (detail: string) => void;

const requireFromBin = createRequire(path.join(packageRoot, "bin", "trainbook.js"));

/** Runs one step of set-up under a line of its own on stderr, which ends with the seconds it took. */
export const { step } = requireFromBin("./steps.js") as {
  step<Result>(title: string, work: (report: Report) => Promise<Result> | Result): Promise<Result>;
};

/** Does the work while holding a lock file; waits for another set-up, takes over from one that died. */
export const { withSetupLock } = requireFromBin("./setupLock.js") as {
  withSetupLock<Result>(file: string, work: () => Promise<Result>): Promise<Result>;
};
