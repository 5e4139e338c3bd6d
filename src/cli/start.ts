/** `trainbook start`, which is `npm start`: set-up, the learner's copies, JupyterLab. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { filesFor, type HandOut, handOut, myCourseFolder, startPage } from "../course";
import { environmentFolder, packageRoot } from "../engine";
import { jupyterVariables } from "../kernel";
import { missingWheelNotice, pythonEnvironment, pythonOf, setUp } from "./setup";

export function startCommand(): Command {
  return new Command("start")
    .summary("open the course in JupyterLab")
    .description(
      "Sets up whatever is missing, copies lessons and exercises to my-course/, and opens JupyterLab there.\n" +
        "What you have changed in my-course/ is never overwritten.",
    )
    .argument("[jupyter...]", "arguments for JupyterLab, such as --no-browser --port 9999")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (jupyterArguments: string[]) => {
      await setUp();
      const notice = missingWheelNotice();
      if (notice) console.log(notice);
      const course = myCourseFolder();
      const given = handOut(course, filesFor(course, packageRoot));
      for (const line of describeHandOut(given, course)) console.log(line);
      process.exitCode = await openJupyterLab(course, jupyterArguments);
    });
}

function describeHandOut({ added, updated, outdated }: HandOut, course: string): string[] {
  const lines: string[] = [];
  if (added.length > 0) lines.push(`New in ${course}: ${added.join(", ")}`);
  if (updated.length > 0) lines.push(`Updated in ${course}: ${updated.join(", ")}`);
  if (outdated.length > 0) {
    const [first] = outdated;
    lines.push(
      `There is a newer version of ${outdated.join(", ")}, which you have changed: ` +
        `npx trainbook reset ${first?.replace(/\.ipynb$/, "")}   (keeps yours as a backup)`,
    );
  }
  return lines;
}

/**
 * Runs JupyterLab until it is stopped, and returns its exit code.
 *
 * The log level leaves the line with the address, which Jupyter writes as critical. `-y` answers the question
 * that Ctrl-C would ask.
 */
function openJupyterLab(course: string, given: string[]): Promise<number> {
  const args = [
    "-y",
    "--log-level=ERROR",
    "--LabApp.log_level=ERROR",
    "--MultiKernelManager.default_kernel_name=tslab",
  ];
  // In a container a learner often is root, and the server listens to this machine only.
  if (process.getuid?.() === 0) args.push("--allow-root");
  if (opensStartPage(course, given)) args.push(`--LabApp.default_url=/lab/tree/${startPage}`);
  console.log("JupyterLab starts; Ctrl-C here stops it.");
  return new Promise((resolve, reject) => {
    // By its module, not by its script: that names the Python of the place where the checkout once lay.
    const child = spawn(pythonOf(environmentFolder()), ["-m", "jupyterlab", ...args, ...given], {
      cwd: course,
      env: pythonEnvironment(jupyterVariables()),
      stdio: "inherit",
    });
    // Ctrl-C reaches both processes; this one stays until JupyterLab has put its kernels away.
    const stay = () => {};
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    process.on("SIGINT", stay).on("SIGTERM", pass);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.off("SIGINT", stay).off("SIGTERM", pass);
      resolve(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1));
    });
  });
}

/** The start page is opened unless it is gone, or the learner's own arguments name another place or a file. */
function opensStartPage(course: string, given: readonly string[]): boolean {
  const namesPlace = (argument: string) =>
    /^--(\w+\.)?(default_url|root_dir|notebook_dir|preferred_dir|notebook-dir|preferred-dir)\b/.test(
      argument,
    ) ||
    (!argument.startsWith("-") && existsSync(path.resolve(course, argument)));
  return existsSync(path.join(course, startPage)) && !given.some(namesPlace);
}
