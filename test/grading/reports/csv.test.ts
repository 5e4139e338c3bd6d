/** The table for spreadsheets. */
import { gradesCsv } from "../../../src/grading";
import { hostile, someGrade, unreadable } from "./someGrades";

/** Reads CSV as RFC 4180 has it. */
function parsed(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  let end = 0;
  for (const [all, quoted, plain, after] of text.matchAll(field)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (after === "\r\n") rows.push([]);
    end += all.length;
  }
  expect(end).toBe(text.length);
  return rows.slice(0, -1);
}

test("gradesCsv has a row a notebook, with the points of each check, its marks and what there is to note", () => {
  const outcomes = { convolutions: { status: "partly" }, accuracy: { status: "failed" } } as const;
  const [header, ada, zoe] = parsed(
    gradesCsv([someGrade("ada", outcomes, { notes: ["One.", "Two."] }), unreadable]),
  );
  expect(header).toEqual(
    ["student", "file", "exercise", "points", "maximum"].concat(
      [
        "images",
        "convolutions",
        "outputs",
        "compiled",
        "epochs",
        "learning",
        "validation",
        "accuracy",
        "recorded",
      ],
      ["checks", "status", "seconds", "note"],
    ),
  );
  expect(ada).toEqual(
    ["ada", "class/ada.ipynb", "exercise-1", "7.5", "10"].concat(
      ["1", "0.5", "1", "1", "1", "1", "1", "0", "1"],
      ["✓◐✓✓✓✓✓✗✓", "graded", "12.3", "One.\nTwo."],
    ),
  );
  expect(zoe?.slice(0, 3)).toEqual(["zoe", "class/zoe.ipynb", ""]);
  expect(zoe?.slice(-3)).toEqual(["not graded", "", "class/zoe.ipynb is not a notebook: it is not JSON."]);
});

test("gradesCsv leaves a check empty that an exercise does not have", () => {
  const other = { ...someGrade("bo"), exercise: "exercise-2", checks: [] };
  const [header, , bo] = parsed(gradesCsv([someGrade("ada"), other]));
  expect(header).toContain("checkpoint");
  expect(bo?.[header?.indexOf("images") ?? -1]).toBe("");
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1"])(
  "gradesCsv keeps %j text in a spreadsheet",
  (student) => {
    const [, row] = parsed(gradesCsv([someGrade(student)]));
    expect(row?.[0]).toMatch(/^'/);
  },
);

test("gradesCsv quotes what needs it, and has no control characters", () => {
  const [, row] = parsed(gradesCsv([someGrade('a,"b"', {}, { notes: [hostile] })]));
  expect(row?.[0]).toBe('a,"b"');
  expect(row?.at(-1)).toBe("<b a=\"1\">&amp;</b> ]]> � � � 'x'\nnext");
});
