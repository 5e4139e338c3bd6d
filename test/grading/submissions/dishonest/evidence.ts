/** Submissions of exercise 1 that reach for the evidence: its folder, the grader's step, and what tells it of trainings. */
import { allBut, dishonest, over, type Submission, solved } from "../submission";
import { attack, built, builtCells, emptyAttack, packageFolder, typedHistory, typedWork } from "./sources";

const honest = solved(1, "task-1", "task-2", "task-3", "task-4", "task-5");
const inPackage = (file: string) => `require(${packageFolder} + "/dist/${file}")`;

/** The folder of evidence, as the environment at the start of one of the kernel's processes tells it. */
const folder = `const evidence = (() => {
  const fs = require("fs");
  for (const pid of fs.readdirSync("/proc")) {
    try {
      const text = fs.readFileSync("/proc/" + pid + "/environ", "utf8");
      const order = text.split("\\0").find((one: string) => one.startsWith("TRAINBOOK_EVIDENCE="));
      if (order) return JSON.parse(order.slice(order.indexOf("=") + 1)).folder as string;
    } catch {}
  }
  return undefined;
})();`;

/** A history and evidence of it, in which the validation is better than it was. */
const better = "val_accuracy = Math.min(0.99, logs.val_accuracy * 1.08); logs.val_loss *= 0.7;";

export const evidenceAttacks: readonly Submission[] = [
  emptyAttack(
    "evidence-removed",
    "The folder of evidence is removed after each cell.",
    `${folder}
setInterval(() => require("fs").rmSync(evidence ?? "nowhere", { recursive: true, force: true }), 5).unref();`,
  ),
  attack(
    "evidence-result-by-hand",
    "A result of full marks is written into the folder of evidence, under many names.",
    `${folder}
for (const name of ["result.json", "grades.json", "values.json", "judge.json", "report.json"]) {
  process.on("exit", () => require("fs").writeFileSync(evidence + "/" + name, JSON.stringify({
    exercise: "exercise-1", cells: 99, checks: ["images", "epochs", "learning", "accuracy"].map((id) =>
      ({ id, status: "passed", basis: "measured" })) })));
}`,
  ),
  dishonest({
    name: "evidence-logs-edited",
    exercise: 1,
    about: "Ten honest epochs; then validation numbers are made better, in the history and in the evidence.",
    cells: over(honest, {
      "task-5": {
        after: [
          `${folder}
const edited = (logs: any) => { logs.${better} };
for (const at of history.epoch.keys()) {
  const logs = Object.fromEntries(Object.entries(history.history).map(([name, values]) => [name, values[at]]));
  edited(logs);
  for (const name of ["val_accuracy", "val_loss"]) history.history[name][at] = logs[name];
}
const file = evidence + "/training-0.json";
const training = JSON.parse(require("fs").readFileSync(file, "utf8"));
for (const epoch of training.epochs) edited(epoch.logs);
require("fs").writeFileSync(file, JSON.stringify(training));`,
        ],
      },
    }),
    earned: allBut(1, "validation"),
  }),
  dishonest({
    name: "evidence-step-replaced",
    exercise: 1,
    about: "The grader's step gets another way to write, which tells of better validation.",
    cells: over(honest, {
      imports: {
        after: [
          `const { EvidenceFolder } = ${inPackage("grading/evidence/evidenceFolder.js")};
const json = EvidenceFolder.prototype.json;
EvidenceFolder.prototype.json = function (name: string, value: any) {
  for (const { logs } of value.epochs ?? []) { if (logs.val_loss && !logs.done) { logs.done = 1; logs.${better} } }
  if (value.values?.history?.json) value.values.history.json.history.val_accuracy =
    value.values.history.json.history.val_accuracy?.map((one: number) => Math.min(0.99, one * 1.08));
  return json.call(this, name, value);
};`,
        ],
      },
    }),
    earned: allBut(1, "validation"),
  }),
  dishonest({
    name: "evidence-of-no-training",
    exercise: 1,
    about: "The witness of trainings is told of ten epochs that never were, with typed numbers.",
    cells: {
      ...builtCells,
      "task-4": `${typedHistory}
const record = ${inPackage("training/witness.js")}.recordOf({ model, callbacks: [], epochs: 10 });
for (let epoch = 0; epoch < 10; epoch++) {
  record.trains([{ inputs: [xTrain], targets: [yTrain] }]);
  record.validates([{ inputs: [xVal], targets: [yVal] }]);
  record.epochEnds(epoch, Object.fromEntries(Object.entries(history.history).map(([name, all]) => [name, all[epoch]])));
}
record.ends();`,
    },
    earned: [...built, "recorded"],
  }),
  attack(
    "evidence-other-witness",
    "Another witness takes the place of the grader's, so that nothing is recorded of a training on the test pictures.",
    `${inPackage("training/witness.js")}.witnessTrainings(() => ({ trains() {}, validates() {}, epochEnds() {}, ends() {} }));
await require("trainbook").fit(model, prepare(xTest), yTest, { epochs: 3, verbose: 0 });`,
  ),
  dishonest({
    name: "evidence-own-layer-answers",
    exercise: 1,
    about:
      "A layer class says softmax of the input's sums where it is watched, and looks answers up elsewhere.",
    cells: {
      ...typedWork(),
      "task-2": `class Answers extends tf.layers.Layer {
  static className = "Answers";
  computeOutputShape(): tf.Shape { return [null, 10]; }
  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = tf.reshape(Array.isArray(inputs) ? inputs[0] : inputs, [-1, 784]) as tf.Tensor2D;
      const known = tf.reshape(tf.cast(xTest, "float32").div(255), [-1, 784]) as tf.Tensor2D;
      const nearest = tf.matMul(x, known, false, true).argMax(1) as tf.Tensor1D;
      return tf.oneHot(tf.gather(yTest as tf.Tensor1D, nearest), 10).cast("float32");
    });
  }
}
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 1, kernelSize: 3, padding: "same" }));
model.add(tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: "same" }));
model.add(new Answers({}));
model.summary();`,
    },
    earned: ["images", "outputs", "compiled"],
    upTo: 1,
  }),
];
