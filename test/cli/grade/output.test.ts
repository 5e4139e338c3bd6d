/** What `grade` prints of a class. */
import { apartText, equalText, gradesTable, outcomeText } from "../../../src/cli/grade/output";
import { ProgressLine } from "../../../src/cli/grade/progressLine";
import { fitted, padded, widthOf } from "../../../src/cli/grade/textWidth";
import { equalSubmissions } from "../../../src/grading";
import { someGrade, unreadable } from "../../grading/reports/someGrades";

test("gradesTable has a line a notebook, in columns", () => {
  const half = someGrade(
    "李雷",
    { images: { status: "failed" }, accuracy: { status: "partly" } },
    { seconds: 7 },
  );
  expect(gradesTable([someGrade("ada"), half, unreadable])).toBe(`name  points  checks     seconds
ada    10/10  ✓✓✓✓✓✓✓✓✓     12.3
李雷    8/10  ✗✓✓✓✓✓✓◐✓      7.0
zoe        –  class/zoe.ipynb is not a notebook: it is not JSON.

1 of 3 notebooks with full marks`);
});

test("gradesTable tells two of the same name by their paths, and cuts off what is too long", () => {
  const long = someGrade("n".repeat(50));
  const text = gradesTable([someGrade("ada"), someGrade("ada", {}, { notebook: "late/ada.ipynb" }), long]);
  expect(text).toContain("\nclass/ada.ipynb  ");
  expect(text).toContain("\nlate/ada.ipynb  ");
  expect(text).toContain(`\n${"n".repeat(39)}…  `);
});

test("gradesTable has no control sequences of a name, and one line a notebook", () => {
  const lines = gradesTable([someGrade("a\u001b[2Jda\u202e"), { ...unreadable, error: "one\ntwo" }]).split(
    "\n",
  );
  expect(lines).toHaveLength(5);
  expect(lines[1]).toMatch(/^ada� /);
});

test("outcomeText names the notebook that has no grade, once", () => {
  expect(outcomeText(unreadable)).toEqual({
    text: `error: ${unreadable.student && "class/zoe.ipynb is not a notebook: it is not JSON."}\n`,
    isError: true,
  });
  expect(outcomeText({ ...unreadable, error: "No kernel." }).text).toBe(
    "error: class/zoe.ipynb: No kernel.\n",
  );
});

test("equalText lists equal submissions as a hint", () => {
  const fingerprints = { code: "same" };
  const equal = equalSubmissions([
    someGrade("ada", {}, { fingerprints }),
    someGrade("bo", {}, { fingerprints }),
  ]);
  expect(equalText(equal)).toMatch(/no verdict.*\n {2}the same code: class\/ada\.ipynb, class\/bo\.ipynb$/);
  expect(equalText([])).toBe("");
});

test("apartText says in one line how notebooks are kept apart", () => {
  expect(apartText(true, false)).toMatch(/^Graded in namespaces: .* There is no network\.$/);
  expect(apartText(true, true)).toContain("--network");
  expect(apartText(false, false)).toMatch(/^Graded without namespaces: .* container/);
});

test("text of any script is padded and cut off by the columns that it takes", () => {
  expect([widthOf("Ada"), widthOf("李雷"), widthOf("e\u0301"), widthOf("🙂")]).toEqual([3, 4, 1, 2]);
  expect(padded("李", 4)).toBe("李  ");
  expect(padded("7", 3, "right")).toBe("  7");
  expect(fitted("李雷和韩梅梅", 5)).toBe("李雷…");
});

test("ProgressLine shows all that run in one line, and nothing where there is no terminal", () => {
  const written: string[] = [];
  const write = (text: unknown) => written.push(String(text)) > 0;
  const cell = { phase: "start" as const, cell: 2, cells: 5, index: 1, source: "" };
  const students = [{ student: "ada" }, { student: "bo\u001b[2J" }, { student: "cy" }];
  const progress = new ProgressLine(students, { isTTY: true, columns: 80, write });
  progress.show(0, cell);
  progress.show(1, cell);
  progress.end(0);
  expect(written).toEqual([
    "\r\u001b[K0 of 3 graded  ada  [2/5] …",
    "\r\u001b[K0 of 3 graded  ada  [2/5] …  bo  [2/5] …",
    "\r\u001b[K1 of 3 graded  bo  [2/5] …",
  ]);
  progress.clear();
  progress.clear();
  expect(written).toHaveLength(4);
  new ProgressLine(students, { isTTY: false, columns: 80, write }).show(0, cell);
  expect(written).toHaveLength(4);
});
