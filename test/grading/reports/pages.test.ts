/** Pages of a class: an index in several orders, and a page for each student. */
import { type IndexEntry, indexPages, type Reported, studentPage } from "../../../src/grading";
import type { Notebook } from "../../../src/kernel";
import { notebookOf } from "../../kernel/notebooks/notebookOf";
import { hostile, someGrade, unreadable } from "./someGrades";

const entry = (grade: Reported): IndexEntry => ({ grade, page: `students/${grade.student}.html` });
const students = (page = "") =>
  [...page.matchAll(/<td class="student"><a href="[^"]*">([^<]*)<\/a>/g)].map(([, name]) => name);

test("indexPages has the class in each order that a heading leads to", () => {
  const pages = indexPages(
    [
      someGrade("s10", { images: { status: "failed" } }, { seconds: 30 }),
      someGrade("s9", {}, { seconds: 20 }),
      unreadable,
      someGrade("s1", {}, { seconds: 40, exercise: "exercise-2" }),
    ].map(entry),
  );
  expect(students(pages["index.html"])).toEqual(["s1", "s9", "s10", "zoe"]);
  expect(students(pages["by-points.html"])).toEqual(["s1", "s9", "s10", "zoe"]);
  expect(students(pages["by-seconds.html"])).toEqual(["s1", "s10", "s9", "zoe"]);
  expect(students(pages["by-exercise.html"])).toEqual(["zoe", "s9", "s10", "s1"]);
  for (const page of Object.values(pages)) {
    for (const [, target = ""] of page.matchAll(/<th[^>]*><a href="([^"]*)"/g))
      expect(Object.keys(pages)).toContain(target);
    expect(page.match(/aria-sort/g)).toHaveLength(1);
    expect(page).toContain("2 of 4 notebooks with full marks, 1 without a grade");
  }
});

test("indexPages names equal submissions, and says that this is no verdict", () => {
  const fingerprints = { code: "same" };
  const grades = [someGrade("ada", {}, { fingerprints }), someGrade("bo", {}, { fingerprints })];
  const page = indexPages(grades.map(entry))["index.html"];
  expect(page).toMatch(/A hint to look, no verdict/);
  expect(page).toContain(
    '<li>The same code: <a href="students/ada.html">ada</a>, <a href="students/bo.html">bo</a></li>',
  );
});

test("a name of any letters is text, and its link an address", () => {
  const grade = someGrade('<i>"李" & co');
  const page = indexPages([entry(grade)])["index.html"];
  expect(page).toContain(
    '<a href="students/%3Ci%3E%22%E6%9D%8E%22%20%26%20co.html">&lt;i&gt;&quot;李&quot; &amp; co</a>',
  );
});

test("studentPage shows the card, the notes, and each cell with what it printed, as text", () => {
  const ran: Notebook = notebookOf(["let a = '<script>';", "b", ""]);
  ran.cells.push({ cell_type: "markdown", source: "An <answer>.", metadata: {} });
  const [first, second] = ran.cells;
  if (first) {
    first.outputs = [
      { output_type: "stream", name: "stdout", text: ["\u001b[1mone\u001b[0m\n", "<two>"] },
      { output_type: "display_data", data: { "text/html": "<script>", "text/plain": "plain" } },
      { output_type: "display_data", data: { "image/png": "aGk=" } },
      { output_type: "stream", name: "stdout", text: "x".repeat(30_000) },
    ];
  }
  if (second)
    second.outputs = [
      { output_type: "error", ename: "E", evalue: "v", traceback: ["\u001b[31mE: v", "here"] },
    ];
  const page = studentPage(someGrade("ada", {}, { notes: ["Restored."] }), ran);
  expect(page).toContain("10 of 10 points");
  expect(page).toContain("<p>Restored.</p>");
  expect(page).toContain("<pre>let a = &#39;&lt;script&gt;&#39;;</pre>");
  expect(page).toContain('<pre class="output">one\n&lt;two&gt;</pre>');
  expect(page).toContain('<pre class="output">plain</pre>');
  expect(page).toContain('<pre class="output">(image/png)</pre>');
  expect(page).toContain("… and 10,000 characters more");
  expect(page).toContain('<div class="cell failed">\n<div class="quiet">Code cell 2: failed</div>');
  expect(page).toContain('<pre class="output">E: v\nhere</pre>');
  expect(page).toContain('<div class="cell prose">An &lt;answer&gt;.</div>');
  expect(page).not.toContain("<script");
});

test("no page has markup or control characters of a notebook's", () => {
  const failure = { kind: "error" as const, cell: 1, line: 1, source: hostile, error: hostile };
  const grade = someGrade(
    hostile,
    { images: { status: "failed", finding: hostile } },
    { notes: [hostile], failure },
  );
  const pages = [
    studentPage(grade, notebookOf([hostile])),
    studentPage({ ...unreadable, error: hostile }),
    ...Object.values(indexPages([{ grade, page: "students/one.html" }])),
  ];
  for (const page of pages) {
    expect(page).not.toContain("<b a=");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(page).not.toMatch(/[\u0000\u001b]/);
  }
});
