/** Which notebooks `grade` takes, and whose they are. */
import { symlinkSync } from "node:fs";
import path from "node:path";
import { findSubmissions, submissionFolders, wrongCalls } from "../../../src/cli/grade/submissions";
import { packageRoot } from "../../../src/engine";
import { notebookOf } from "../../kernel/notebooks/notebookOf";
import { temporaryFolder, writeFiles } from "../temporaryFolder";

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const exercise = JSON.stringify({ ...notebookOf([]), metadata: { trainbook: { exercise: "exercise-1" } } });
const other = JSON.stringify(notebookOf(["1 + 1"]));

beforeAll(() => {
  writeFiles(folder, {
    "class/bo.ipynb": exercise,
    "class/ada/01-fashion-mnist.ipynb": exercise,
    "class/cy/ps1/mine.ipynb": exercise,
    "class/cy/ps1/.ipynb_checkpoints/mine-checkpoint.ipynb": exercise,
    "class/node_modules/some/01-fashion-mnist.ipynb": exercise,
    "class/broken.ipynb": "{",
    "class/lesson.ipynb": other,
    "class/notes.txt": "",
    "lessons/lesson.ipynb": other,
    "two/01-fashion-mnist.ipynb": exercise,
  });
  symlinkSync(at("class"), at("class/round"));
  symlinkSync(at("nowhere"), at("class/dangling.ipynb"));
});

const found = (...paths: string[]) => {
  const { submissions, leftOut } = findSubmissions(paths);
  return {
    students: submissions.map(({ student }) => student),
    files: submissions.map(({ file }) => path.relative(folder, file)),
    leftOut: leftOut.map((file) => path.relative(folder, file)),
    wrong: wrongCalls(paths, submissions),
  };
};

test("of a folder, all exercises in it and below are taken, sorted, without checkpoints", () => {
  expect(found(at("class"))).toEqual({
    students: ["ada", "bo", "broken", "cy", "dangling"],
    files: [
      "class/ada/01-fashion-mnist.ipynb",
      "class/bo.ipynb",
      "class/broken.ipynb",
      "class/cy/ps1/mine.ipynb",
      "class/dangling.ipynb",
    ],
    leftOut: ["class/lesson.ipynb"],
    wrong: [],
  });
});

test("a file that is named twice is taken once, at its first place", () => {
  expect(
    found(at("class/cy/ps1/mine.ipynb"), at("class/ada"), at("class"), at("class/bo.ipynb")).students,
  ).toEqual(["mine", "ada", "bo", "broken", "dangling"]);
});

test("a notebook that is called like an exercise belongs to its folder's student", () => {
  expect(found(at("two/01-fashion-mnist.ipynb"), at("class/bo.ipynb")).students).toEqual(["two", "bo"]);
});

test("a name that does not exist, a folder without exercises and a single foreign notebook are wrong calls", () => {
  expect(found(at("class"), at("nobody.ipynb")).wrong).toEqual([
    `There is no notebook ${at("nobody.ipynb")}.`,
  ]);
  expect(found(at("lessons"))).toMatchObject({
    leftOut: ["lessons/lesson.ipynb"],
    wrong: [`There is no exercise in ${at("lessons")}.`],
  });
  expect(found(at("class/lesson.ipynb")).wrong).toEqual([expect.stringContaining("is not an exercise")]);
});

test("a foreign or broken notebook among others is a row of its own, not a wrong call", () => {
  const { submissions } = findSubmissions([
    at("class/lesson.ipynb"),
    at("class/broken.ipynb"),
    at("class/bo.ipynb"),
  ]);
  expect(submissions.map(({ error }) => error?.message.split("\n")[0])).toEqual([
    expect.stringContaining("lesson.ipynb is not an exercise"),
    expect.stringContaining("broken.ipynb is not a notebook"),
    undefined,
  ]);
  expect(wrongCalls([at("class/lesson.ipynb")], submissions)).toEqual([]);
});

test("the folders of submissions are known, but for those that grading needs", () => {
  const paths = [at("class"), at("class/bo.ipynb"), path.join(packageRoot, "mine.ipynb"), "/mine.ipynb"];
  expect(submissionFolders(paths)).toEqual([at("class")]);
});
