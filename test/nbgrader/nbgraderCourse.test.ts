/** The files of an nbgrader course, as an instructor finds them. */
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { exercises } from "../../src/grading";
import { readNotebook } from "../../src/kernel";
import { writeNbgraderCourse } from "../../src/nbgrader";
import { temporaryFolder } from "../cli/temporaryFolder";

const folder = temporaryFolder();
const write = (name: string) => writeNbgraderCourse(path.join(folder, name), "pip install nbgrader");
const at = (...names: string[]) => path.join(folder, ...names);

const names = exercises.map(({ notebook }) => path.basename(notebook, ".ipynb"));
const sources = names.map((name) => `source/${name}/${name}.ipynb`);

test("a course has its configuration, instructions, and an assignment for each exercise, with its solution", () => {
  const { written, packages } = write("new course");
  expect(written).toEqual(["nbgrader_config.py", "README.md", ...sources]);
  expect(packages).toBe("written");
  const config = readFileSync(at("new course", "nbgrader_config.py"), "utf8");
  expect(config).toContain('c.CourseDirectory.course_id = "new course"\n');
  for (const { id } of exercises) expect(config).toContain(`: "${id}",\n`);
  expect(readFileSync(at("new course", "README.md"), "utf8")).toContain("    pip install nbgrader\n");
  for (const [index, source] of sources.entries()) {
    const { metadata, cells } = readNotebook(at("new course", source));
    expect(metadata).toMatchObject({
      trainbook: { exercise: exercises[index]?.id },
      kernelspec: { name: "tslab", language: "typescript" },
    });
    expect(JSON.stringify(cells)).toContain("BEGIN SOLUTION");
    expect(JSON.stringify(cells)).not.toContain("../");
  }
});

test("a second call adds what is missing, and overwrites nothing", () => {
  write("edited");
  writeFileSync(at("edited", "nbgrader_config.py"), "# mine");
  rmSync(at("edited", sources[0] ?? ""));
  expect(write("edited")).toEqual({
    written: [sources[0]],
    unchanged: ["README.md", ...sources.slice(1)],
    kept: ["nbgrader_config.py"],
    packages: "in place",
  });
  expect(readFileSync(at("edited", "nbgrader_config.py"), "utf8")).toBe("# mine");
});

test("notebooks in the course's folders find the packages, by a link that follows a trainbook that has moved", () => {
  mkdirSync(at("moved"));
  symlinkSync(at("nowhere"), at("moved", "node_modules"), "junction");
  expect(write("moved").packages).toBe("written");
  const found = (name: string) => realpathSync(at("moved", "node_modules", name));
  expect(found("trainbook")).toBe(packageRoot);
  expect(found("@tensorflow/tfjs-node-gpu")).toContain(packageRoot);
});

test("packages of the instructor's own stay", () => {
  mkdirSync(at("own", "node_modules", "left-pad"), { recursive: true });
  expect(write("own").packages).toBe("none");
  expect(lstatSync(at("own", "node_modules")).isSymbolicLink()).toBe(false);
});

test("a folder that cannot be one is refused", () => {
  writeFileSync(at("file"), "");
  expect(() => write("file")).toThrow(`${at("file")} cannot be written: `);
});
