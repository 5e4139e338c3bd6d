/** `trainbook run` as a learner calls it: a command, its text, its exit code. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { installKernelspec, readNotebook } from "../../src/kernel";

const fixtures = path.join(packageRoot, "test", "fixtures", "notebooks");
const out = mkdtempSync(path.join(tmpdir(), "trainbook-run-command-"));

beforeAll(() => {
  installKernelspec();
  // In a checkout the first call after a change builds, and says so.
  trainbookRun("--help");
});
afterAll(() => rmSync(out, { recursive: true }));

/** Runs the command in the folder of the fixtures; times are replaced by N. */
function trainbookRun(...args: string[]) {
  const command = [path.join(packageRoot, "bin", "trainbook.js"), "run", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: fixtures,
    encoding: "utf8",
  });
  return { status, stdout: stdout.replace(/ +\d+\.\d s/g, " N s"), stderr };
}

test("run NOTEBOOK --out DIR shows each cell and keeps the executed notebook", () => {
  const { status, stdout, stderr } = trainbookRun("ok.ipynb", "--out", out);
  expect(stderr).toBe("");
  expect(stdout).toBe(
    [
      "ok.ipynb  [1/2] N s  const two: number = 1 + 1;",
      'ok.ipynb  [2/2] N s  console.log("done");',
      `ok.ipynb: 2 cells ran in N s → ${path.join(out, "ok.ipynb")}`,
      "",
    ].join("\n"),
  );
  expect(status).toBe(0);
  const [, first, second] = readNotebook(path.join(out, "ok.ipynb")).cells;
  expect(first?.outputs?.[0]?.data).toEqual({ "text/plain": "2" });
  expect(second?.outputs?.[0]?.text).toBe("done\n");
});

test("run NOTEBOOK shows the source of the cell that failed, the line and the error", () => {
  const { status, stdout } = trainbookRun("runtime-error.ipynb");
  expect(stdout).toBe(`runtime-error.ipynb  [1/3] N s  const limit: number = 2;
runtime-error.ipynb  [2/3] N s  function check(value: number): void {  failed

runtime-error.ipynb: cell 2 of 3 failed, line 2

    1 | function check(value: number): void {
>   2 |   if (value > limit) throw new RangeError(\`\${value} is above \${limit}\`);
    3 | }
    4 | check(3);

RangeError: 3 is above 2
  at check, cell [2], line 2
    1 function check(value: number): void {
  → 2   if (value > limit) throw new RangeError(\`\${value} is above \${limit}\`);
    3 }
    4 check(3);
  at cell [2], line 4
  → 4 check(3);

runtime-error.ipynb: failed after N s
`);
  expect(status).toBe(1);
});

test("run NOTEBOOK shows what the type check found", () => {
  const { status, stdout } = trainbookRun("type-error.ipynb");
  expect(stdout).toContain("type-error.ipynb: cell 1 of 1 failed, line 2");
  expect(stdout).toContain("TypeScript line 2:7: Type 'number' is not assignable to type 'string'. (TS2322)");
  expect(status).toBe(1);
});

test("run NOTEBOOK --timeout 1 ends a cell that takes longer", () => {
  const { status, stdout } = trainbookRun("endless-loop.ipynb", "--timeout", "1");
  expect(stdout).toContain("endless-loop.ipynb: cell 1 of 1 took too long");
  expect(stdout).toContain("Timeout: the cell was still running after 1 s");
  expect(status).toBe(1);
});

test("run NOTEBOOK says that the kernel died, keeps what there is, and goes on with the next notebook", () => {
  const { status, stdout } = trainbookRun("dying-kernel.ipynb", "ok.ipynb", "--out", out);
  expect(stdout).toContain("dying-kernel.ipynb: cell 1 of 1 ended the kernel");
  expect(existsSync(path.join(out, "dying-kernel.ipynb"))).toBe(true);
  expect(stdout).toContain("ok.ipynb: 2 cells ran");
  expect(status).toBe(1);
});

const refused: [what: string, args: string[], status: number, message: RegExp][] = [
  [
    "a file that is no notebook",
    ["not-json.ipynb"],
    1,
    /^error: not-json\.ipynb is not a notebook: it is not JSON/,
  ],
  ["a file that is not there", ["nowhere.ipynb"], 2, /^error: There is no notebook nowhere\.ipynb\.$/],
  [
    "a missing file before it runs the others",
    ["ok.ipynb", "nowhere.ipynb"],
    2,
    /^error: There is no notebook nowhere/,
  ],
  ["a notebook in another language", ["python.ipynb"], 1, /^error: python\.ipynb is a notebook in python; /],
  ["no file", [], 2, /^error: missing required argument 'notebook'$/],
  ["an option that it does not know", ["ok.ipynb", "--fast"], 2, /^error: unknown option '--fast'$/],
  ["a timeout that is no time", ["ok.ipynb", "--timeout", "soon"], 2, /^error: option '--timeout <seconds>'/],
  [
    "two notebooks of one name for one folder",
    ["ok.ipynb", "./ok.ipynb", "--out", "x"],
    2,
    /^error: two notebooks are named ok\.ipynb/,
  ],
];

test.each(refused)("run refuses %s in one line", (_what, args, status, message) => {
  const result = trainbookRun(...args);
  expect(result.stderr.trimEnd()).toMatch(message);
  expect(result.stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(result.status).toBe(status);
});

test("run --help tells its options", () => {
  const { status, stdout } = trainbookRun("--help");
  expect(stdout).toMatch(/--out <dir>[\s\S]*--timeout <seconds>/);
  expect(status).toBe(0);
});
