/** Names that a learner may take for globals, and their imports. */

/** The exports of trainbook that learners call. */
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
  "progress",
  "saveModel",
  "saveWeights",
  "schedules",
  "setSeed",
  "tfFunction",
  "vis",
];

/** Types of trainbook's that learners write. */
const typesOfTrainbook = ["History", "Logs"];

const imports = new Map([
  ["tf", 'import * as tf from "@tensorflow/tfjs-node-gpu"'],
  ...namesOfTrainbook.map((name) => [name, `import { ${name} } from "trainbook"`] as const),
  ...typesOfTrainbook.map((name) => [name, `import { type ${name} } from "trainbook"`] as const),
]);

/** The import that declares a name. */
export function importOf(name: string): string | undefined {
  return imports.get(name);
}
