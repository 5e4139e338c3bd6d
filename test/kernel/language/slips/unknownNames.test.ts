/** Names that nothing declares: what is said depends on which cells have run. */
import { TestNotebook } from "../notebook";

/** Where no cell has run: those of the tests are all rejected. */
let fresh: TestNotebook;
let notebook: TestNotebook;
beforeAll(() => {
  fresh = new TestNotebook();
});
afterAll(() => fresh.close());
beforeEach(() => {
  notebook = fresh;
});

function inNewNotebook(test: () => void): () => void {
  return () => {
    notebook = new TestNotebook();
    try {
      test();
    } finally {
      notebook.close();
    }
  };
}

const linesOf = (code: string) => notebook.errorOf(code).split("\n");
const cell = "const history = await fit(model, train, { validationData: test });\nplot.history(history)";

test("in a fresh kernel one sentence says that nothing has run", () => {
  expect(linesOf(cell)).toEqual([
    "TypeScript line 1:23: Nothing has run since the kernel started, so fit, model, train, test and plot are not declared.",
    "    const history = await fit(model, train, { validationData: test });",
    "                          ^^^",
    "",
    "→ Run > Run All Above Selected Cell, then run this cell again",
  ]);
});

test(
  "later it says which names no cell has declared",
  inNewNotebook(() => {
    notebook.convert("const model = 1;");
    const [first, ...rest] = linesOf(cell);
    expect(first).toContain("No cell that has run declares fit, train, test and plot.");
    expect(rest.at(-1)).toMatch(/^→ run the cells that declare them \(Run > Run All Above Selected Cell\)/);
  }),
);

test("of many names five are listed", () => {
  expect(linesOf("[a1, b1, c1, d1, e1, f1, g1]")[0]).toContain("so a1, b1, c1, d1, e1 and 2 more are not");
});

test(
  "a cell that was rejected has run nothing",
  inNewNotebook(() => {
    notebook.convert("const model: string = 1;");
    expect(linesOf("other")[0]).toContain("Nothing has run");
    expect(linesOf("model")[0]).toContain(
      "model is not declared: cell [1], which declares it, did not finish.",
    );
  }),
);

test(
  "a cell that ended before its declaration is named, until another declares the name",
  inNewNotebook(() => {
    notebook.convert('const early = 1;\nthrow new Error("no");\nconst late = 2;');
    notebook.converter.takeBack(1, ["late"]);
    expect(notebook.convert("early").ok).toBe(true);
    expect(linesOf("late").at(-1)).toBe("→ fix cell [1] and run it again");
    notebook.convert("const late = 3;");
    expect(notebook.convert("late").ok).toBe(true);
  }),
);

test.each(["test", "it", "describe", "jest", "$", "jQuery", "Bun"])(
  "%s never leads to the advice to install types",
  (name) => {
    const text = notebook.errorOf(`${name}.print()`);
    expect(text).not.toMatch(/npm i |type definitions|@types|tsconfig/);
    expect(text).toContain("Run All Above Selected Cell");
  },
);

test(
  "names that only lack their import come with one import for all",
  inNewNotebook(() => {
    notebook.convert("1 + 1");
    expect(linesOf("fit(1); plot.history(tf)").at(-1)).toBe(
      '→ import * as tf from "@tensorflow/tfjs-node-gpu", and import { fit, plot } from "trainbook"',
    );
  }),
);

test(
  "an error beside unknown names is told, too",
  inNewNotebook(() => {
    notebook.convert("const one = 1;");
    const text = notebook.errorOf("other;\nconst s: string = one;");
    expect(text).toContain("declares other");
    expect(text).toContain("Type 'number' is not assignable to type 'string'. (TS2322)");
  }),
);

test.each([
  ["x = 5", "let x = 5; or run the cell that declares x"],
  ["a, b = 1, 2", "const [a, b] = [1, 2]"],
  ["(a, b), (c, d) = [[1, 2], [3, 4]]", "const [[a, b], [c, d]] = [[1, 2], [3, 4]]"],
  ["new Dense(10)", "write tf.layers.dense({ units: 10 })"],
  ["Conv2D({ filters: 8 })", "write tf.layers.conv2d({ filters: 8 })"],
  ["let x: Tensor2D", "write tf.Tensor2D"],
  ["None", "write null or undefined"],
  ["str(3)", "String(3)"],
  ["max(1, 2)", "Math.max(1, 2); if max is a name of your own, run the cell that declares it"],
  ["const n: int = 3", "write number"],
  ["files = !ls -la", expect.stringContaining('execSync("ls -la"')],
  ["const a = 1;\n%time", expect.stringContaining("console.timeEnd")],
])("%s: %s", (code, cure) => {
  expect(linesOf(code).at(-1)?.slice(2)).toEqual(cure);
});

test(
  "arguments by name go into an object, or by their order",
  inNewNotebook(() => {
    notebook.convert(
      "function train(x: number, options?: { batchSize: number }) {}\nfunction zeros(shape: number[]) {}",
    );
    expect(linesOf("train(1, batch_size=2)").at(-1)).toBe("→ train(1, { batchSize: 2 })");
    expect(linesOf("train(1, batch_size=None)").at(-1)).toBe("→ train(1, { batchSize: null })");
    expect(linesOf("zeros(shape=[2])").at(-1)).toBe("→ zeros([2])");
    expect(linesOf("print(1, end='')").at(-1)).toBe(
      "→ console.log(1), or put 1 alone on the cell's last line",
    );
  }),
);
