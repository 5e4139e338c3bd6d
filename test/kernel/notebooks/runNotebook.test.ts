import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type CellProgress, installKernelspec, runNotebook, writeNotebook } from "../../../src/kernel";
import { isRunning } from "../../../src/processes";
import { notebookOf } from "./notebookOf";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-run-"));
beforeAll(() => void installKernelspec());
afterAll(() => rmSync(folder, { recursive: true }));

test("runNotebook(path) runs in the notebook's folder and tells each cell's start and end", async () => {
  writeFileSync(path.join(folder, "beside.txt"), "found");
  const file = path.join(folder, "lesson.ipynb");
  const read = 'import { readFileSync } from "fs";\nreadFileSync("beside.txt", "utf8")';
  writeNotebook(file, notebookOf([read, "", "2"]));
  const told: CellProgress[] = [];
  const run = await runNotebook(file, { onCell: (progress) => told.push(progress) });
  expect(run.failure).toBeUndefined();
  expect(run.notebook.cells[0]?.outputs?.[0]?.data).toEqual({ "text/plain": "found" });
  expect(told.map(({ phase, cell, cells, index, status }) => [phase, cell, cells, index, status])).toEqual([
    ["start", 1, 2, 0, undefined],
    ["end", 1, 2, 0, "ok"],
    ["start", 2, 2, 2, undefined],
    ["end", 2, 2, 2, "ok"],
  ]);
});

test("runNotebook stops at the first cell that fails and says which line", async () => {
  const run = await runNotebook(notebookOf(["1", 'const a = 1;\nthrow new Error("no");', "3"]));
  expect(run.failure).toMatchObject({
    kind: "error",
    index: 1,
    cell: 2,
    line: 2,
    ename: "Error",
    evalue: "no",
  });
  expect(run.cells.map(({ status }) => status)).toEqual(["ok", "failed", "not run"]);
});

test("runNotebook with a timeout ends a cell that blocks the kernel, and says so", async () => {
  const run = await runNotebook(notebookOf(["while (true) {}"]), { timeout: 1 });
  expect(run.failure).toMatchObject({ kind: "timeout", evalue: "the cell was still running after 1 s" });
  expect(run.notebook.cells[0]?.outputs?.[0]).toMatchObject({ output_type: "error", ename: "Timeout" });
});

test("runNotebook says that the kernel died", async () => {
  const run = await runNotebook(notebookOf(['process.kill(process.pid, "SIGKILL");', "2"]));
  expect(run.failure).toMatchObject({ kind: "dead kernel", cell: 1 });
});

test("runNotebook with { env } gives the kernel its variables", async () => {
  const run = await runNotebook(notebookOf(["process.env.TRAINBOOK_TEST"]), {
    env: { TRAINBOOK_TEST: "seen" },
  });
  expect(run.notebook.cells[0]?.outputs?.[0]?.data).toEqual({ "text/plain": "seen" });
});

test("aborting runNotebook rejects with the signal's reason and leaves no kernel behind", async () => {
  const abort = new AbortController();
  const pidFile = path.join(folder, "pid");
  const cell = `require("fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); while (true) {}`;
  const run = runNotebook(notebookOf([cell]), { signal: abort.signal });
  const watch = setInterval(() => existsSync(pidFile) && abort.abort(new Error("enough")), 100);
  await expect(run).rejects.toThrow("enough");
  clearInterval(watch);
  const pid = Number(readFileSync(pidFile, "utf8"));
  // The executor ends when it learns that its server is gone.
  while (isRunning(pid)) await delay(20);
});

test("runNotebook of a kernel that is not installed says so", async () => {
  await expect(runNotebook(notebookOf(["1"]), { kernelName: "nobody" })).rejects.toThrow(
    "There is no kernel named nobody.",
  );
});

test("runNotebook without a Python environment names the cure", async () => {
  await expect(runNotebook(notebookOf(["1"]), { environment: folder })).rejects.toThrow(
    "npx trainbook setup",
  );
});

test("a cell that prints without end keeps what there is room for, and says that there was more", async () => {
  const run = await runNotebook(notebookOf(['for (;;) console.log("x".repeat(100_000));', "1 + 1"]), {
    timeout: 5,
    continueOnError: true,
  });
  expect(run.cells.map(({ status }) => status)).toEqual(["failed", "ok"]);
  const outputs = run.notebook.cells[0]?.outputs ?? [];
  expect(JSON.stringify(outputs).length).toBeLessThan(17_000_000);
  expect(outputs.map(({ text }) => text)).toContain("More outputs followed, for which there is no room.\n");
  expect(run.notebook.cells[1]?.outputs?.[0]?.data).toEqual({ "text/plain": "2" });
});

test("an error with a text of any length is cut", async () => {
  const run = await runNotebook(notebookOf(['throw new Error("x".repeat(200_000_000));']));
  expect(run.failure).toMatchObject({ kind: "error", ename: "Error" });
  expect(JSON.stringify(run.failure).length).toBeLessThan(2_000_000);
});
