/**
 * An nbgrader course in a folder: `nbgrader_config.py`, README.md, the exercises in `source/`, and a link by which
 * notebooks find trainbook. Files that are there belong to the instructor, whoever wrote them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../engine";
import { exercises } from "../grading";
import { readNotebook } from "../kernel";
import { TrainbookError } from "../trainbookError";
import { configuration } from "./configuration";
import { instructions } from "./instructions";
import { linkPackages, type PackagesLink } from "./packagesLink";
import { sourceNotebook } from "./sourceNotebook";

/** The outcome, by files' names in the course. */
export interface NbgraderCourse {
  written: string[];
  /** They are there, and as they would be written. */
  unchanged: string[];
  /** They are there, and differ from what would be written: edited, or of another version. */
  kept: string[];
  packages: PackagesLink;
}

/**
 * Writes what the course lacks.
 *
 * @param installCommand How to install nbgrader, for the README.
 * @throws TrainbookError where the folder cannot be written
 */
export function writeNbgraderCourse(target: string, installCommand: string): NbgraderCourse {
  const folder = path.resolve(target);
  const course: NbgraderCourse = { written: [], unchanged: [], kept: [], packages: "in place" };
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(filesOf(folder, installCommand))) {
      course[write(path.join(folder, name), text)].push(name);
    }
    course.packages = linkPackages(folder);
  } catch (cause) {
    const { syscall, message } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    throw new TrainbookError(`${folder} cannot be written: ${message}`, {
      cure: "give another folder, or mend what it names",
      cause,
    });
  }
  return course;
}

function filesOf(folder: string, installCommand: string): Record<string, string> {
  const files: Record<string, string> = {
    "nbgrader_config.py": configuration(path.basename(folder)),
    "README.md": instructions(installCommand),
  };
  for (const exercise of exercises) {
    const solution = readNotebook(path.join(packageRoot, "solutions", exercise.notebook));
    const name = path.basename(exercise.notebook, ".ipynb");
    const notebook = sourceNotebook(solution, exercise);
    files[`source/${name}/${exercise.notebook}`] = `${JSON.stringify(notebook, null, 1)}\n`;
  }
  return files;
}

function write(file: string, text: string): "written" | "unchanged" | "kept" {
  if (existsSync(file)) return readFileSync(file, "utf8") === text ? "unchanged" : "kept";
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  return "written";
}
