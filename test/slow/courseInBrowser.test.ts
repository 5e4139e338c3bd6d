/**
 * The way through the course as a learner goes it, in JupyterLab in a real browser. Without Chromium (`TRAINBOOK_CHROMIUM`
 * names one elsewhere) there is nothing to see it with, and the test skips itself.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { packageRoot } from "../../src/engine";
import { clearSolutions } from "../../src/grading/notebooks/clearSolutions";
import { type NotebookCell, readNotebook, sourceOf } from "../../src/kernel";
import { runNode } from "../cli/runCommand";
import { temporaryFolder, writeFiles } from "../cli/temporaryFolder";

const chromium = [
  process.env.TRAINBOOK_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((file) => file && existsSync(file));

const folder = temporaryFolder();
const nowhere = "http://127.0.0.1:9";
const env = {
  TRAINBOOK_DATA: "",
  TRAINBOOK_CACHE: path.join(folder, "cache"),
  HTTPS_PROXY: nowhere,
  HTTP_PROXY: nowhere,
  https_proxy: nowhere,
  http_proxy: nowhere,
  NO_PROXY: "127.0.0.1",
  JUPYTER_CONFIG_DIR: path.join(folder, "config"),
  JUPYTER_DATA_DIR: path.join(folder, "data"),
  JUPYTER_RUNTIME_DIR: path.join(folder, "runtime"),
};
/** Marked as handed out to, so that commands in it take it for the learner's folder. */
const course = path.join(folder, "my-course");
const command = path.join(packageRoot, "bin", "trainbook.js");
const trainbook = (...args: string[]) => runNode([command, ...args], { cwd: course, env });

let jupyter: ChildProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!chromium) return;
  writeFiles(course, { ".trainbook.json": '{ "handedOut": {} }' });
  symlinkSync(path.join(packageRoot, "node_modules"), path.join(folder, "node_modules"), "junction");
  const port = await freePort();
  const options = [
    "--no-browser",
    `--port=${port}`,
    "--ServerApp.port_retries=0",
    "--IdentityProvider.token=",
  ];
  jupyter = spawn(process.execPath, [command, "start", ...options, "--LabApp.expose_app_in_browser=True"], {
    cwd: course,
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const address = `http://127.0.0.1:${port}/`;
  await until(() =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  browser = await (await import("playwright-core")).chromium.launch({
    executablePath: chromium,
    args: ["--no-sandbox"],
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.setDefaultTimeout(60_000);
  await page.goto(address);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  if (!jupyter) return;
  const ended = new Promise((resolve) => jupyter.once("close", resolve));
  jupyter.kill("SIGTERM");
  await ended;
}, 60_000);

// The learner's hands ----------------------------------------------------------------------------------------

/** The part of JupyterLab's application that these tests ask, as `--LabApp.expose_app_in_browser` gives it. */
interface Lab {
  shell: { currentWidget?: { context?: { path: string; isReady: boolean }; content: LabNotebook } };
  commands: { execute(command: string): Promise<unknown> };
}
interface LabNotebook {
  activeCellIndex: number;
  widgets: { model: { id: string; executionState?: string; executionCount?: number | null } }[];
  scrollToItem(index: number, align: string): Promise<void>;
}
declare global {
  var jupyterapp: Lab;
}

const panel = () => page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
const activeCell = () => panel().locator(".jp-Cell.jp-mod-active");

/** Waits until a notebook, by its path in the learner's folder, is the one in front. */
async function notebookOpens(file: string): Promise<void> {
  await page.waitForFunction((name) => {
    const widget = globalThis.jupyterapp?.shell.currentWidget;
    return widget?.context?.path === name && widget.context.isReady;
  }, file);
  await panel().locator(".jp-Cell").first().waitFor();
}

/** Brings a cell to the front: JupyterLab only draws those in view. */
async function goTo(id: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const notebook = globalThis.jupyterapp.shell.currentWidget?.content as LabNotebook;
    const index = notebook.widgets.findIndex(({ model }) => model.id === wanted);
    notebook.activeCellIndex = index;
    await notebook.scrollToItem(index, "center");
  }, id);
  await activeCell().waitFor();
}

async function follow(id: string, name: string): Promise<void> {
  await goTo(id);
  await activeCell().getByRole("link", { name }).first().click();
}

async function type(id: string, source: string): Promise<void> {
  await goTo(id);
  await activeCell().locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(source);
}

/** Runs all cells, and gives the text of what the one with this id shows. */
async function runAll(id: string): Promise<string> {
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^Run All Cells$/ }).click();
  return outputOf(id);
}

async function outputOf(id: string): Promise<string> {
  await page.waitForFunction(
    () =>
      globalThis.jupyterapp.shell.currentWidget?.content.widgets.every(
        ({ model }) => model.executionState !== "running",
      ),
    undefined,
    { timeout: 300_000, polling: 500 },
  );
  await goTo(id);
  return (await activeCell().locator(".jp-Cell-outputArea").textContent()) ?? "";
}

const save = () => page.evaluate(() => globalThis.jupyterapp.commands.execute("docmanager:save"));

// Answers ----------------------------------------------------------------------------------------------------

const solution = readNotebook(path.join(packageRoot, "solutions", "01-fashion-mnist.ipynb"));
const stubs = clearSolutions(solution).cells;
const answers = solution.cells.filter(
  (cell, index) => sourceOf(cell) !== sourceOf(stubs[index] as NotebookCell),
);
const answerTo = (cell: NotebookCell) => sourceOf(cell).replace(/^.*(BEGIN|END) SOLUTION.*\n?/gm, "");

(chromium ? describe : describe.skip)("a learner", () => {
  test("finds the start page, a lesson by the map, and the exercise by the lesson's last line", async () => {
    await notebookOpens("start.ipynb");
    await follow("map", "6 · ");
    await notebookOpens("06-seeing-the-training.ipynb");
    await follow("navigation-end", "exercise 1");
    await notebookOpens("exercises/01-fashion-mnist.ipynb");
  }, 300_000);

  test("gets a hint for a first answer that is not right, and no solution", async () => {
    await type(
      "task-1",
      "function prepare(images: tf.Tensor): tf.Tensor {\n  return images.reshape([-1, 28, 28, 1]);\n}",
    );
    const card = await runAll("check");
    expect(card).toContain("0 of 10 points");
    expect(card).toContain("Hint: ");
    expect(card).not.toContain("See one solution");
    await save();
    const { code, stdout } = await trainbook("solution", "01-fashion-mnist");
    expect([code, stdout.split("\n")[0]]).toEqual([1, "01-fashion-mnist has 0 of 10 points."]);
  }, 600_000);

  test("types the answers, gets full marks, and is offered a solution", async () => {
    for (const cell of answers) await type(cell.id as string, answerTo(cell));
    const card = await runAll("check");
    expect(card).toContain("10 of 10 points");
    expect(card).toContain("See one solution: npx trainbook solution 01-fashion-mnist");
    await save();
    const { code } = await trainbook("solution", "01-fashion-mnist");
    expect(code).toBe(0);
    expect(readNotebook(path.join(course, "solutions", "01-fashion-mnist.ipynb"))).toEqual(solution);
  }, 900_000);

  test("sees it in their progress, from where the links lead back", async () => {
    await follow("navigation", "Course");
    await notebookOpens("start.ipynb");
    await goTo("progress");
    await activeCell().locator(".cm-content").click();
    await page.keyboard.press("Shift+Enter");
    await panel().getByRole("cell", { name: "10 of 10 points" }).waitFor();
    expect(await outputOf("progress")).toContain("1 of 3 exercises have full marks");
    await activeCell().getByRole("link", { name: "Exercise 1" }).click();
    await notebookOpens("exercises/01-fashion-mnist.ipynb");
    expect(readFileSync(path.join(course, ".trainbook.json"), "utf8")).toContain(
      "solutions/01-fashion-mnist.ipynb",
    );
  }, 300_000);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 200));
}
