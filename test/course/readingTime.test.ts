import { readingMinutes } from "../../src/course/readingTime";
import { code, markdown, notebook } from "./smallCourse";

const words = (count: number) => markdown("words", "word ".repeat(count));
const task = { metadata: { nbgrader: { solution: true } } };

test.each([
  ["1,300 words", [words(1300)], 10],
  ["80 lines of code", [code("lines", "let a;\n".repeat(80))], 10],
  ["40 cells to run", Array.from({ length: 40 }, (_, n) => code(`c${n}`, "1")), 15],
  ["five questions", [markdown("questions", "1. Why?\n".repeat(5))], 10],
  ["four tasks", Array.from({ length: 4 }, (_, n) => code(`t${n}`, "1", task)), 20],
  ["nothing", [], 5],
])("readingMinutes of %s", (_what, cells, minutes) => {
  expect(readingMinutes(notebook(cells))).toBe(minutes);
});

test("readingMinutes leaves out navigation, empty cells, link targets and tags", () => {
  const plain = [words(620)];
  const more = [
    markdown("navigation", "word ".repeat(500)),
    code("empty", "\n"),
    markdown("link", `[](${"a-long-target ".repeat(200)}) <p ${"class=x ".repeat(200)}>`),
  ];
  expect(readingMinutes(notebook([...plain, ...more]))).toBe(readingMinutes(notebook(plain)));
});
