/** How type errors and syntax errors read. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import * as trainbook from "../../../src";
import { namesOfTrainbook } from "../../../src/kernel/language/slips/importableNames";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(() => {
  notebook = new TestNotebook();
});
afterAll(() => notebook.close());

function error(code: string) {
  const conversion = notebook.convert(code);
  if (conversion.ok) throw new Error("converted although it should not");
  const { ename, evalue, traceback } = conversion.error;
  return { ename, evalue, text: stripVTControlCharacters(traceback.join("\n")) };
}

test("a type error names line and column, shows the line and marks the place", () => {
  expect(error("const fine = 1;\nconst name: string = fine;")).toEqual({
    ename: "TypeScript",
    evalue: "line 2: Type 'number' is not assignable to type 'string'.",
    text: `TypeScript line 2:7: Type 'number' is not assignable to type 'string'. (TS2322)
    const name: string = fine;
          ^^^^`,
  });
});

test("all errors of a cell are listed", () => {
  const { evalue, text } = error("const a: string = 1;\nconst b: number = 'x';\nc");
  expect(evalue).toBe("line 1: Type 'number' is not assignable to type 'string'. (and 2 more)");
  expect(text.match(/TypeScript line \d/g)).toEqual([
    "TypeScript line 1",
    "TypeScript line 2",
    "TypeScript line 3",
  ]);
});

test("of many errors three are told, and the others are counted", () => {
  const wrong = Array.from({ length: 10 }, (_, n) => `const wrong${n}: string = ${n};`).join("\n");
  const { evalue, text } = error(wrong);
  expect(evalue).toMatch(/\(and 9 more\)$/);
  expect(text.match(/^TypeScript/gm)).toHaveLength(3);
  expect(text).toMatch(/… and 7 more$/);
});

test("the cures of several errors stand last, each with its line", () => {
  const { text } = error("const s = 'a';\nconsol.log(s);\ns.lenght");
  expect(text.split("\n").slice(-2)).toEqual([
    "→ line 2: write console; or, if consol is another name, run the cell that declares it",
    "→ line 3: write length",
  ]);
});

test("of several syntax errors in a line the first is told", () => {
  expect(error("const class = 1;\n5 5").text.match(/^SyntaxError line \d/gm)).toEqual([
    "SyntaxError line 1",
    "SyntaxError line 2",
  ]);
});

test("a misspelt name comes with a suggestion", () => {
  expect(error("consol.log(1)").text).toContain("Cannot find name 'consol'. Did you mean 'console'?");
  expect(error("[1].lenght").text).toContain("Did you mean 'length'?");
});

test("the explanation of an error stands below its place", () => {
  const { text } = error(
    "const f: (n: number) => string = (n: number) => n;\nlet o: { a: { b: string } } = { a: { b: 1 } as { b: number } };",
  );
  expect(text).toMatch(/\^\n +Types of property/);
});

test("a syntax error is a SyntaxError, and no type errors stand beside it", () => {
  const { ename, evalue, text } = error("const q = (;\nconst s: string = 1");
  expect(ename).toBe("SyntaxError");
  expect(evalue).toMatch(/^line 1: Expression expected\./);
  expect(text).not.toContain("TS2322");
});

test("marks stand right behind tabs and wide letters", () => {
  expect(error("\tconst 长: string = 1;").text).toContain(`    \tconst 长: string = 1;\n    \t      ^^`);
});

test("a property written in short is marked where the learner wrote it", () => {
  expect(error("const one = 1;\nconst wrong: { one: string } = { one };").text).toMatch(
    /= \{ one \};\n +\^\^\^$/m,
  );
});

test("// @ts-expect-error and // @ts-ignore silence the next line", () => {
  expect(notebook.convert("// @ts-expect-error\nconst s: string = 1;").ok).toBe(true);
  expect(notebook.convert("// @ts-ignore\nconst t: string = 1;").ok).toBe(true);
  expect(error("// @ts-expect-error\nconst u: string = 'x';").text).toContain(
    "Unused '@ts-expect-error' directive.",
  );
});

test("await where it is not allowed says so", () => {
  expect(error("function f() { await 1 }").text).toContain("only allowed within async functions");
});

test("a syntax error at the end shows the learner's own last line", () => {
  expect(error("const rows = (").text).toMatch(
    /Expression expected\. \(TS1109\)\n {4}const rows = \(\n {18}\^$/m,
  );
});

test("a message names a package's module as an import would, not by its file", () => {
  const folder = path.join(notebook.folder, "node_modules", "some-package");
  mkdirSync(path.join(folder, "dist"), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), '{ "name": "some-package", "types": "dist/index.d.ts" }');
  writeFileSync(path.join(folder, "dist", "index.d.ts"), "export declare const here: number;");
  const { text } = error('import * as some from "some-package";\nsome.there');
  expect(text).toContain(`Property 'there' does not exist on type 'typeof import("some-package")'.`);
});

test("of two types of one name the message says which is which", () => {
  notebook.convert("interface Place { x: number }\nfunction make(): Place { return { x: 1 }; }");
  const { text } = error("interface Place { y: string }\nconst place: Place = make();");
  expect(text).toContain("this cell's Place");
  expect(text).not.toContain("__trainbook");
});

describe("a name that is to be imported", () => {
  test("comes with its import", () => {
    expect(error("tf.ones([1])").text).toContain('→ import * as tf from "@tensorflow/tfjs-node-gpu"');
    expect(error('display("x")').text).toContain('→ import { display } from "trainbook"');
  });

  test("is one that trainbook exports", () => {
    const isForLearners = (name: string) => !/Error$|^Comm$|^History$/.test(name);
    expect(Object.keys(trainbook).filter(isForLearners).sort()).toEqual(namesOfTrainbook);
  });
});
