import { courseFileNamed } from "../../src/course";

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
