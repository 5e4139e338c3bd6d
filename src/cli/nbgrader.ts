/** `trainbook nbgrader`: the exercises as an nbgrader course. */
import path from "node:path";
import { Command } from "commander";
import { packageRoot } from "../engine";
import { type NbgraderCourse, writeNbgraderCourse } from "../nbgrader";

export function nbgraderCommand(): Command {
  return new Command("nbgrader")
    .summary("write the exercises as an nbgrader course")
    .description(
      "Writes an nbgrader course: its configuration, with trainbook's grader for autograding, and the exercises with\n" +
        "their solutions in source/. A file that is there is never overwritten.",
    )
    .argument("<course>", "the course's folder")
    .action((folder: string) => {
      console.log(describe(folder, writeNbgraderCourse(folder, installCommand())));
    });
}

/** nbgrader gets an environment of its own: its extensions are not for a learner's JupyterLab. */
function installCommand(): string {
  const isWindows = process.platform === "win32";
  const list = path.join(packageRoot, "requirements-nbgrader.txt");
  return [
    `${isWindows ? "py" : "python3"} -m venv nbgrader-env`,
    isWindows ? "nbgrader-env\\Scripts\\activate" : ". nbgrader-env/bin/activate",
    `pip install --no-deps --require-hashes -r ${/\s/.test(list) ? `"${list}"` : list}`,
  ].join("\n");
}

function describe(folder: string, { written, unchanged, kept, packages }: NbgraderCourse): string {
  const lines = [
    ...written.map((name) => `wrote      ${name}`),
    ...unchanged.map((name) => `unchanged  ${name}`),
    ...kept.map((name) => `kept       ${name} (it differs from what trainbook writes)`),
  ];
  if (packages === "written") lines.push("linked     node_modules, by which notebooks find trainbook");
  if (kept.length > 0)
    lines.push("  → to get a new version of a kept file, move yours away and call this again");
  if (packages === "none")
    lines.push(
      `${path.join(folder, "node_modules")} has no trainbook, so notebooks there cannot import it.`,
      "  → npm install --ignore-scripts trainbook @tensorflow/tfjs-node-gpu@4.22.0   (in that folder)",
    );
  return [
    ...lines,
    "",
    `${path.join(folder, "README.md")} says how to release, autograde and give feedback.`,
    "nbgrader itself, in an environment of its own:",
    ...installCommand()
      .split("\n")
      .map((line) => `  ${line}`),
  ].join("\n");
}
