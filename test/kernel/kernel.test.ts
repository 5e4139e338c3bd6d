/** The kernel through a real client: one notebook whose cells each show one thing, run by nbclient. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { packageRoot } from "../../src/engine";
import { installKernelspec, type NotebookOutput, type NotebookRun, runNotebook } from "../../src/kernel";
import { notebookOf } from "./notebooks/notebookOf";

const cells = {
  value: "const one: number = 1;\none + 1",
  string: "`two\nlines`",
  nothing: "undefined",
  printed: 'console.log("out"); console.error("err");',
  bundle: `({ [Symbol.for("Jupyter.display")]: async () => ({
    "application/vnd.vegalite.v5+json": { mark: "bar" }, "image/png": "AAAA", "text/plain": "a bar" }) })`,
  stockDisplay: `import * as tslab from "tslab";
tslab.display.raw("application/json", JSON.stringify({ list: [1] }));`,
  typeError: "const fine = 1;\nconst name: string = fine;",
  thrown: `function fail(limit: number): never {
  throw new RangeError(\`above \${limit}\`, { cause: new TypeError("at the root") });
}
fail(3);`,
  rejected: 'await Promise.reject(new Error("later"));',
  thrownText: 'throw "just text";',
  afterwards: "one + 2",
  failedBundle: `({ [Symbol.for("Jupyter.display")]: () => { throw new Error("cannot draw"); } })`,
  tensorflow: `import * as tf from "@tensorflow/tfjs-node-gpu";
const tensor: tf.Tensor2D = tf.ones([2, 2]);
tf.getBackend()`,
  tensor: "tensor",
  wrongShape: "tf.matMul(tensor, tf.ones([3, 3]))",
  wrongType: 'tf.ones("three")',
  trainbook: 'import { TrainbookError } from "trainbook";\nnew TrainbookError("made").message',
  shorthand: "const two = 2;\n({ one, two })",
  shorthandTypeError: "const wrong: { one: string } = { one };",
  trainbookType: "const cure: number = new TrainbookError('made').cure;",
};

type CellName = keyof typeof cells;
const names = Object.keys(cells) as CellName[];

// Imports are to be found from a folder inside the checkout, as in my-course/.
const out = path.join(packageRoot, "out");
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(path.join(out, "kernel-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

let run: NotebookRun;
beforeAll(async () => {
  installKernelspec();
  run = await runNotebook(notebookOf(Object.values(cells)), { cwd: folder, continueOnError: true });
});

function outputs(name: CellName): NotebookOutput[] {
  return run.notebook.cells[names.indexOf(name)]?.outputs ?? [];
}

function text(name: CellName): unknown {
  return outputs(name)[0]?.data?.["text/plain"];
}

function error(name: CellName): NotebookOutput {
  const found = outputs(name).find((output) => output.output_type === "error");
  if (!found) throw new Error(`cell ${name} has no error output`);
  return found;
}

/** The traceback without colours. */
function traceback(name: CellName): string {
  return stripVTControlCharacters(error(name).traceback?.join("\n") ?? "");
}

describe("a last value", () => {
  test("is an execute_result", () => {
    expect(outputs("value")).toEqual([
      { output_type: "execute_result", data: { "text/plain": "2" }, metadata: {}, execution_count: 1 },
    ]);
  });

  test("that is a string shows as it reads", () => {
    expect(text("string")).toBe("two\nlines");
  });

  test("that is undefined shows nothing", () => {
    expect(outputs("nothing")).toEqual([]);
  });

  test("with the display symbol is drawn as its whole bundle, JSON as JSON", () => {
    expect(outputs("bundle")[0]?.data).toEqual({
      "application/vnd.vegalite.v5+json": { mark: "bar" },
      "image/png": "AAAA",
      "text/plain": "a bar",
    });
  });

  test("that fails to draw itself is an error of the cell", () => {
    expect(error("failedBundle")).toMatchObject({ ename: "Error", evalue: "cannot draw" });
  });

  test("may name values of earlier cells in short", () => {
    expect(text("shorthand")).toBe("{ one: 1, two: 2 }");
  });

  test("that is a tensor shows its values", () => {
    expect(text("tensor")).toBe("Tensor float32 [2, 2]\n[[1, 1],\n [1, 1]]");
  });
});

describe("what a cell prints", () => {
  test("arrives as stdout and stderr", () => {
    expect(outputs("printed").map(({ name, text }) => [name, text])).toEqual([
      ["stdout", "out\n"],
      ["stderr", "err\n"],
    ]);
  });

  test("through tslab's own display keeps JSON as JSON", () => {
    expect(outputs("stockDisplay")[0]?.data).toEqual({ "application/json": { list: [1] } });
  });
});

describe("an error", () => {
  test("of the type check names the line and marks the place", () => {
    expect(error("typeError")).toMatchObject({
      ename: "TypeScript",
      evalue: "line 2: Type 'number' is not assignable to type 'string'.",
    });
    expect(traceback("typeError")).toContain("    const name: string = fine;\n          ^^^^");
  });

  test("of the type check in a property written in short is marked where the learner wrote it", () => {
    expect(traceback("shorthandTypeError")).toMatch(/= \{ one \};\n +\^\^\^$/m);
  });

  test("thrown by a cell names the lines of the cell that it passed", () => {
    expect(error("thrown")).toMatchObject({ ename: "RangeError", evalue: "above 3" });
    const number = names.indexOf("thrown") + 1;
    expect(traceback("thrown")).toContain(`at fail, cell [${number}], line 2`);
    expect(traceback("thrown")).toContain(`at cell [${number}], line 4`);
  });

  test("shows its cause", () => {
    expect(traceback("thrown")).toContain("caused by TypeError: at the root");
  });

  test("shows no frame of the kernel or of packages", () => {
    for (const name of ["thrown", "wrongShape"] as const) {
      expect(traceback(name)).not.toMatch(/node_modules|dist|node:/);
    }
  });

  test("of an awaited promise arrives too", () => {
    expect(error("rejected")).toMatchObject({ ename: "Error", evalue: "later" });
  });

  test("need not be an Error", () => {
    expect(error("thrownText")).toMatchObject({ ename: "Thrown", evalue: "'just text'" });
  });

  test("leaves what earlier cells declared", () => {
    expect(text("afterwards")).toBe("3");
  });
});

describe("imports from the notebook's folder upward", () => {
  test("@tensorflow/tfjs-node-gpu runs on TensorFlow", () => {
    expect(text("tensorflow")).toBe("tensorflow");
  });

  test("@tensorflow/tfjs-node-gpu is type-checked", () => {
    expect(error("wrongType").evalue).toMatch(/^line 1: Argument of type 'string' is not assignable/);
  });

  test("TensorFlow's errors point to the line of the cell", () => {
    expect(error("wrongShape").ename).toBe("TensorFlowError");
    expect(traceback("wrongShape")).toContain(`cell [${names.indexOf("wrongShape") + 1}], line 1`);
  });

  test("trainbook is found and type-checked", () => {
    expect(text("trainbook")).toBe("made");
    expect(error("trainbookType").evalue).toMatch(
      /^line 1: Type 'string \| undefined' is not assignable|^line 1: Type 'string' is not/,
    );
  });
});
