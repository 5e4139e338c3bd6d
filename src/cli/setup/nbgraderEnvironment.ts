/**
 * nbgrader for the tests, in an environment of its own: its extensions are not for a learner's JupyterLab, and an
 * instructor has it in an environment of its own, too.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environmentFolder, packageRoot } from "../../engine";
import { step, withSetupLock } from "./bootstrap";
import { makeVenv, pythonOf } from "./environment";
import { installRequirements } from "./pip";
import { nbgraderList } from "./requirements";

/** In a checkout, beside the learner's environment. */
export const nbgraderEnvironment = path.join(packageRoot, ".venv-nbgrader");

/** Makes the environment, or makes it again where its list has changed. Rests on the learner's environment's Python. */
export async function provideNbgrader(environment = nbgraderEnvironment): Promise<void> {
  const list = nbgraderList();
  const stamp = path.join(environment, ".trainbook-stamp");
  const isInPlace = () =>
    existsSync(pythonOf(environment)) && existsSync(stamp) && readFileSync(stamp, "utf8") === list.key;
  if (isInPlace()) return;
  mkdirSync(path.dirname(environment), { recursive: true });
  await withSetupLock(`${environment}.lock.tmp`, async () => {
    // Another set-up may have done it in the meantime.
    if (isInPlace()) return;
    await step("nbgrader, for the tests", async (report) => {
      await makeVenv(environment, pythonOf(environmentFolder()));
      await installRequirements(environment, [list], { report });
      writeFileSync(stamp, list.key);
    });
  });
}
