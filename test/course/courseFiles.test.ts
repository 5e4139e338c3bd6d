import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { courseFileNamed, courseFiles } from "../../src/course";
import { temporaryFolder } from "../cli/temporaryFolder";

const folder = temporaryFolder();

const files = ["00-quickstart.ipynb", "01-elements.ipynb", "exercises/01-fashion.ipynb"].map((name) => ({
  name,
  source: `/package/${name}`,
}));

test.each([
  ["00-quickstart", "00-quickstart.ipynb"],
  ["00-quickstart.ipynb", "00-quickstart.ipynb"],
  ["my-course/00-quickstart.ipynb", "00-quickstart.ipynb"],
  ["./my-course/exercises/01-fashion", "exercises/01-fashion.ipynb"],
  ["01-fashion", "exercises/01-fashion.ipynb"],
  ["00", "00-quickstart.ipynb"],
])("courseFileNamed(%j) is %s", (name, expected) => {
  expect(courseFileNamed(name, files).name).toBe(expected);
});

test("courseFileNamed refuses a beginning that several names share, and names them", () => {
  expect(() => courseFileNamed("01", files)).toThrow("01 fits 01-elements, exercises/01-fashion.");
});

test("courseFileNamed lists what there is when nothing fits", () => {
  expect(() => courseFileNamed("99", files)).toThrow(
    "There is no lesson or exercise named 99.\n  → one of 00-quickstart, 01-elements, exercises/01-fashion",
  );
});

test("courseFiles hands out notebooks, what they import and their pictures, and nothing that a run has saved", () => {
  const written = [
    "01-elements.ipynb",
    "network.ts",
    "flow.png",
    "notes.txt",
    "saved/06/curves.png",
    ".x/y.ipynb",
  ];
  for (const name of written) {
    const file = path.join(folder, "notebooks", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
  }
  expect(courseFiles(folder).map(({ name }) => name)).toEqual([
    "01-elements.ipynb",
    "flow.png",
    "network.ts",
  ]);
});
