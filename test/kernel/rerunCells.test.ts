/** Tensors of a cell's earlier run, when the cell is run again. */
import { packageRoot } from "../../src/engine";
import { installKernelspec, type NotebookRun, runNotebook } from "../../src/kernel";
import { notebookOf } from "./notebooks/notebookOf";

const imports = `import * as tf from "@tensorflow/tfjs-node-gpu";
import { fit, loadModel, predict, saveModel } from "trainbook";
const x = tf.randomUniform([16, 4]);
const y = tf.randomUniform([16, 1]);`;

const model = (name: string) => `const ${name} = tf.sequential();
${name}.add(tf.layers.dense({ inputShape: [4], units: 1 }));
${name}.compile({ optimizer: "adam", loss: "meanSquaredError" });`;

/** Cells that are run three times, by what they make. */
const freed = {
  "tensors of variables": "const scaled = x.mul(2);",
  "tensors without a name": "console.log(x.mul(2).add(1).shape);",
  "a model that fit has trained": `${model("fitted")}\nawait fit(fitted, x, y, { epochs: 2, verbose: 0 });`,
  "a model that tfjs has trained": `${model("trained")}\nawait trained.fit(x, y, { epochs: 1, verbose: 0 });`,
  "a model and what it predicted": `${model("asked")}\nconst said = asked.predict(x) as tf.Tensor;`,
  "a model that was saved and one that was loaded": `${model("saved")}
await saveModel(saved, "out/rerun.keras");
const loaded = await loadModel("out/rerun.keras");
const told = await predict(loaded, x);`,
  "a variable, assigned to": "const v = tf.variable(x);\nv.assign(x.mul(2));",
  "complex numbers and strings": 'const c = tf.complex(x, x);\nconst s = tf.tensor(["a", "b"]);',
};

const push = "const one = x.sum();\nseen.push(one);";
const variable = "const w = tf.variable(x, true, String(Math.random()));";

/** A number that a cell prints after each of some other cells. */
const counted = (cells: readonly string[], number = "tf.memory().numTensors") =>
  cells.flatMap((cell) => [cell, `console.log(${number});`]);

const notebook = {
  imports: [imports],
  ...Object.fromEntries(Object.entries(freed).map(([what, cell]) => [what, counted([cell, cell, cell])])),
  edited: counted(["const edited = x.mul(2);", "const edited = x.mul(3);"]),
  kept: counted(
    ["const seen: tf.Tensor[] = [];", push, push],
    "seen.flatMap((one) => [...one.dataSync()]).length",
  ),
  forgotten: counted(["tf.ones([2]);", "const other = x.mul(2);", "const other = x.mul(2);"]),
  variables: counted([variable, variable], "Object.keys(tf.engine().registeredVariables).length"),
};

let run: NotebookRun;
beforeAll(async () => {
  installKernelspec();
  run = await runNotebook(notebookOf(Object.values(notebook).flat()), { cwd: packageRoot });
}, 120_000);

/** The numbers that the cells of a part printed. */
function numbers(part: string): number[] {
  const parts = Object.entries(notebook);
  const index = parts.findIndex(([name]) => name === part);
  const start = parts.slice(0, index).flatMap(([, cells]) => cells).length;
  return run.notebook.cells
    .slice(start, start + (parts[index]?.[1].length ?? 0))
    .filter(({ source }) => String(source).startsWith("console.log("))
    .map(({ outputs }) => Number([outputs?.[0]?.text].flat().join("")));
}

test("every cell runs", () => {
  expect(run.failure).toBeUndefined();
});

test.each(Object.keys(freed))("frees %s", (what) => {
  const [first, second, third] = numbers(what).filter(Number.isFinite);
  expect(first).toBeGreaterThan(0);
  expect([second, third]).toEqual([first, first]);
});

test("frees what a cell left before it was edited, where it declares the same name", () => {
  const [first, second] = numbers("edited");
  expect(second).toBe(first);
});

test("keeps what another cell can still reach", () => {
  expect(numbers("kept")).toEqual([0, 1, 2]);
});

test("leaves forgotten tensors of a cell that is not run again, as tfjs does", () => {
  const [before = 0, once, again] = numbers("forgotten");
  expect([once, again]).toEqual([before + 1, before + 1]);
});

test("leaves tfjs's list of variables as long as there are variables", () => {
  const [first, second] = numbers("variables");
  expect(second).toBe(first);
});
