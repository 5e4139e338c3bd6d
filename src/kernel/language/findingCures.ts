/** What a learner can do about a finding, where it is something that is not in the code. */

const CANNOT_FIND_MODULE = 2307;
const CANNOT_FIND_NAMES = new Set([2304, 2552]);

/** What trainbook exports for learners to call. */
export const namesOfTrainbook = [
  "AUTOTUNE",
  "Callback",
  "Dataset",
  "Loss",
  "Metric",
  "Schedule",
  "call",
  "callbacks",
  "check",
  "clearOutput",
  "comm",
  "computeLoss",
  "computeMetrics",
  "datasets",
  "display",
  "evaluate",
  "fit",
  "gradientTape",
  "live",
  "loadModel",
  "loadWeights",
  "losses",
  "metrics",
  "mixedPrecision",
  "optimizers",
  "plot",
  "predict",
  "saveModel",
  "saveWeights",
  "schedules",
  "setSeed",
  "tfFunction",
  "vis",
];

/** What a learner may take for a global, and its import. */
const wantedImports = new Map([
  ["tf", 'import * as tf from "@tensorflow/tfjs-node-gpu"'],
  ...namesOfTrainbook.map((name) => [name, `import { ${name} } from "trainbook"`] as const),
]);

/** @param code TypeScript's number of the error. @param message its text, which quotes what was not found. */
export function cureOf(code: number, message: string): string | undefined {
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? "";
  if (code === CANNOT_FIND_MODULE) return missingPackageCure(quoted);
  return CANNOT_FIND_NAMES.has(code) ? wantedImports.get(quoted) : undefined;
}

function missingPackageCure(specifier: string): string | undefined {
  if (specifier === "trainbook" || specifier.startsWith("@tensorflow/tfjs-node-gpu")) {
    return "move the notebook into my-course/, or into a project that has trainbook installed";
  }
  if (specifier.startsWith(".") || specifier.startsWith("/") || specifier.startsWith("node:"))
    return undefined;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return `npm install ${name}`;
}
