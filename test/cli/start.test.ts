/** `trainbook start` and `reset`, with a JupyterLab that says how it was started. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { installPackage } from "./installedPackage";
import { until } from "./runCommand";
import { makeSmallWheel, onlyWheelsIn } from "./smallWheel";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const temporary = temporaryFolder();
const wheels = path.join(temporary, "wheels");
const env = onlyWheelsIn(wheels);
const home = path.join(temporary, "home");
const course = installPackage(home, makeSmallWheel(wheels));
const mine = (name: string) => path.join(home, "my-course", name);

/** The report that the stand-in for JupyterLab prints of itself. */
const jupyterSays = (stdout: string) =>
  JSON.parse(stdout.split("\n").find((line) => line.startsWith("{")) ?? "{}");

beforeAll(async () => {
  writeFiles(course.folder, {
    "notebooks/00-first.ipynb": "lesson",
    "notebooks/start.ipynb": "start",
    "exercises/01-cnn.ipynb": "exercise",
  });
  await course.trainbook(["setup"], { env });
});

test("start copies the course and opens its start page", async () => {
  const { code, stdout } = await course.trainbook(["start", "--no-browser", "--port", "9999"]);
  expect(stdout).toContain(
    `New in ${mine("")}`.replace(/\/$/, ": 00-first.ipynb, start.ipynb, exercises/01-cnn.ipynb\n"),
  );
  const { arguments: given, cwd } = jupyterSays(stdout);
  expect(cwd).toBe(path.join(home, "my-course"));
  expect(given).toContain("--LabApp.default_url=/lab/tree/start.ipynb");
  expect(given.slice(-3)).toEqual(["--no-browser", "--port", "9999"]);
  expect(code).toBe(0);
});

test.each([
  [["--LabApp.default_url=/lab"]],
  [["--ServerApp.root_dir", "/elsewhere"]],
  [["--notebook-dir=/elsewhere"]],
  [["00-first.ipynb"]],
])("start leaves what to open to the arguments %j", async (given) => {
  const { stdout } = await course.trainbook(["start", ...given]);
  expect(jupyterSays(stdout).arguments.join(" ")).not.toContain("start.ipynb");
});

test("start leaves what to open to JupyterLab where the learner has deleted the start page", async () => {
  rmSync(mine("start.ipynb"));
  const { stdout } = await course.trainbook(["start"]);
  expect(jupyterSays(stdout).arguments.join(" ")).not.toContain("default_url");
});

test("start lets JupyterLab find our kernel before any other", async () => {
  const { stdout } = await course.trainbook(["start"], { env: { JUPYTER_PATH: "/elsewhere" } });
  const ours = path.join(course.environment, "share", "jupyter");
  expect(jupyterSays(stdout).JUPYTER_PATH).toBe(`${ours}${path.delimiter}/elsewhere`);
});

test("start ends with 0 when Ctrl-C stops JupyterLab", async () => {
  const { code } = await course.trainbook(["start", "--wait"], {
    // As a terminal does, to both processes.
    detached: true,
    started: async (child) => {
      let out = "";
      child.stdout?.on("data", (chunk) => (out += chunk));
      await until(() => out.includes("{"));
      process.kill(-(child.pid as number), "SIGINT");
    },
  });
  expect(code).toBe(0);
});

test("a changed lesson with a newer version is said in one line with the command that takes it", async () => {
  writeFiles(home, { "my-course/00-first.ipynb": "mine" });
  writeFiles(course.folder, { "notebooks/00-first.ipynb": "lesson 2" });
  const { stdout } = await course.trainbook(["start"]);
  expect(stdout).toMatch(/^There is a newer version of 00-first\.ipynb, .*: npx trainbook reset 00-first /m);
  expect(readFileSync(mine("00-first.ipynb"), "utf8")).toBe("mine");
});

test("reset restores a lesson and says where the learner's own is kept", async () => {
  const { code, stdout } = await course.trainbook(["reset", "00"]);
  expect(stdout).toBe("00-first.ipynb is as it was handed out; yours is kept as 00-first-backup-1.ipynb.\n");
  expect(readFileSync(mine("00-first.ipynb"), "utf8")).toBe("lesson 2");
  expect(readFileSync(mine("00-first-backup-1.ipynb"), "utf8")).toBe("mine");
  expect(code).toBe(0);
});

test("the learner's folder is where the command is called, and nowhere else", () => {
  expect(existsSync(path.join(course.folder, "my-course"))).toBe(false);
});
