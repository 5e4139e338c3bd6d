/** Reports on disk, rewritten after each notebook. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ReportFiles } from "../../../src/cli/grade/reportFiles";
import { someGrade, unreadable } from "../../grading/reports/someGrades";
import { notebookOf } from "../../kernel/notebooks/notebookOf";
import { temporaryFolder, writeFiles } from "../temporaryFolder";

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const read = (name: string) => readFileSync(at(name), "utf8");
const submissions = (...students: string[]) =>
  students.map((student, index) => ({ index, student, file: `${student}.ipynb` }));

test("reports hold what has ended so far, in the order given", () => {
  const options = { csv: at("a/g.csv"), json: at("a/g.json"), junit: at("a/g.xml"), html: at("a/g.html") };
  const reports = new ReportFiles(submissions("ada", "zoe"), options);
  expect(existsSync(options.csv)).toBe(false);
  reports.add(1, unreadable);
  expect(JSON.parse(read("a/g.json")).grades.map(({ student }: { student: string }) => student)).toEqual([
    "zoe",
  ]);
  reports.add(0, someGrade("ada"));
  expect(JSON.parse(read("a/g.json")).grades.map(({ student }: { student: string }) => student)).toEqual([
    "ada",
    "zoe",
  ]);
  expect(read("a/g.csv").split("\r\n")).toHaveLength(4);
  expect(read("a/g.xml").match(/<testsuite /g)).toHaveLength(2);
  expect(read("a/g.html").match(/<h2>/g)).toHaveLength(2);
  expect(readdirSync(at("a")).sort()).toEqual(["g.csv", "g.html", "g.json", "g.xml"]);
});

test("the JSON says of each check whether it was measured", () => {
  const reports = new ReportFiles(submissions("ada"), { json: at("basis.json") });
  reports.add(0, someGrade("ada", { compiled: { basis: "claimed" } }));
  const [{ checks }] = JSON.parse(read("basis.json")).grades;
  expect(checks.slice(2, 5).map(({ basis }: { basis: string }) => basis)).toEqual([
    "measured",
    "claimed",
    "measured",
  ]);
});

test("a folder gets an index, and for each notebook a page that no other takes", () => {
  const names = ["Ada", "ada", "../../etc", "李 雷", ""];
  const reports = new ReportFiles(submissions(...names), { html: at("site/") });
  for (const [index, name] of names.entries())
    reports.add(index, someGrade(name), notebookOf([`"${index}"`]));
  expect(readdirSync(at("site")).sort()).toEqual([
    "by-exercise.html",
    "by-points.html",
    "by-seconds.html",
    "index.html",
    "students",
  ]);
  expect(readdirSync(at("site/students")).sort()).toEqual([
    "-.html",
    "-etc.html",
    "Ada.html",
    "ada-2.html",
    "李-雷.html",
  ]);
  const targets = [...read("site/index.html").matchAll(/<td class="student"><a href="([^"]*)"/g)].map(
    ([, target = ""]) => target,
  );
  expect(targets).toHaveLength(5);
  for (const target of targets) expect(existsSync(at(`site/${decodeURIComponent(target)}`))).toBe(true);
  expect(read("site/students/ada-2.html")).toContain("<pre>&quot;1&quot;</pre>");
});

test("a folder that is there stays a folder, whatever it is called", () => {
  writeFiles(folder, { "old.html/note.txt": "" });
  new ReportFiles(submissions("ada"), { html: at("old.html") }).add(0, someGrade("ada"));
  expect(readdirSync(at("old.html"))).toContain("index.html");
});

test("a place where no report can be written is told before anything is graded", () => {
  writeFiles(folder, { "file.txt": "" });
  expect(() => new ReportFiles([], { csv: folder })).toThrow(/is a folder; a report is a file/);
  expect(() => new ReportFiles([], { json: at("file.txt/g.json") })).toThrow(/cannot be made/);
});
