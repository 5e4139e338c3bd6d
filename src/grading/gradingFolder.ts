/**
 * The folder that a graded notebook runs in: fresh and empty, so that grading needs nothing that an earlier session
 * left behind, overwrites nothing of the learner's, and works wherever the notebook lies. `trainbook` and the
 * packages beside it can be imported there.
 */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isCheckout, packageRoot } from "../engine";

/** The `node_modules` in which notebooks find `trainbook` and `@tensorflow/tfjs-node-gpu`. */
const packages = isCheckout ? path.join(packageRoot, "node_modules") : path.dirname(packageRoot);

/** Runs `work` in a grading folder, and removes it afterwards. */
export async function inGradingFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-grading-"));
  try {
    // A junction needs no rights on Windows; elsewhere the type is ignored.
    symlinkSync(packages, path.join(folder, "node_modules"), "junction");
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
