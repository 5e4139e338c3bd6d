/**
 * The course as data: its lessons and exercises in their order. Everything is read from the notebooks themselves: the
 * title is the first heading, and the metadata says the rest:
 *
 * ```json
 * "trainbook": { "gives": "read a model's summary", "needs": ["02-preparing-data"], "exercises": ["01-fashion-mnist"] }
 * ```
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { exercises } from "../grading";
import { type Notebook, readNotebook } from "../kernel";
import { TrainbookError } from "../trainbookError";
import { titleOf } from "./prose";
import { readingMinutes } from "./readingTime";

/** A notebook of the course says something of itself that does not fit. */
export class CourseError extends TrainbookError {}

/** A lesson or an exercise. */
export interface CourseNotebook {
  kind: "lesson" | "exercise";
  /** The file name without its ending, such as `03-building-the-model`. */
  name: string;
  /** Its path in `my-course/`, with forward slashes. */
  file: string;
  /** Where trainbook keeps it; an exercise with its solution. */
  source: string;
  /** The number that its name begins with. */
  number: number;
  title: string;
  /** The skill that a learner has after it, in one sentence; empty where its metadata does not say. */
  gives: string;
  /** The names of the notebooks that come before it. */
  needs: readonly string[];
  /** The names of the exercises that follow a lesson. */
  exercises: readonly string[];
  /** How long a learner takes. */
  minutes: number;
}

/**
 * The lessons in the order of their numbers, each followed by its exercises; exercises that no lesson names come last.
 *
 * @throws {CourseError} for metadata that does not fit, and for names in it that the course does not have
 * @throws {NotebookError} for a file that is no notebook
 */
export function readCourse(packageFolder: string): CourseNotebook[] {
  const lessons = notebooksIn(path.join(packageFolder, "notebooks"))
    .filter((file) => /^\d+-/.test(path.basename(file)))
    .map((source) => describe("lesson", source));
  const tasks = exercises
    .map(({ notebook }) => path.join(packageFolder, "solutions", notebook))
    .filter((source) => existsSync(source))
    .map((source) => describe("exercise", source));
  refuseUnknownNames([...lessons, ...tasks]);
  const ordered = lessons.flatMap((lesson) => [
    lesson,
    ...tasks.filter(({ name }) => lesson.exercises.includes(name)),
  ]);
  return [...new Set([...ordered, ...tasks])];
}

const notebooksIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".ipynb"))
        .sort()
        .map((name) => path.join(folder, name))
    : [];

function describe(kind: CourseNotebook["kind"], source: string): CourseNotebook {
  const notebook = readNotebook(source);
  const file = path.basename(source);
  const name = path.basename(file, ".ipynb");
  return {
    kind,
    name,
    file: kind === "lesson" ? file : `exercises/${file}`,
    source,
    number: Number.parseInt(name, 10),
    title: titleOf(notebook) ?? name,
    ...metadataOf(name, notebook),
    minutes: readingMinutes(notebook),
  };
}

function metadataOf(
  name: string,
  { metadata }: Notebook,
): Pick<CourseNotebook, "gives" | "needs" | "exercises"> {
  const { gives = "", needs = [], exercises = [] } = (metadata.trainbook ?? {}) as Record<string, unknown>;
  const refuse = (key: string, value: unknown, expected: string) => {
    throw new CourseError(
      `${name}: trainbook.${key} in its metadata is ${JSON.stringify(value)}; ${expected} is expected.`,
    );
  };
  if (typeof gives !== "string") return refuse("gives", gives, "a sentence");
  if (!isNames(needs)) return refuse("needs", needs, "a list of names of notebooks");
  if (!isNames(exercises)) return refuse("exercises", exercises, "a list of names of exercises");
  return { gives, needs, exercises };
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === "string");

function refuseUnknownNames(course: readonly CourseNotebook[]): void {
  const names = (kind?: CourseNotebook["kind"]) =>
    course.filter((one) => kind === undefined || one.kind === kind).map(({ name }) => name);
  for (const { name, needs, exercises } of course) {
    const refuse = (key: string, unknown: string, known: string[]) => {
      throw new CourseError(
        `${name}: trainbook.${key} in its metadata names ${unknown}, which the course does not have.`,
        {
          cure: `one of: ${known.join(", ")}`,
        },
      );
    };
    for (const need of needs) if (!names().includes(need)) refuse("needs", need, names());
    for (const exercise of exercises) {
      if (!names("exercise").includes(exercise)) refuse("exercises", exercise, names("exercise"));
    }
  }
}
