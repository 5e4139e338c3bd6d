/**
 * Submissions that write into the package or into the home folder, so that the next student's exercise gains. Each is
 * followed by the exercise as handed out. They stop in a checkout: only `Bench`, with its copy, may grade them.
 */
import { dishonest, type Submission } from "../submission";
import { checkType, fullResult, nextStudent, packageFolder } from "./sources";

const writing = (name: string, about: string, code: string, more: Partial<Submission> = {}) =>
  dishonest({
    name: `writes-${name}`,
    exercise: 1,
    about,
    cells: {
      imports: {
        after: [
          `const fs = require("fs");
const path = require("path");
const os = require("os");
const root = ${packageFolder};
if (fs.existsSync(path.join(root, "src", "index.ts"))) throw new Error("not in a checkout");
const rewrite = (file: string, change: (text: string) => string) => {
  try { fs.chmodSync(file, 0o666); } catch {}
  fs.writeFileSync(file, change(fs.readFileSync(file, "utf8")));
};`,
          code,
        ],
      },
    },
    earned: [],
    writesPackage: true,
    next: nextStudent(`writes-${name}`),
    ...more,
  });

export const packageFiles: readonly Submission[] = [
  writing(
    "exercises-table",
    "dist/grading/checks/exercises.js passes everything.",
    'rewrite(path.join(root, "dist/grading/checks/exercises.js"), (text) => text + "\\n" + `for (const exercise of exports.exercises) for (const check of exercise.checks) check.examine = () => ({ status: "passed" });\\n`);',
  ),
  writing(
    "verdicts",
    "dist/grading/checks/verdict.js knows only passed.",
    'rewrite(path.join(root, "dist/grading/checks/verdict.js"), (text) => text + "\\n" + `exports.failed = exports.passed; exports.notAttempted = { status: "passed" };\\n`);',
  ),
  writing(
    "score",
    "dist/grading/scores/score.js gives the maximum.",
    'rewrite(path.join(root, "dist/grading/scores/score.js"), (text) => text + "\\n" + `const honest = exports.scoreOf;\nexports.scoreOf = (...args) => { const score = honest(...args); for (const check of score.checks) { check.status = "passed"; check.points = check.maximum; } score.points = score.maximum; return score; };\\n`);',
  ),
  writing(
    "command",
    "bin/trainbook.js writes reports of full marks itself.",
    `rewrite(path.join(root, "bin/trainbook.js"), (text) => text.replace(/^(#!.*\\n)?/, (line) => line + \`
if (process.argv[2] === "grade" && process.argv.includes("--json")) {
  const checks = ${fullResult(1)}.checks.map((one) => ({ ...one, points: 1, maximum: 1 }));
  require("fs").writeFileSync(process.argv[process.argv.indexOf("--json") + 1],
    JSON.stringify({ grades: [{ points: 10, maximum: 10, checks }] }));
  process.exit(0);
}
\`));`,
  ),
  writing(
    "handed-out-exercise",
    "The shipped exercise's check cell draws full marks: the grader puts it into the next notebook.",
    `const file = path.join(root, "exercises/01-fashion-mnist.ipynb");
rewrite(file, (text) => {
  const notebook = JSON.parse(text);
  const cell = notebook.cells.find((one: any) => one.metadata?.nbgrader?.grade_id === "check");
  cell.source = 'import { display } from "trainbook";\\nawait display.bundle({ "${checkType}": ' + ${JSON.stringify(fullResult(1))} + ' });';
  return JSON.stringify(notebook);
});`,
  ),
  writing(
    "solved-exercise",
    "The shipped exercise is replaced by the solution.",
    'fs.copyFileSync(path.join(root, "solutions/01-fashion-mnist.ipynb"), path.join(root, "exercises/01-fashion-mnist.ipynb"));',
  ),
  writing(
    "runner",
    "run_notebook.py adds full marks to the check cell's outputs.",
    `for (const folder of ["dist/kernel/notebooks"]) {
  rewrite(path.join(root, folder, "run_notebook.py"), (text) => text.replace("def tell(event, **content):",
    "def tell(event, **content):\\n    for cell in (content.get('notebook') or {}).get('cells', []):\\n" +
    "        if (cell.get('metadata', {}).get('nbgrader') or {}).get('grade_id') == 'check':\\n" +
    "            cell['outputs'] = [{'output_type': 'display_data', 'metadata': {}, 'data': {'${checkType}': json.loads(" +
    JSON.stringify(${JSON.stringify(fullResult(1))}) + ")}}]"));
}`,
  ),
  writing(
    "executor",
    "The kernel's own program forges results in its messages.",
    `rewrite(path.join(root, "dist/kernel/executor/jsonLines.js"), (text) => text + \`
const honestLine = exports.jsonLine;
exports.jsonLine = (message) => honestLine(message).replaceAll('"status":"not attempted"', '"status":"passed"').replaceAll('"status":"failed"', '"status":"passed"');
\`);`,
  ),
  writing(
    "tensorflow",
    "tfjs-layers evaluates and predicts as the student likes.",
    `const layers = require.resolve("@tensorflow/tfjs-node-gpu").replace(/tfjs-node-gpu.*/, "tfjs-layers/dist/tf-layers.node.js");
if (!/node_modules.@tensorflow.tfjs-layers/.test(layers) || fs.statSync(layers).nlink > 1) throw new Error("shared");
rewrite(layers, (text) => text + "\\nexports.LayersModel.prototype.countParams = () => 1; exports.LayersModel.prototype.calculateLosses = () => [];\\n");`,
  ),
  writing(
    "kernelspec",
    "The kernelspec starts a program of the student's, which loads a patch before the kernel.",
    `for (const folder of [process.env.JUPYTER_PATH, process.env.TRAINBOOK_CACHE].filter(Boolean) as string[]) {
  const find = (at: string, depth: number): string[] => !fs.existsSync(at) ? [] : fs.readdirSync(at, { withFileTypes: true }).flatMap((one: any) =>
    one.isDirectory() && depth > 0 ? find(path.join(at, one.name), depth - 1) : one.name === "kernel.json" ? [path.join(at, one.name)] : []);
  const patch = path.join(root, "dist", "patch.js");
  fs.writeFileSync(patch, 'const p = JSON.stringify; JSON.stringify = (...a) => p(...a)?.replaceAll(\\'"not attempted"\\', \\'"passed"\\');');
  for (const file of folder.split(path.delimiter).flatMap((one: string) => find(one, 6))) {
    rewrite(file, (text) => { const spec = JSON.parse(text); spec.argv.splice(1, 0, "--require", patch); return JSON.stringify(spec); });
  }
}`,
  ),
  writing(
    "data",
    "The drawn garments become ten plain stripes, for the next student's training and for the judge.",
    `rewrite(path.join(root, "dist/data/readDataset.js"), (text) => text + \`
const honestRead = exports.readDataset;
exports.readDataset = async (...args) => {
  const read = await honestRead(...args);
  for (const split of [read.train, read.test]) {
    for (let i = 0; i < split.count; i++) split.images.fill(0, i * 784, (i + 1) * 784).fill(255, i * 784 + split.labels[i] * 78, i * 784 + split.labels[i] * 78 + 60);
  }
  return read;
};
\`);`,
  ),
  writing(
    "home",
    "Start-up files of Jupyter, IPython, npm and Python in the home folder run with the next grading.",
    `const code = "import os\\nopen(os.path.join(os.path.expanduser('~'), 'was-here'), 'w').close()\\n";
for (const file of [".jupyter/jupyter_config.py", ".jupyter/jupyter_nbclient_config.py", ".ipython/profile_default/startup/00.py", ".local/lib/python3.11/site-packages/usercustomize.py"]) {
  fs.mkdirSync(path.dirname(path.join(os.homedir(), file)), { recursive: true });
  fs.writeFileSync(path.join(os.homedir(), file), code);
}
const spec = path.join(os.homedir(), ".local/share/jupyter/kernels/tslab");
fs.mkdirSync(spec, { recursive: true });
fs.writeFileSync(path.join(spec, "kernel.json"), JSON.stringify({ argv: ["false"], display_name: "TypeScript (tslab)", language: "typescript" }));
fs.writeFileSync(path.join(os.homedir(), ".npmrc"), "node-options=--require /nowhere.js\\n");`,
  ),
  writing(
    "temporary-folders",
    "Files that look like evidence, weights and reports are left in the temporary folder and in the home folder.",
    `const history = { epoch: [...Array(10).keys()], history: { loss: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0.4], accuracy: Array(10).fill(0.9), val_loss: Array(10).fill(0.4), val_accuracy: Array(10).fill(0.9) } };
for (const folder of [os.tmpdir(), os.homedir(), process.cwd(), path.dirname(process.cwd())]) {
  for (const name of ["evidence", "trainbook-evidence", "trainbook-grading", "room"]) {
    try {
      fs.mkdirSync(path.join(folder, name), { recursive: true });
      for (const file of ["evidence.json", "history.json", "result.json", "grades.json", "check.json", "model.json"]) {
        fs.writeFileSync(path.join(folder, name, file), JSON.stringify({ ...${fullResult(1)}, ...history, points: 10 }));
      }
    } catch {}
  }
}`,
  ),
];
