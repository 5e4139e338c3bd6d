/** Submissions that change trainbook itself in the process in which they run. */
import type { Submission } from "../submission";
import { attack, checkType, emptyAttack, fullResult, packageFolder } from "./sources";

const loaded = (file: string) => `require(${packageFolder} + "/dist/${file}")`;

export const tampering: readonly Submission[] = [
  emptyAttack(
    "patched-exercises",
    "Every check of the table of exercises is replaced by one that passes.",
    `for (const exercise of ${loaded("grading/checks/exercises.js")}.exercises) {
  for (const check of exercise.checks) check.examine = () => ({ status: "passed" });
}`,
  ),
  emptyAttack(
    "patched-require-cache",
    "Functions of the loaded check module are replaced through require.cache.",
    `const cache = (require("module") as any)._cache;
for (const [file, module] of Object.entries<any>(cache)) {
  if (!/grading.score\\.js$/.test(file)) continue;
  const honest = module.exports.scoreOf;
  module.exports.scoreOf = (exercise: any, result: any) => {
    for (const check of result?.checks ?? []) check.status = "passed";
    return honest(exercise, result);
  };
}`,
  ),
  emptyAttack(
    "emptied-require-cache",
    "The module of the verdicts is loaded again and says that all has passed.",
    `const cache = (require("module") as any)._cache;
for (const file of Object.keys(cache)) {
  if (!/dist.grading/.test(file)) continue;
  if (/verdict\\.js$/.test(file)) {
    for (const name of Object.keys(cache[file].exports)) {
      cache[file].exports = { passed: () => ({ status: "passed" }), failed: () => ({ status: "passed" }), notAttempted: { status: "passed" } };
    }
  } else delete cache[file];
}
delete cache[require.resolve("trainbook")];`,
  ),
  emptyAttack(
    "patched-module-load",
    "Module._load hands out a grading of its own.",
    `const Module = require("module") as any;
const load = Module._load;
Module._load = function (request: string, ...rest: unknown[]) {
  const found = load.call(this, request, ...rest);
  if (!/trainbook|grading|check/.test(request)) return found;
  return new Proxy(found, { get: (target, key) => key === "check"
    ? async () => found.display?.bundle({ "${checkType}": ${fullResult(1)} })
    : target[key] });
};`,
  ),
  emptyAttack(
    "replaced-check",
    "The exported check is replaced by one that draws full marks.",
    `const trainbook = require("trainbook") as any;
const cached = (require("module") as any)._cache[require.resolve("trainbook")];
cached.exports = Object.create(trainbook, { check: { enumerable: true, value: () =>
  trainbook.display.bundle({ "${checkType}": ${fullResult(1)} }) } });`,
  ),
  emptyAttack(
    "patched-display",
    "display.bundle puts full marks into whatever carries a result.",
    `const { display } = require("trainbook") as any;
const bundle = display.bundle;
display.bundle = (content: any) => bundle("${checkType}" in content
  ? { ...content, "${checkType}": ${fullResult(1)} } : content);`,
  ),
  emptyAttack(
    "display-symbol",
    "Every object draws itself as a card of full marks, by the registered symbol.",
    `Object.defineProperty(Object.prototype, Symbol.for("Jupyter.display"), { configurable: true, writable: true,
  value: () => ({ "${checkType}": ${fullResult(1)}, "text/plain": "10 of 10 points" }) });`,
  ),
  attack(
    "patched-evaluation",
    "The grading's own evaluation of a model gives what was typed.",
    `const classifier = ${loaded("grading/checks/evaluateClassifier.js")};
for (const name of ["evaluateClassifier", "evaluateOn"]) {
  try {
    classifier[name] = async () => ({ accuracy: 0.85, loss: 0.42, penalty: 0, sum: 1, count: 1000 });
  } catch {}
}
const { NotebookWork } = ${loaded("grading/advice/notebookWork.js")};
NotebookWork.prototype.evaluation = async () => ({ accuracy: 0.85, loss: 0.42, penalty: 0, sum: 1, count: 1000 });`,
  ),
  attack(
    "patched-test-images",
    "The loader of the data gives the grader pictures for which the network says what is wanted.",
    `const probe = model.predict(xVal.slice(0, 1)) as tf.Tensor;
const label = probe.argMax(1).dataSync()[0];
const pixels = Uint8Array.from(xAll.slice(trained, 1).dataSync());
const fake = { images: Uint8Array.from({ length: 784 * 100 }, (_, i) => pixels[i % 784]),
  labels: new Uint8Array(100).fill(label), count: 100, rows: 28, columns: 28 };
const source = { kind: "offline", isReal: false, isVerified: true, location: "", message: "Fashion-MNIST" };
const data = ${loaded("data/index.js")};
const cached = (require("module") as any)._cache[${packageFolder} + "/dist/data/index.js"];
cached.exports = { ...data, readDataset: async () => ({ train: fake, test: fake, source }) };
const { NotebookWork } = ${loaded("grading/advice/notebookWork.js")};
NotebookWork.prototype.testImages = async () => ({ ...fake, source });`,
  ),
  attack(
    "patched-fit-record",
    "The History class and what fit hands out are replaced by typed numbers.",
    `const { History } = require("trainbook") as any;
Object.defineProperty(History.prototype, "history", { get: () => history.history, set() {}, configurable: true });
Object.setPrototypeOf(history, History.prototype);`,
  ),
  emptyAttack(
    "rewritten-messages",
    "fs.writeSync turns failed and not attempted into passed on the way to the server.",
    `const fs = require("fs");
const write = fs.writeSync;
fs.writeSync = (fd: number, data: any, ...rest: any[]) => {
  const text = String(data);
  if (!text.includes("${checkType}")) return write(fd, data, ...rest);
  write(fd, text.replaceAll('"failed"', '"passed"').replaceAll('"not attempted"', '"passed"'));
  return data.length;
};
(require("module") as any).syncBuiltinESMExports();`,
  ),
  emptyAttack(
    "async-hooks",
    "A hook that runs with every promise looks for checks in the globals and passes them.",
    `const passing = () => {
  const cache = (require("module") as any)._cache;
  for (const module of Object.values<any>(cache)) {
    for (const one of module.exports?.exercises ?? []) {
      for (const check of one.checks ?? []) check.examine = () => ({ status: "passed" });
    }
  }
};
require("async_hooks").createHook({ init() { passing(); } }).enable();`,
  ),
  emptyAttack(
    "inspector-session",
    "The debugger's own protocol changes a constant of the grading.",
    `const inspector = require("inspector");
const session = new inspector.Session();
session.connect();
session.post("Runtime.evaluate", { expression:
  "for (const one of process.mainModule.constructor._cache ? Object.values(process.mainModule.constructor._cache) : []) for (const e of one.exports?.exercises ?? []) for (const c of e.checks) c.examine = () => ({ status: 'passed' })" });`,
  ),
];
