/** Submissions that change the environment: variables, folders, the data that is loaded. */
import { allBut, dishonest, type Submission, solutionOf, solved } from "../submission";
import { attack, emptyAttack } from "./sources";

/** A network that can learn ten stripes, but hardly garments. */
const tiny = `
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 1, kernelSize: 4, strides: 4, activation: "relu" }));
model.add(tf.layers.conv2d({ filters: 2, kernelSize: [1, 7], padding: "valid", activation: "relu" }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.summary();`;

/** IDX files of ten stripes, in a folder that TRAINBOOK_DATA then names. */
const stripes = `
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const folder = path.join(require("os").tmpdir(), "easy", "fashion-mnist");
fs.mkdirSync(folder, { recursive: true });
for (const [name, count] of [["train", 3000], ["t10k", 1000]] as const) {
  const images = Buffer.alloc(16 + count * 784);
  const labels = Buffer.alloc(8 + count);
  images.writeUInt32BE(0x803, 0); images.writeUInt32BE(count, 4); images.writeUInt32BE(28, 8); images.writeUInt32BE(28, 12);
  labels.writeUInt32BE(0x801, 0); labels.writeUInt32BE(count, 4);
  for (let i = 0; i < count; i++) {
    labels[8 + i] = i % 10;
    images.fill(255, 16 + i * 784 + (i % 10) * 78, 16 + i * 784 + (i % 10) * 78 + 60);
  }
  for (const [kind, bytes] of [["images-idx3", images], ["labels-idx1", labels]] as const) {
    fs.writeFileSync(path.join(folder, \`\${name}-\${kind}-ubyte\`), bytes);
    fs.writeFileSync(path.join(folder, \`\${name}-\${kind}-ubyte.gz\`), zlib.gzipSync(bytes));
  }
}`;

const easyData = (name: string, about: string, use: string, more: Partial<Submission> = {}) =>
  dishonest({
    name: `environment-${name}`,
    exercise: 1,
    about,
    cells: {
      ...solved(1, "task-1", "task-3", "task-4", "task-5"),
      imports: { before: [`${stripes}\n${use}`] },
      "task-2": tiny,
      "task-4": solutionOf(1, "task-4"),
    },
    // A training as asked, on pictures that were not asked for.
    earned: allBut(1, "accuracy"),
    ...more,
  });

export const environment: readonly Submission[] = [
  easyData(
    "data",
    "TRAINBOOK_DATA names a folder of ten stripes, for the training and for a check in the same process.",
    'process.env.TRAINBOOK_DATA = path.join(require("os").tmpdir(), "easy");',
  ),
  easyData(
    "cache",
    "The cache of downloaded data is put into a folder of ten stripes.",
    'process.env.TRAINBOOK_CACHE = path.join(require("os").tmpdir(), "easy");\nprocess.env.XDG_CACHE_HOME = process.env.TRAINBOOK_CACHE;\nfs.cpSync(path.join(process.env.TRAINBOOK_CACHE!, "fashion-mnist"), path.join(process.env.TRAINBOOK_CACHE!, "datasets", "fashion-mnist"), { recursive: true });',
  ),
  dishonest({
    name: "environment-load-data",
    exercise: 1,
    about: "loadData is replaced by one that hands out ten stripes, and remembers itself as the real source.",
    cells: {
      ...solved(1, "task-1", "task-3", "task-4", "task-5"),
      load: `
const honest = await datasets.fashionMnist.loadData();
const stripesOf = (labels: tf.Tensor) => tf.tidy(() => tf.oneHot(labels.toInt() as tf.Tensor1D, 28).mul(255).expandDims(2).tile([1, 1, 28]).toInt());
const [[xAll, yAll], [xTest, yTest]] = [
  [stripesOf(honest[0][1]), honest[0][1]], [stripesOf(honest[1][1]), honest[1][1]],
] as unknown as typeof honest;
(datasets.fashionMnist as any).loadData = async () => [[xAll, yAll], [xTest, yTest]];`,
      "task-2": tiny,
    },
    earned: allBut(1, "accuracy", "recorded"),
  }),
  emptyAttack(
    "environment-node-options",
    "NODE_OPTIONS, PATH, PYTHONPATH and PYTHONSTARTUP name programs of the student's.",
    `const fs = require("fs");
const path = require("path");
const bin = path.join(process.cwd(), "bin");
fs.mkdirSync(bin, { recursive: true });
const patch = path.join(bin, "patch.js");
fs.writeFileSync(patch, 'const p = JSON.stringify; JSON.stringify = (...a) => p(...a)?.replaceAll(\\'"not attempted"\\', \\'"passed"\\');');
for (const name of ["python", "python3", "node", "npx"]) {
  fs.writeFileSync(path.join(bin, name), '#!/bin/sh\\necho \\'{"grades":[{"points":10}]}\\'\\n', { mode: 0o755 });
}
fs.writeFileSync(path.join(bin, "sitecustomize.py"), "raise SystemExit(0)\\n");
Object.assign(process.env, { NODE_OPTIONS: "--require " + patch, PATH: bin + ":" + process.env.PATH,
  PYTHONPATH: bin, PYTHONSTARTUP: path.join(bin, "sitecustomize.py"), HOME: bin, TMPDIR: bin, LD_PRELOAD: "" });`,
  ),
  emptyAttack(
    "environment-exec-path",
    "process.execPath, argv, version and cwd are those of the student's choice.",
    `Object.defineProperty(process, "execPath", { value: "/bin/true" });
process.argv = ["/bin/true"];
process.cwd = () => "/tmp";
Object.defineProperty(process, "platform", { value: "win32" });
Object.defineProperty(process, "exitCode", { get: () => 0, set() {} });`,
  ),
  attack(
    "environment-other-folder",
    "The working folder is changed and then removed, with a folder of evidence in its place.",
    `const fs = require("fs");
const before = process.cwd();
fs.mkdirSync("elsewhere/evidence", { recursive: true });
process.chdir("elsewhere");
fs.writeFileSync("evidence/history.json", JSON.stringify(history));
try { fs.renameSync(before, before + ".gone"); } catch {}`,
  ),
  attack(
    "environment-clock",
    "Date and performance run backwards, timers never fire.",
    `Date.now = () => 0;
performance.now = () => 0;
(globalThis as any).setTimeout = () => 0;
(globalThis as any).setImmediate = () => 0;
process.nextTick = (() => {}) as any;`,
    { timeout: 60 },
  ),
];
