/** The meaning of TypeScript in cells: each case is a few cells, and the value of the last one. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TestNotebook } from "./notebook";

let notebook: TestNotebook;
beforeAll(() => {
  notebook = new TestNotebook();
});
afterAll(() => notebook.close());

/** The value of the last cell. */
async function last(...cells: string[]): Promise<unknown> {
  let value: unknown;
  for (const cell of cells) value = await notebook.run(cell);
  return value;
}

it("a name whose type comes from a package's own packages, behind a link, is known to later cells", async () => {
  const packages = path.join(notebook.folder, "elsewhere");
  const outer = path.join(packages, "outer");
  const inner = path.join(outer, "node_modules", "inner");
  mkdirSync(inner, { recursive: true });
  writeFileSync(
    path.join(inner, "index.d.ts"),
    "export declare class Inner { depth: 2; private secret: 1 }\n",
  );
  writeFileSync(
    path.join(outer, "index.d.ts"),
    'import { Inner } from "inner";\nexport declare function made(): Inner;\n',
  );
  writeFileSync(path.join(outer, "index.js"), "exports.made = () => ({ depth: 2 });\n");
  mkdirSync(path.join(notebook.folder, "node_modules"), { recursive: true });
  symlinkSync(outer, path.join(notebook.folder, "node_modules", "outer"), "junction");
  const cells = ['import { made } from "outer"', "const make = () => made()", "make().depth satisfies 2"];
  expect(await last(...cells)).toBe(2);
});

describe("names of earlier cells", () => {
  const cases: [string, string[], unknown][] = [
    ["constants", ["const a = 1", "a + 1"], 2],
    [
      "several at once, with patterns and defaults",
      ["let { p, q: [r = 3, ...s], ...t } = { p: 1, q: [undefined, 2], u: 4 }", "[p, r, s, t]"],
      [1, 3, [2], { u: 4 }],
    ],
    ["shorthand properties", ["const one = 1", "const two = 2;\n({ one, two })"], { one: 1, two: 2 }],
    [
      "assignments by patterns of shorthands",
      ["let left = 1, right = 2", "({ left, right = 5 } = { left: 7 } as any)", "[left, right]"],
      [7, 5],
    ],
    ["a variable that a loop at the top level declares", ["for (var k = 0; k < 3; k++) {}", "k"], 3],
    ["a variable that a block declares", ["if (true) { var inBlock = 1 }", "inBlock"], 1],
    [
      "a variable declared without a value is undefined, also when it is declared anew",
      ["let empty: number = 3", "let empty: number", "empty"],
      undefined,
    ],
    ["enums", ["enum Colour { Red, Green = 'g' }", "[Colour.Red, Colour[0], Colour.Green]"], [0, "Red", "g"]],
    ["const enums", ["const enum Fixed { One = 1 }", "Fixed.One"], 1],
    [
      "namespaces",
      ["namespace Space { export const inside = 1; export const get = () => inside }", "Space.get()"],
      1,
    ],
    [
      "classes with static members that use the class",
      ["class Self { static made = new Self(); n = 5 }", "Self.made.n"],
      5,
    ],
    [
      "subclasses in another cell",
      ["class Base { hi() { return 'hi' } }", "class Sub extends Base { }\nnew Sub().hi()"],
      "hi",
    ],
    ["private members", ["class Hidden { #n = 4; get n() { return this.#n } }", "new Hidden().n"], 4],
    ["generators", ["function* count() { yield 1; yield 2 }", "[...count()]"], [1, 2]],
    [
      "generic functions",
      ["function same<T>(x: T): T { return x }", "const text: string = same('t');\ntext"],
      "t",
    ],
    [
      "exports mean the same as without export",
      [
        "export const exported = 1;\nexport function by() { return exported }\nexport class Out {}\nexport { exported as other };",
        "[exported, by(), typeof Out]",
      ],
      [1, 1, "function"],
    ],
    [
      "template literals, tagged ones too",
      ["const tag = (parts: TemplateStringsArray) => parts[0]", "tag`raw`"],
      "raw",
    ],
    ["labels of the same name", ["const outer = 1", "outer: for (;;) { break outer }\nouter"], 1],
    [
      "loops with labels",
      ["let rounds = 0\nagain: for (const a of [1, 2]) { for (;;) { rounds++; continue again } }", "rounds"],
      2,
    ],
    ["optional calls", ["let maybe: (() => number) | undefined", "maybe?.() ?? 'none'"], "none"],
    [
      "object methods and getters named like them",
      ["const size = 1", "({ size: 2, get() { return size } }).get()"],
      1,
    ],
    [
      "parameters and locals of the same name hide them",
      ["const hidden = 1", "((hidden: number) => hidden)(2)"],
      2,
    ],
    ["names of globals", ["const process = 'mine'", "process"], "mine"],
    ["names that begin with two underscores", ["const __cells = 1, __own = 2", "__cells + __own"], 3],
    ["anonymous default exports", ["export default function () { return 1 }", "1"], 1],
    ["named default exports", ["export default class Given { n = 2 }", "new Given().n"], 2],
  ];
  test.each(cases)("%s", async (_title, cells, expected) => {
    expect(await last(...cells)).toEqual(expected);
  });

  test("functions keep the names of what they are assigned to", async () => {
    expect(await last("const arrow = () => 1, klass = class {}", "[arrow.name, klass.name]")).toEqual([
      "arrow",
      "klass",
    ]);
  });

  test("a function is called without this", async () => {
    expect(await last("function self(this: unknown) { return this }", "self() === undefined")).toBe(true);
  });

  test("using disposes of its value when the cell ends", async () => {
    await last(
      "const log: string[] = []",
      "using held = { [Symbol.dispose]() { log.push('gone') } };\nlog.push('used')",
    );
    expect(await last("log")).toEqual(["used", "gone"]);
  });

  test("standard decorators", async () => {
    const decorator = "function twice(f: () => number, _: unknown) { return () => 2 * f() }";
    expect(await last(decorator, "class Decorated { @twice n() { return 4 } }\nnew Decorated().n()")).toBe(8);
  });
});

describe("declaring a name anew", () => {
  test("a function of an early cell calls what a later cell redefines", async () => {
    await last(
      "function part() { return 'old' }\nfunction whole() { return part() }",
      "function part() { return 'new' }",
    );
    expect(await last("whole()")).toBe("new");
  });

  test("a function of an early cell sees what a later cell assigns", async () => {
    expect(await last("let counter = 1\nconst read = () => counter", "counter = 5", "read()")).toBe(5);
  });

  test("gives it another type", async () => {
    expect(await last("const changing = 1", "const changing = 'text'", "changing.toUpperCase()")).toBe(
      "TEXT",
    );
  });

  test("a value and an import of one name replace each other", async () => {
    expect(await last("const join = 1", 'import { join } from "node:path"', "join('a', 'b')")).toBe(
      path.join("a", "b"),
    );
    expect(await last("const join = 2", "join + 1")).toBe(3);
  });

  test("of a type leaves what was declared with the old one", async () => {
    await last(
      "interface Point { x: number }\nconst point: Point = { x: 1 }",
      "interface Point { y: string }",
    );
    expect(await last("point.x")).toBe(1);
    expect(notebook.errorOf("const wrong: Point = point")).toContain("Property 'y' is missing");
  });

  test("of a class leaves instances of the old one, and says so in errors", async () => {
    await last("class Thing { old = 1 }\nconst thing = new Thing()", "class Thing { fresh = 1 }");
    expect(await last("thing.old")).toBe(1);
    expect(notebook.errorOf("const wrong: Thing = thing")).toMatch(/'Thing_cell\d+'/);
  });

  test("an interface and a value of one name live side by side", async () => {
    expect(
      await last("interface Both { n: number }", "const Both = { n: 1 }", "const both: Both = Both;\nboth.n"),
    ).toBe(1);
  });

  test("works as ever where very much has been declared", async () => {
    await last("interface Early { a: number }\nconst early: Early = { a: 1 }");
    for (let n = 0; n < 100; n++)
      await last(`const many${n} = { n: ${n}, before: ${n ? `many${n - 1}.n` : 0} }`);
    await last("interface Early { b: string }\nconst many50 = 'anew'");
    expect(await last("[early.a, many0.n, many51.before, many50.length]")).toEqual([1, 0, 50, 4]);
    expect(notebook.errorOf("const wrong: Early = early")).toContain("Property 'b' is missing");
  });

  test("is taken back where the cell has failed before it", () => {
    expect(notebook.convert("let taken = 5; class Taken { old = 1 }").ok).toBe(true);
    const cell = 1_000;
    const conversion = notebook.converter.convert({
      code: 'const reached = 1; let taken = "s"; class Taken { anew = 1 } interface Kept { k: string }',
      cell,
    });
    expect(conversion).toMatchObject({ declares: ["reached", "taken", "Taken"] });
    notebook.converter.declarations.takeBack(cell, ["taken", "Taken"]);
    expect(notebook.convert("taken.toFixed(1); new Taken().old; reached.toFixed(1);").ok).toBe(true);
    expect(notebook.convert('const kept: Kept = { k: "" };').ok).toBe(true);
    notebook.converter.declarations.takeBack(cell, ["reached"]);
    expect(notebook.convert("reached").ok).toBe(true);
  });

  test("many times in any order ends with the last one", async () => {
    const seed = 20261125;
    let state = seed;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const forms = [
      (n: number) => `const NAME = ${n}`,
      (n: number) => `let NAME: number = ${n}`,
      (n: number) => `function NAME() { return ${n} }`,
      (n: number) => `class NAME { static n = ${n} }`,
      (n: number) => `enum NAME { N = ${n} }`,
    ];
    const reads = ["NAME", "NAME", "NAME()", "NAME.n", "NAME.N"];
    for (let step = 0; step < 60; step++) {
      const name = `r${random(4)}`;
      const form = random(forms.length);
      await last((forms[form]?.(step) ?? "").replaceAll("NAME", name));
      const value = await last((reads[form] ?? "").replaceAll("NAME", name));
      if (value !== step) throw new Error(`seed ${seed}, step ${step}: ${name} is ${value}`);
    }
  });
});

describe("imports", () => {
  test("of node: built-ins, by every form", async () => {
    const imports = `import os, { EOL } from "node:os";
import * as paths from "path";
import util = require("node:util");`;
    expect(await last(imports, "[EOL === os.EOL, typeof paths.join, typeof util.inspect]")).toEqual([
      true,
      "function",
      "function",
    ]);
  });

  test("of types only load nothing", async () => {
    expect(
      await last('import type { Stats } from "node:fs";\nimport { type Dirent } from "node:fs";\n1'),
    ).toBe(1);
    expect(notebook.names).not.toHaveProperty("Stats");
  });

  test("of types among values bring the values only", async () => {
    await last('import { Stats, statSync, type Dirent } from "node:fs"');
    await last("function sizeOf(stats: Stats) { return stats.size }");
    expect(Object.keys(notebook.names)).toEqual(expect.arrayContaining(["statSync", "Stats"]));
  });

  test("by import() are typed", async () => {
    expect(await last('const lazily = await import("node:path")', "lazily.basename('a/b')")).toBe("b");
    expect(notebook.errorOf("lazily.nothing")).toContain("Property 'nothing' does not exist");
  });

  test("of JSON", async () => {
    writeFileSync(path.join(notebook.folder, "data.json"), '{ "n": 3 }');
    expect(await last('import data from "./data.json"', "data.n + 1")).toBe(4);
  });

  test("of a relative .ts file, typed, and again when it has changed", async () => {
    const file = path.join(notebook.folder, "mine.ts");
    writeFileSync(file, "export const value: number = 1;\nexport interface Shape { n: number }");
    expect(
      await last('import { value, type Shape } from "./mine"', "const shape: Shape = { n: value };\nshape.n"),
    ).toBe(1);
    writeFileSync(file, "export const value: string = 'changed, and longer';");
    expect(await last('import { value } from "./mine.ts"', "value.length")).toBe(19);
  });

  test("of a .ts file that imports another", async () => {
    mkdirSync(path.join(notebook.folder, "lib"), { recursive: true });
    writeFileSync(path.join(notebook.folder, "lib", "deep.ts"), "export const deep = () => 'deep';");
    writeFileSync(
      path.join(notebook.folder, "top.ts"),
      'import { deep } from "./lib/deep";\nexport const top = () => deep();',
    );
    expect(await last('import { top } from "./top"', "top()")).toBe("deep");
  });

  test("of a file with a type error name the file and the line", () => {
    writeFileSync(
      path.join(notebook.folder, "broken.ts"),
      "export const fine = 1;\nexport const bad: string = 2;",
    );
    expect(notebook.errorOf('import { bad } from "./broken"')).toContain(
      "TypeScript broken.ts, line 2:14: Type 'number'",
    );
  });

  test("of what a file lacks work as soon as it is there", async () => {
    writeFileSync(path.join(notebook.folder, "needy.ts"), 'export { missing } from "./missing";');
    const cell = 'import { missing } from "./needy";\nmissing';
    expect(notebook.errorOf(cell)).toContain("Cannot find module './missing'");
    writeFileSync(path.join(notebook.folder, "missing.ts"), "export const missing = 8;");
    expect(await last(cell)).toBe(8);
  });

  test("of a file that has gone say so", async () => {
    const file = path.join(notebook.folder, "going.ts");
    writeFileSync(file, "export const going = 1;");
    expect(await last('import { going } from "./going";\ngoing')).toBe(1);
    rmSync(file);
    expect(notebook.errorOf('import { going } from "./going";\ngoing')).toContain(
      "Cannot find module './going'",
    );
  });

  test("of a file that awaits at its top level say that it cannot", () => {
    writeFileSync(
      path.join(notebook.folder, "waiting.ts"),
      "export const f = async () => await 1;\nexport const value = await f();",
    );
    expect(notebook.errorOf('import { value } from "./waiting"')).toContain(
      "waiting.ts, line 2:22: An imported file",
    );
  });

  test("of a package that is not there say how to install it", () => {
    const error = notebook.errorOf('import { x } from "@some/package/deep"');
    expect(error).toContain("Cannot find module '@some/package/deep'");
    expect(error).toContain("→ npm install @some/package");
  });

  test("of tslab type-check although it is not installed", () => {
    expect(
      notebook.convert('import { display, newDisplay } from "tslab";\ndisplay.html("<b>x</b>")').ok,
    ).toBe(true);
    expect(notebook.errorOf("display.html(1)")).toContain("not assignable to parameter of type 'string'");
  });

  test("of packages follow exports maps", async () => {
    const folder = path.join(notebook.folder, "node_modules", "mapped");
    mkdirSync(folder, { recursive: true });
    const exports = { "./sub": { types: "./sub.d.ts", default: "./sub.js" } };
    writeFileSync(
      path.join(folder, "package.json"),
      JSON.stringify({ name: "mapped", version: "1.0.0", exports }),
    );
    writeFileSync(path.join(folder, "sub.d.ts"), "export const sub: number;");
    writeFileSync(path.join(folder, "sub.js"), "exports.sub = 6;");
    expect(await last('import { sub } from "mapped/sub"', "sub.toFixed(1)")).toBe("6.0");
  });

  test("of a cell that is a module: /** @module name */", () => {
    expect(notebook.convert("/** @module shared */\nexport const inModule = 'm';").ok).toBe(true);
    expect(notebook.convert('import { inModule } from "./shared";\ninModule.length').ok).toBe(true);
    expect(notebook.errorOf("/** @module shared */\nexport const inModule: string = 1;")).toContain(
      "line 2:14",
    );
  });
});

describe("the result", () => {
  test.each([
    ["1 + 1", true],
    ["1 + 1;", false],
    ["1 + 1 // said;", true],
    ["1 + 1; // nothing more", false],
    ["const a = 1", false],
    ["const a = 1; a", true],
    ["if (true) 1", false],
    ["`two\nlines`", true],
    ["", false],
  ])("%j shows its value: %s", (code, expected) => {
    expect(notebook.convert(code)).toMatchObject({ ok: true, showsResult: expected });
  });

  test("may be a promise, which is not awaited", async () => {
    expect(await last("const value = { promise: Promise.resolve(1) }", "value.promise")).toBe(1);
  });
});

describe("interrupt checks", () => {
  test.each([
    ["while", "let n = 3; while (n > 0) n--", 3],
    ["do", "let n = 3; do n--; while (n > 0)", 3],
    ["for", "for (let i = 0; i < 4; i++);", 4],
    ["for of, for in", "for (const i of [1, 2]) {} for (const i in { a: 1 }) {}", 3],
    ["for await", "for await (const i of [1, 2]) {}", 2],
    ["await", "await 1; await Promise.all([1])", 2],
    ["catch", "try { throw 1 } catch {}", 1],
    [
      "functions, arrows and methods",
      "function f() { for (;;) break }\nf(); (() => { do {} while (false) })(); ({ m() { while (true) break } }).m()",
      3,
    ],
  ])("stand in %s", async (_title, code, expected) => {
    notebook.checks = 0;
    await last(code);
    expect(notebook.checks).toBe(expected);
  });

  test("stand in imported .ts files", async () => {
    writeFileSync(
      path.join(notebook.folder, "loops.ts"),
      "export function loop() { for (const i of [1, 2]); }",
    );
    await last('import { loop } from "./loops"');
    notebook.checks = 0;
    await last("loop()");
    expect(notebook.checks).toBe(2);
  });
});

describe("types of the libraries", () => {
  test("are those of Node, also in the first cell", () => {
    const fresh = new TestNotebook();
    expect(fresh.convert("process.pid.toFixed()")).toMatchObject({ ok: true });
    fresh.close();
  });

  test("a global declaration counts from then on", async () => {
    await last(
      "declare global { interface Array<T> { firstOne(): T } }\nArray.prototype.firstOne = function () { return this[0] }",
    );
    expect(await last("[7, 8].firstOne()")).toBe(7);
  });

  test("are those of the newest JavaScript", async () => {
    expect(await last("[3, 1, 2].toSorted()")).toEqual([1, 2, 3]);
  });

  test("know prompt", () => {
    expect(notebook.errorOf("const answer: number = prompt('How many?')")).toContain("Type 'string'");
  });

  test("stay after the program is made anew", async () => {
    await last("const kept: Map<string, number> = new Map([['a', 1]])");
    for (let n = 0; n < 160; n++) notebook.convert(`${n}`);
    notebook.project.tidy();
    expect(await last("kept.get('a')")).toBe(1);
  });
});
