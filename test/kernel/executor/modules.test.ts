/** Imports and `require` in cells. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ConvertedModule } from "../../../src/kernel/language/conversion";
import { ExecutorClient } from "./executorClient";

let executor: ExecutorClient;
beforeAll(() => {
  executor = new ExecutorClient();
  write("node_modules/common/index.js", "exports.one = 1; exports.two = 2;");
  write("node_modules/callable/index.js", "module.exports = (x) => x + 1; module.exports.extra = 'e';");
  write(
    "node_modules/compiled/index.js",
    "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'd'; exports.named = 'n';",
  );
  write("node_modules/esm/package.json", '{ "type": "module", "exports": "./index.js" }');
  write("node_modules/esm/index.js", "export const name = 'esm'; export default 'default';");
  write("node_modules/awaits/package.json", '{ "type": "module", "exports": "./index.js" }');
  write("node_modules/awaits/index.js", "export const slow = await Promise.resolve('awaited');");
  write(
    "node_modules/onlyimport/package.json",
    '{ "exports": { ".": { "import": "./index.mjs" }, "./sub": { "import": "./index.mjs" } } }',
  );
  write("node_modules/onlyimport/index.mjs", "export const only = 'import';");
  write("node_modules/broken/index.js", 'require("missing-dependency");');
  write("data.json", '{ "list": [1, 2] }');
  write("local.js", "exports.here = __dirname;");
});
afterAll(() => executor.close());

function write(name: string, text: string): void {
  const file = path.join(executor.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function value(javascript: string, modules: ConvertedModule[] = []): Promise<unknown> {
  return (await executor.run(`return { value: String(${javascript}) };`, { modules })).result;
}

describe("an import", () => {
  const imports: Record<string, [javascript: string, value: string]> = {
    "of CommonJS has its names and, as default, all of it": [
      '(({ default: all, one }) => [all.two, one])(await __import("common"))',
      "2,1",
    ],
    "of a CommonJS function is callable as default": [
      '(({ default: add, extra }) => [add(1), extra])(await __import("callable"))',
      "2,e",
    ],
    "of compiled ES has its own default": [
      '(({ default: d, named }) => [d, named])(await __import("compiled"))',
      "d,n",
    ],
    "of an ES module": ['(({ default: d, name }) => [d, name])(await __import("esm"))', "default,esm"],
    "of an ES module with a top-level await": ['(await __import("awaits")).slow', "awaited"],
    "of a package that exports to import alone": ['(await __import("onlyimport/sub")).only', "import"],
    "of JSON": ['(await __import("./data.json")).default.list', "1,2"],
    "of a built-in module": ['(await __import("node:path")).default === require("path")', "true"],
    "of a file beside the notebook": ['(await __import("./local.js")).here === __dirname', "true"],
    "of the same thing twice is the same": [
      '(await __import("common")) === (await __import("common"))',
      "true",
    ],
  };
  test.each(Object.entries(imports))("%s", async (_name, [javascript, expected]) => {
    expect(await value(javascript)).toBe(expected);
  });

  test("of compiled ES without a default has all of it as default, as Node's import does", async () => {
    write(
      "node_modules/nodefault/index.js",
      "Object.defineProperty(exports, '__esModule', { value: true }); exports.named = 'n';",
    );
    expect(await value('(await __import("nodefault")).default.named')).toBe("n");
  });

  test("knows its file: import.meta", async () => {
    const [url, filename, dirname, resolved, builtIn] = String(
      await value(
        '[__import.meta.url, __import.meta.filename, __import.meta.dirname, __import.meta.resolve("./data.json"), __import.meta.resolve("node:fs")]',
      ),
    ).split(",");
    const file = path.join(executor.folder, "notebook.ts");
    expect({ url, filename, dirname, resolved, builtIn }).toEqual({
      url: pathToFileURL(file).href,
      filename: file,
      dirname: executor.folder,
      resolved: pathToFileURL(path.join(executor.folder, "data.json")).href,
      builtIn: "node:fs",
    });
  });

  test.each(["require", "await __import"])(
    "by %s reads JSON and CommonJS again when they have changed",
    async (load) => {
      const json = `numbers${load.length}.json`;
      const file = `uses${load.length}.js`;
      write(json, '{ "a": 1 }');
      write(file, `exports.a = require("./${json}").a;`);
      const both = `[(${load}("./${json}")).a, (${load}("./${file}")).a]`;
      expect(await value(both)).toBe("1,1");
      write(json, '{ "a": 22 }');
      expect(await value(both)).toBe("22,22");
    },
  );

  test("and require share one copy", async () => {
    expect(await value('(await __import("common")).default === require("common")')).toBe("true");
    expect(await value('(await __import("esm")).name === require("esm").name')).toBe("true");
  });

  test("of a package that is not installed says how to install it", async () => {
    const { done, traceback } = await executor.start('await __import("@some/nothing/deep");');
    expect(done.error?.ename).toBe("ModuleNotFoundError");
    expect(done.error?.evalue).toContain("Cannot find module '@some/nothing/deep': it is not installed.");
    expect(done.error?.evalue).toContain("→ npm install @some/nothing");
    expect(traceback).toMatch(/at cell \[\d+\], line 1/);
  });

  test("of a file that is not there names it and the folder", async () => {
    const { done } = await executor.start('await __import("./nothing.js");');
    expect(done.error?.evalue).toContain(
      `Cannot find module './nothing.js': there is no such file, as seen from ${executor.folder}.`,
    );
  });

  test("of a package that lacks one of its own is that package's error", async () => {
    const { done } = await executor.start('await __import("broken");');
    expect(done.error).toMatchObject({ ename: "Error" });
    expect(done.error?.evalue).toContain("missing-dependency");
  });
});

describe("a converted module", () => {
  const converted = (name: string, javascript: string): ConvertedModule => ({
    path: path.join(executor.folder, name),
    javascript,
    sourceMap: JSON.stringify({ version: 3, sources: [name], mappings: "AACA" }),
  });
  const load = (name: string) => `(await __import(${JSON.stringify(path.join(executor.folder, name))}))`;

  test("is evaluated once, and anew when its JavaScript has changed", async () => {
    const version = (n: number) => [
      converted("counted.ts", `globalThis.runs = (globalThis.runs ?? 0) + 1; exports.value = ${n};`),
    ];
    expect(await value(`${load("counted.ts")}.value`, version(1))).toBe("1");
    expect(await value(`[${load("counted.ts")}.value, runs]`, version(1))).toBe("1,1");
    expect(await value(`[${load("counted.ts")}.value, runs]`, version(2))).toBe("2,2");
    await executor.run("delete globalThis.runs;");
  });

  test("is evaluated anew when one that it uses has changed", async () => {
    const inner = path.join(executor.folder, "inner.ts");
    const modules = (n: number) => [
      converted("inner.ts", `exports.n = ${n};`),
      converted("outer.ts", `exports.n = require(${JSON.stringify(inner)}).n * 10;`),
    ];
    expect(await value(`${load("outer.ts")}.n`, modules(1))).toBe("10");
    expect(await value(`${load("outer.ts")}.n`, modules(2))).toBe("20");
  });

  test("that throws is tried again, and its errors name the file's lines", async () => {
    write("thrower.ts", "// a comment\nthrow new Error('top');\n");
    const bad = [converted("thrower.ts", "throw new Error('top');")];
    const run = await executor.start(`${load("thrower.ts")};`, { modules: bad });
    expect(run.traceback).toContain("at thrower.ts:2");
    expect(run.traceback).toContain("→ 2 throw new Error('top');");
    const good = [converted("thrower.ts", "exports.fine = true;")];
    expect(await value(`${load("thrower.ts")}.fine`, good)).toBe("true");
  });

  test("may use another that uses it", async () => {
    const a = path.join(executor.folder, "a.ts");
    const b = path.join(executor.folder, "b.ts");
    const modules = [
      converted("b.ts", `const a = require(${JSON.stringify(a)}); exports.late = () => a.name;`),
      converted("a.ts", `exports.name = 'a'; exports.b = require(${JSON.stringify(b)});`),
    ];
    expect(await value(`${load("a.ts")}.b.late()`, modules)).toBe("a");
  });

  test("can be interrupted", async () => {
    const modules = [
      converted("endless.ts", "exports.loop = () => { console.log('running'); for (;;) { __check(); } };"),
    ];
    const run = executor.start(`${load("endless.ts")}.loop();`, { modules });
    await executor.next("stream");
    executor.process.interrupt();
    expect((await run).done.error?.ename).toBe("KeyboardInterrupt");
  });
});
