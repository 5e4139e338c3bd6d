/** README and the other documents: their links lead somewhere, and the commands that they name exist. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript-6";
import { packageRoot } from "../src/engine";
import { live } from "../src/live";
import { plot } from "../src/plotting";
import { sharedLayers } from "../src/saving/keras/layerTable";
import { KERAS_VERSION } from "../src/saving/keras/weights";
import { callbacks, optimizers, schedules } from "../src/training";

const notebookText = (file: string) =>
  (JSON.parse(readFileSync(file, "utf8")).cells as { cell_type: string; source: string[] }[])
    .filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source.join(""))
    .join("\n");
const notebooks = ["notebooks", "exercises", "solutions"].flatMap((folder) =>
  readdirSync(path.join(packageRoot, folder))
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => path.join(folder, name)),
);
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "docs/kernel.md",
  "docs/grading.md",
  "docs/keras.md",
  "docs/graphs.md",
  "docs/mistakes.md",
  "docs/nbgrader.md",
  "docs/plots.md",
  ...notebooks,
].map((name) => {
  const file = path.join(packageRoot, name);
  return [name, name.endsWith(".ipynb") ? notebookText(file) : readFileSync(file, "utf8")] as const;
});
const trainbook = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(packageRoot, "bin", "trainbook.js"), ...args], { encoding: "utf8" });

describe.each(documents)("%s", (name, text) => {
  // Notebooks link as in my-course/: test/course/links.test.ts follows them.
  if (!name.endsWith(".ipynb")) {
    it("links to files that exist", () => {
      const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = ""]) => target);
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      const broken = local.filter(
        (target) => !existsSync(path.resolve(packageRoot, path.dirname(name), target)),
      );
      expect(broken).toEqual([]);
    });
  }

  it("names commands that exist", () => {
    const named = [...text.matchAll(/npx trainbook ([a-z]+)/g)].map(([, command = ""]) => command);
    const unknown = [...new Set(named)].filter(
      (command) => !trainbook(command, "--help").stdout.includes(`Usage: trainbook ${command}`),
    );
    expect(unknown).toEqual([]);
  });

  it("names npm scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(packageRoot, "package.json"), "utf8"));
    const named = [...text.matchAll(/npm (?:run ([a-z]+)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own,
    );
    expect(named.filter((script) => script && !(script in scripts))).toEqual([]);
  });
});

describe("docs/keras.md", () => {
  const text = readFileSync(path.join(packageRoot, "docs", "keras.md"), "utf8");
  const missing = (names: string[]) => names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));

  it("lists every layer that files share, every optimizer, schedule and callback", () => {
    expect(missing(sharedLayers)).toEqual([]);
    expect(missing([optimizers, schedules, callbacks].flatMap(Object.keys))).toEqual([]);
  });

  it("says which Keras it is held against", () => {
    expect(text).toContain(`Keras's (${KERAS_VERSION.split(".").slice(0, 2).join(".")})`);
  });
});

describe("docs/plots.md", () => {
  it("lists every plot", () => {
    const text = readFileSync(path.join(packageRoot, "docs", "plots.md"), "utf8");
    const names = [
      ...Object.keys(plot).map((name) => `plot.${name}(`),
      ...Object.keys(live).map((name) => `live.${name}(`),
    ];
    expect(names.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
  });
});

describe.each(["docs/graphs.md", "docs/keras.md"])("%s", (name) => {
  const text = readFileSync(path.join(packageRoot, name), "utf8");
  const blocks = text.split("```").filter((_, index) => index % 2 === 1);
  const block = (language: string) =>
    blocks.find((one) => one.startsWith(`${language}\n`))?.slice(language.length + 1) ?? "";

  it("shows code that prints what it says", () => {
    const { outputText } = ts.transpileModule(block("ts"), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", outputText], {
      cwd: packageRoot,
      encoding: "utf8",
    });
    expect(printed).toBe(block("text"));
  });
});
