import { bundleOf } from "../../../src/display";

const text = (value: unknown) => (bundleOf(value) as Record<string, string>)["text/plain"];
const html = (value: unknown) => (bundleOf(value) as Record<string, string>)["text/html"];

const rows = [
  { epoch: 1, loss: 0.512345678, note: "begin" },
  { epoch: 12, loss: 0.25, note: "<b>end</b>" },
];

test("an array of records is a table, in text with aligned columns", () => {
  expect(text(rows)).toBe(`   epoch      loss  note
0      1  0.512346  begin
1     12      0.25  <b>end</b>`);
});

test("and in HTML, escaped, with numbers to the right", () => {
  expect(html(rows)).toContain('<td style="text-align: right">12</td>');
  expect(html(rows)).toContain('<td style="text-align: left">&#60;b&#62;end&#60;/b&#62;</td>');
});

test("a long table shows its first and last rows and says how many there are", () => {
  const long = Array.from({ length: 1234 }, (_, n) => ({ n }));
  const lines = text(long)?.split("\n") ?? [];
  expect(lines).toHaveLength(1 + 20 + 1 + 5 + 1);
  expect(lines.at(-2)).toBe("1233  1233");
  expect(lines.at(-1)).toBe("[1,234 rows]");
});

test("a property that some records lack is an empty cell", () => {
  expect(text([{ a: 1 }, { a: 2, b: 3 }])).toBe("   a  b\n0  1\n1  2  3");
});

test.each([
  ["an empty array", []],
  ["numbers", [1, 2]],
  ["arrays", [[1], [2]]],
  ["records of deep objects", [{ a: { b: 1 } }, { a: { b: 2 } }]],
  [
    "instances of classes",
    [
      new (class Point {
        x = 1;
      })(),
    ],
  ],
])("%s is no table", (_title, value) => {
  expect(html(value)).toBeUndefined();
});
