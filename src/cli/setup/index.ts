/**
 * Set-up: everything between the Node packages, which bin/trainbook.js brings, and a working notebook. What is
 * in place is left alone and costs milliseconds.
 */
import { environmentFolder, inspectBindingLink, javaScriptBackendCost, linkBinding } from "../../engine";
import { inspectKernelspec, installKernelspec, installPapermillPlugin } from "../../kernel";
import { step } from "./bootstrap";
import { provideEnvironment } from "./environment";
import { provideJupyterSettings } from "./jupyterSettings";
import { provideNbgrader } from "./nbgraderEnvironment";
import { wheelForThisMachine } from "./requirements";

export { step } from "./bootstrap";
export { freeBytes, gigabytes } from "./diskSpace";
export { isEnvironmentComplete, pythonOf } from "./environment";
export { findPython } from "./findPython";
export { nbgraderEnvironment } from "./nbgraderEnvironment";
export { probePython } from "./probePython";
export { type Wheel, wheelForThisMachine } from "./requirements";
export { pythonEnvironment } from "./runProgram";
export { describeRange, judgeVersion, supportedRange } from "./supportedPython";

export interface SetupOptions {
  /** Also what the tests need. Defaults to false. */
  tests?: boolean;
  /** Reinstalls every Python package. Defaults to false. */
  repair?: boolean;
}

/** Sets up whatever is missing; each step that does something says so in one line. */
export async function setUp({ tests, repair }: SetupOptions = {}): Promise<void> {
  const environment = environmentFolder();
  const wheel = wheelForThisMachine();
  await provideEnvironment(environment, { wheel, tests, repair });
  if (inspectBindingLink() === "missing") await step("TensorFlow binding", () => void linkBinding());
  provideJupyterSettings(environment);
  installPapermillPlugin(environment);
  if (inspectKernelspec(environment).state !== "ok") {
    await step("Notebook kernel", () => void installKernelspec(environment));
  }
  if (tests) await provideNbgrader();
}

/** Why there is no TensorFlow here and what it costs, where PyPI has no wheel for this machine. */
export function missingWheelNotice(): string | undefined {
  if (wheelForThisMachine() !== "none") return undefined;
  return (
    `There is no TensorFlow wheel for ${process.platform} on ${process.arch}: ` +
    `notebooks compute with tfjs's JavaScript backend, which ${javaScriptBackendCost}.`
  );
}
