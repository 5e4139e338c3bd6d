/** The lessons and exercises that trainbook hands out, and the names by which a learner may call them. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { TrainbookError } from "../trainbookError";

/** A name that fits no course file, or several. */
export class CourseFileNameError extends TrainbookError {}

/** A file as handed out. */
export interface CourseFile {
  /** Its path in `my-course/`, with forward slashes, such as `exercises/01-fashion.ipynb`. */
  name: string;
  /** Where trainbook keeps it. */
  source: string;
}

/** Everything that is handed out at the start, in the order of the course: lessons lie at the top, exercises in a folder. */
export function courseFiles(packageFolder: string): CourseFile[] {
  return [...filesIn(packageFolder, "notebooks", ""), ...filesIn(packageFolder, "exercises", "exercises")];
}

/** The solutions, handed out one by one when an exercise is done. */
export function solutionFiles(packageFolder: string): CourseFile[] {
  return filesIn(packageFolder, "solutions", "solutions");
}

/** Where lessons write, also when they are run in the checkout. */
const SAVED = "saved";

/** Notebooks, what they import and their pictures. */
const handedOut = /\.(ipynb|ts|png|jpg|svg)$/;

function filesIn(packageFolder: string, from: string, to: string): CourseFile[] {
  const folder = path.join(packageFolder, from);
  if (!existsSync(folder)) return [];
  const isLeftOut = (file: string) =>
    path
      .relative(folder, file)
      .split(path.sep)
      .some((part) => part.startsWith(".") || part === SAVED);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && handedOut.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !isLeftOut(file))
    .sort()
    .map((source) => ({
      name: [to, ...path.relative(folder, source).split(path.sep)].filter(Boolean).join("/"),
      source,
    }));
}

/**
 * The file that a learner means: by its path in `my-course/`, its file name, or the beginning of it, with or
 * without `.ipynb`.
 *
 * @throws {CourseFileNameError} listing what there is.
 */
export function courseFileNamed(name: string, files: readonly CourseFile[]): CourseFile {
  const wanted = plain(
    name
      .split(path.sep)
      .join("/")
      .replace(/^(\.\/)?(my-course\/)?/, ""),
  );
  const baseOf = (file: CourseFile) => plain(path.posix.basename(file.name));
  const ways = [
    (file: CourseFile) => plain(file.name) === wanted,
    (file: CourseFile) => baseOf(file) === wanted,
    (file: CourseFile) => baseOf(file).startsWith(wanted),
  ];
  for (const fits of ways) {
    const found = files.filter(fits);
    if (found.length === 1) return found[0] as CourseFile;
    if (found.length > 1)
      throw new CourseFileNameError(`${name} fits ${listed(found)}.`, { cure: "name one" });
  }
  throw new CourseFileNameError(`There is no lesson or exercise named ${name}.`, {
    cure: `one of ${listed(files)}`,
  });
}

const plain = (name: string) => name.replace(/\.ipynb$/, "");
const listed = (files: readonly CourseFile[]) => files.map((file) => plain(file.name)).join(", ");
