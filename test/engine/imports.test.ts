/** How a program gets at tfjs-node-gpu: every order of imports, both kinds of module, threads, and the way out. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../src/engine";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-imports-"));
  symlinkSync(path.join(packageRoot, "node_modules"), path.join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of its own file, with TensorFlow's variables unset, as in a fresh shell. */
function run(name: string, source: string, { nodeOptions = [] as string[], env = {} } = {}) {
  writeFileSync(path.join(folder, name), source);
  const result = spawnSync(process.execPath, [...nodeOptions, name], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  return { status: result.status, stdout: result.stdout.trim(), stderr: result.stderr.trim() };
}

const fine = (stdout: string) => ({ status: 0, stdout, stderr: "" });

describe("importing @tensorflow/tfjs-node-gpu in the project", () => {
  it("works alone, by require", () => {
    const source = `const tf = require("@tensorflow/tfjs-node-gpu"); console.log(tf.getBackend());`;
    expect(run("alone.cjs", source)).toEqual(fine("tensorflow"));
  });

  it("works alone, by import", () => {
    const source = `import * as tf from "@tensorflow/tfjs-node-gpu"; console.log(tf.getBackend());`;
    expect(run("alone.mjs", source)).toEqual(fine("tensorflow"));
  });

  it("works before trainbook and after it", () => {
    const tf = `import * as tf from "@tensorflow/tfjs-node-gpu";`;
    const trainbook = `import { TensorFlowError } from "trainbook";`;
    const use = `console.log(tf.getBackend(), typeof TensorFlowError);`;
    expect(run("before.mjs", tf + trainbook + use)).toEqual(fine("tensorflow function"));
    expect(run("after.mjs", trainbook + tf + use)).toEqual(fine("tensorflow function"));
  });

  it("works in a worker thread beside the main thread", () => {
    const source = `
      const { Worker, isMainThread } = require("node:worker_threads");
      const tf = require("@tensorflow/tfjs-node-gpu");
      const sum = () => tf.tidy(() => tf.range(0, 5).sum().dataSync()[0]);
      if (isMainThread) new Worker(__filename).on("exit", (code) => console.log("main", sum(), code));
      else console.log("worker", sum());`;
    expect(run("worker.cjs", source)).toEqual(fine("worker 10\nmain 10 0"));
  });

  it("computes on tfjs's JavaScript backend where that is asked for, and says what it costs", () => {
    const source = `const tf = require("@tensorflow/tfjs-node-gpu"); console.log(tf.getBackend(), tf.add(1, 2).dataSync()[0]);`;
    const { status, stdout, stderr } = run("fallback.cjs", source, { env: { TRAINBOOK_BACKEND: "cpu" } });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "cpu 3" });
    expect(stderr).toMatch(/^trainbook: .*JavaScript backend.*over a thousand times slower\.$/);
  });

  it("is silent in a process started by another that uses it", () => {
    const source = `const tf = require("@tensorflow/tfjs-node-gpu");
      if (process.argv[2] !== "child") require("node:child_process").spawnSync(process.execPath, [__filename, "child"], { stdio: "inherit" });
      else console.log(tf.getBackend());`;
    expect(run("parent.cjs", source)).toEqual(fine("tensorflow"));
  });

  it("shows TensorFlow's log to those who ask for it", () => {
    const source = `require("@tensorflow/tfjs-node-gpu");`;
    expect(run("log.cjs", source, { env: { TF_CPP_MIN_LOG_LEVEL: "0" } }).stderr).toMatch(
      /oneDNN|TensorFlow/,
    );
  });

  it("prints tensors as their type, shape and values", () => {
    const source = `const tf = require("@tensorflow/tfjs-node-gpu"); console.log({ x: tf.tensor1d([1, 2], "int32") });`;
    const { stdout } = run("print.cjs", source);
    expect(stdout.replace(/\s+/g, " ")).toBe("{ x: Tensor int32 [2] [1, 2] }");
  });

  it("names what to run when TensorFlow's library is missing", () => {
    const env = { TRAINBOOK_TENSORFLOW: path.join(folder, "nowhere") };
    const { status, stderr } = run("missing.cjs", `require("@tensorflow/tfjs-node-gpu")`, { env });
    expect(status).toBe(1);
    expect(stderr).toMatch(/LibraryNotFoundError: TRAINBOOK_TENSORFLOW names .*nowhere, which holds no/);
  });

  it("says why a library that is no library does not load", () => {
    const bogus = path.join(folder, "bogus.so");
    writeFileSync(bogus, "not a library");
    const { status, stderr } = run("bogus.cjs", `require("@tensorflow/tfjs-node-gpu")`, {
      env: { TRAINBOOK_TENSORFLOW: bogus },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/LibraryLoadError: .*bogus\.so cannot be loaded: /);
  });
});

describe("leaving the process", () => {
  it.each([
    ["after a failed operation", `try { tf.backend().executeSingleOutput("NoSuchOp", [], []); } catch {}`],
    ["with tensors alive", "globalThis.kept = tf.ones([1000, 1000]);"],
    ["through process.exit", "tf.ones([10]).dataSync(); process.exit(0);"],
    [
      "in the middle of a fit",
      `const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      m.compile({ loss: "meanSquaredError", optimizer: "sgd" });
      m.fit(tf.ones([1000, 1]), tf.ones([1000, 1]), { epochs: 1000, verbose: 0 }); setTimeout(() => process.exit(0), 300);`,
    ],
  ])("ends with 0 %s", (_, source) => {
    expect(run("leave.cjs", `const tf = require("@tensorflow/tfjs-node-gpu"); ${source}`)).toEqual(fine(""));
  });
});

describe("trainbook as a dependency, where tfjs-node-gpu has no binding of ours yet", () => {
  let project: string;
  beforeAll(() => {
    // A project with its own copy of tfjs-node-gpu: all other packages resolve from the checkout's.
    project = path.join(folder, "project");
    const packages = path.join(project, "node_modules");
    mkdirSync(path.join(packages, "@tensorflow"), { recursive: true });
    const installed = path.join(packageRoot, "node_modules", "@tensorflow", "tfjs-node-gpu");
    const copy = path.join(packages, "@tensorflow", "tfjs-node-gpu");
    cpSync(installed, copy, {
      recursive: true,
      filter: (file) => !file.startsWith(path.join(installed, "lib")),
    });
    mkdirSync(path.join(packages, "trainbook"));
    for (const name of ["dist", "package.json"]) {
      cpSync(path.join(packageRoot, name), path.join(packages, "trainbook", name), { recursive: true });
    }
  });

  const library = () =>
    execFileSync(process.execPath, [
      "-p",
      `require(${JSON.stringify(packageRoot)} + "/dist/engine").findTensorFlow().path`,
    ])
      .toString()
      .trim();
  const runInProject = (name: string, source: string, nodeOptions: string[] = []) =>
    run(path.join("project", name), source, { nodeOptions, env: { TRAINBOOK_TENSORFLOW: library() } });

  it("works when trainbook is imported first", () => {
    const source = `import { TrainbookError } from "trainbook"; import * as tf from "@tensorflow/tfjs-node-gpu";
      console.log(tf.getBackend(), typeof TrainbookError);`;
    expect(runInProject("first.mjs", source)).toEqual(fine("tensorflow function"));
  });

  it("works in any order under node --import trainbook/register", () => {
    const source = `import * as tf from "@tensorflow/tfjs-node-gpu"; import { TrainbookError } from "trainbook";
      console.log(tf.getBackend(), typeof TrainbookError);`;
    writeFileSync(path.join(project, "preload.mjs"), `import "trainbook/register";`);
    expect(runInProject("any.mjs", source, ["--import", "./project/preload.mjs"])).toEqual(
      fine("tensorflow function"),
    );
  });

  it("explains a wrong order where a native binding was there before ours", () => {
    const native = path.join(project, "node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8");
    mkdirSync(native, { recursive: true });
    // Stands for the file that tfjs-node-gpu's own installer would have built; a folder, so that Node reads JavaScript.
    mkdirSync(path.join(native, "tfjs_binding.node"));
    writeFileSync(
      path.join(native, "tfjs_binding.node", "index.js"),
      "module.exports = { isUsingGpuDevice: () => false };",
    );
    const source = `import * as tf from "@tensorflow/tfjs-node-gpu"; import { TrainbookError } from "trainbook";`;
    const { status, stderr } = runInProject("wrong.mjs", source);
    expect(status).toBe(1);
    expect(stderr).toMatch(/ImportOrderError: .*imported before trainbook.*\n.*import "trainbook" first/);
  });
});
