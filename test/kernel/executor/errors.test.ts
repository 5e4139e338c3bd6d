/** The errors of cells, as Jupyter shows them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ExecutorClient } from "./executorClient";

let executor: ExecutorClient;
beforeAll(() => {
  executor = new ExecutorClient();
});
afterAll(() => executor.close());

test("a traceback names the lines of the cells that the error passed, with their text", async () => {
  const first = await executor.run(
    '__cells.fail = function fail(limit) {\n  throw new RangeError("above " + limit);\n}',
  );
  const { done, traceback } = await executor.start("const limit = 3;\n\n__cells.fail(limit);");
  const one = Number(first.cell.split("-")[1]);
  expect(done.error).toMatchObject({ ename: "RangeError", evalue: "above 3" });
  expect(traceback.split("\n")).toEqual([
    "RangeError: above 3",
    `  at fail, cell [${one}], line 2`,
    "    1 __cells.fail = function fail(limit) {",
    '  → 2   throw new RangeError("above " + limit);',
    "    3 }",
    `  at cell [${one + 1}], line 3`,
    "  → 3 __cells.fail(limit);",
  ]);
});

test("messages of V8 and texts of functions are in the learner's own names", async () => {
  await executor.run("__cells.nothing = null; __cells.five = 5; __cells.o = {};");
  const messages: [javascript: string, message: string][] = [
    ["(0, __cells.nothing)()", "nothing is not a function"],
    ["__cells.o.foo()", "o.foo is not a function"],
    ["new __cells.five()", "five is not a constructor"],
    ["for (const x of __cells.five) {}", "five is not iterable"],
  ];
  for (const [javascript, message] of messages) {
    const { done, traceback } = await executor.start(`${javascript};`);
    expect(done.error?.evalue).toBe(message);
    expect(traceback.split("\n")[0]).toBe(`TypeError: ${message}`);
  }
  const printed = await executor.run("try { __cells.o.foo() } catch (error) { console.log(error); }");
  expect(printed.stdout).toMatch(/^TypeError: o\.foo is not a function\n/);
  const f = "() => { for (const x of __cells.o) { __check(); (0, __cells.five)(x); } }";
  const text = await executor.run(`return { value: (${f}).toString() };`);
  expect(text.result).toBe("() => { for (const x of o) { five(x); } }");
});

test("lines are those of the TypeScript, by the source map", async () => {
  const { traceback } = await executor.start("const x = 1;\nthrow new Error(String(x));", {
    source: "interface Nothing {}\n\nconst x: number = 1;\nthrow new Error(String(x));",
    // Line 1 of the JavaScript is line 3 of the source, line 2 is line 4.
    sourceMap: JSON.stringify({ version: 3, sources: ["cell"], mappings: "AAEA;AACA" }),
  });
  expect(traceback).toMatch(/cell \[\d+\], line 4\n.*\n {2}→ 4 throw new Error\(String\(x\)\);/);
});

test("the end of a cell that fails says what it declares and has not come to", async () => {
  await executor.run("__cells.old = 1;");
  const javascript = "__cells.first = 1; throw new Error('x'); __cells.old = 2; __cells.later = 3;";
  const { done } = await executor.start(javascript, { declares: ["first", "old", "later"] });
  expect(done.unset).toEqual(["old", "later"]);
  expect((await executor.run("return;", { declares: ["never"] })).done.unset).toBeUndefined();
});

test("causes follow, and circular ones end", async () => {
  const { traceback } = await executor.start(`
    const root = new TypeError("at the root");
    const outer = new Error("outside", { cause: root });
    root.cause = outer;
    throw outer;`);
  expect(traceback).toContain("caused by TypeError: at the root");
  expect(traceback).toContain("caused by the same error again");
});

test("the members of an AggregateError are listed", async () => {
  const { traceback } = await executor.start(
    'await Promise.any([Promise.reject(new Error("one")), Promise.reject("two")]);',
  );
  expect(traceback).toContain("AggregateError: All promises were rejected");
  expect(traceback).toContain("  [1] Error: one");
  expect(traceback).toContain("  [2] 'two'");
});

test("what an error knows beside its message is shown", async () => {
  const { traceback } = await executor.start('require("node:fs").readFileSync("not-there.txt");');
  expect(traceback).toMatch(/errno: -\d+, code: 'ENOENT', syscall: 'open', path: 'not-there.txt'/);
});

test("whatever is thrown is shown", async () => {
  const thrown: Record<string, [ename: string, evalue: string]> = {
    '"just text"': ["Thrown", "'just text'"],
    undefined: ["Thrown", "undefined"],
    "{ code: 1 }": ["Thrown", "{ code: 1 }"],
    "Object.create(null)": ["Thrown", "[Object: null prototype] {}"],
    'require("node:vm").runInNewContext("new RangeError(\'elsewhere\')")': ["RangeError", "elsewhere"],
    'Object.defineProperty(new Error("hidden"), "message", { get() { throw 1; } })': ["Error", ""],
    'new Proxy({}, { get() { throw new Error("trap"); }, getPrototypeOf() { throw 1; } })': ["Thrown", "{}"],
    'Object.assign(new Error("m"), { name: 5 })': ["5", "m"],
  };
  for (const [value, [ename, evalue]] of Object.entries(thrown)) {
    const { done } = await executor.start(`throw ${value};`);
    expect(done.error).toMatchObject({ ename, evalue });
  }
});

test("a huge message is cut", async () => {
  const { done } = await executor.start('throw new Error("x".repeat(1e6));');
  expect(done.error?.evalue.length).toBeLessThan(5_000);
  expect(done.error?.evalue).toContain("996,000 characters more");
});

test("endless recursion shows its place once", async () => {
  const { done, traceback } = await executor.start("const again = () => again();\nagain();");
  expect(done.error?.ename).toBe("RangeError");
  expect(traceback).toMatch(/at again, cell \[\d+\], line 1\n.*\n.*\n {2}… at least \d+ more$/);
});

test("files of the learner are shown, packages and the kernel are not", async () => {
  mkdirSync(path.join(executor.folder, "node_modules", "thrower"), { recursive: true });
  writeFileSync(
    path.join(executor.folder, "node_modules", "thrower", "index.js"),
    "exports.call = (f) => f();",
  );
  writeFileSync(
    path.join(executor.folder, "mine.js"),
    'exports.fail = () => {\n  throw new Error("in a file");\n};',
  );
  const { traceback } = await executor.start('require("thrower").call(require("./mine.js").fail);');
  expect(traceback).toMatch(/^Error: in a file\n {2}at fail, mine\.js:2\n/);
  expect(traceback).toContain('→ 2   throw new Error("in a file");');
  expect(traceback).not.toMatch(/node_modules|dist|node:/);
});

test("an error of a package that no cell called directly names the package", async () => {
  mkdirSync(path.join(executor.folder, "node_modules", "@scope", "late"), { recursive: true });
  writeFileSync(
    path.join(executor.folder, "node_modules", "@scope", "late", "index.js"),
    'module.exports = () => new Promise((_, no) => setTimeout(() => no(new Error("late")), 1));',
  );
  const { traceback } = await executor.start('const p = require("@scope/late")(); await p;');
  expect(traceback).toMatch(/in the package @scope\/late|at cell/);
});
