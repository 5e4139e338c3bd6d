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
1     12  0.250000  <b>end</b>`);
});

test("and in HTML, escaped, with numbers to the right", () => {
  expect(html(rows)).toContain('<td style="text-align: right">12</td>');
  expect(html(rows)).toContain('<td style="text-align: left">&lt;b&gt;end&lt;/b&gt;</td>');
});

test("a page breaks names at their underscores and long ones at their capitals, short values nowhere, and moves what is too wide for it", () => {
  const page = html([
    {
      val_accuracy: "[null, 26, 26]",
      of: "Conv2DBackpropFilter",
      type: "MaxPooling2D",
      note: "a longer text of several words",
    },
  ]);
  expect(page).toMatch(/^<div style="overflow-x: auto"><table>/);
  expect(page).toContain(">val_<wbr>accuracy<");
  expect(page).toContain(">[null,\u00a026,\u00a026]<");
  expect(page).toContain(">a longer text of several words<");
  expect(page).toContain(">Conv2D<wbr>Backprop<wbr>Filter<");
  expect(page).toContain(">MaxPooling2D<");
});

test("the cells of many columns stand closer together", () => {
  expect(html([{ a: 1, b: 2, c: 3, d: 4 }])).not.toContain("padding");
  expect(html([{ a: 1, b: 2, c: 3, d: 4, e: 5 }])).toContain("padding: 0.4em 0.2em");
});

test("a long table shows its first and last rows and says how many there are", () => {
  const long = Array.from({ length: 1234 }, (_, n) => ({ n }));
  const lines = text(long)?.split("\n") ?? [];
  expect(lines).toHaveLength(1 + 20 + 1 + 5 + 1);
  expect(lines.at(-2)).toBe("1233  1233");
  expect(lines.at(-1)).toBe("[1,234 rows × 1 columns]");
});

test("a wide table shows its first and last columns", () => {
  const [head = ""] =
    text([Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, n]))])?.split("\n") ?? [];
  expect(head).toMatch(/^ {3}f0 .* f9 {2}… {2}f31 .* f39$/);
});

test("a map of records is a table with its keys before the rows", () => {
  expect(
    text(
      new Map([
        ["mnist", { size: 60_000 }],
        ["small", { size: 5 }],
      ]),
    ),
  ).toBe(`        size
mnist  60000
small      5`);
});

test("what tfjs's own fit returns is a table of its epochs, counted from 1", () => {
  const history = { epoch: [0, 1], history: { loss: [0.5, 0.25], acc: [0.9, 0.95] } };
  expect(text(history)).toBe("epoch  loss   acc\n    1  0.50  0.90\n    2  0.25  0.95");
});

test("getters of records are not called", () => {
  const record = {
    get now(): number {
      throw new Error("called");
    },
  };
  expect(text([record])).toBe("   now\n0  [Getter]");
});

test("columns of Chinese stay aligned", () => {
  expect(
    text([
      { 名: "数字", n: 1 },
      { 名: "a", n: 2 },
    ]),
  ).toBe("   名    n\n0  数字  1\n1  a     2");
});

test("an array of ten million records is looked at by samples", () => {
  expect(text(Array(10_000_000).fill({ a: 1 }))).toMatch(/\[10,000,000 rows × 1 columns\]$/);
});

test("a property that some records lack is an empty cell", () => {
  expect(text([{ a: 1 }, { a: 2, b: 3 }])).toBe("   a  b\n0  1\n1  2  3");
});

test.each([
  ["an empty array", []],
  ["numbers", [1, 2]],
  ["arrays", [[1], [2]]],
  ["records that have nothing in common", [{ a: 1 }, { b: 2 }, { c: 3 }]],
  ["a proxy", new Proxy([{ a: 1 }], {})],
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
