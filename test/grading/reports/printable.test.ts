import { printable } from "../../../src/grading";

test.each([
  ["colours", "\u001b[31mred\u001b[0m", "red"],
  ["a title of the window", "a\u001b]0;mine\u0007b", "ab"],
  ["a line that is written over", "0 of 10\r10 of 10", "0 of 10\n10 of 10"],
  ["letters that are taken back", "0\b\b10", "0\ufffd\ufffd10"],
  ["a line from right to left", "0 of \u202e01", "0 of \ufffd01"],
])("printable takes out %s", (_, text, expected) => {
  expect(printable(text)).toBe(expected);
});

test("printable leaves lines, tabs and every script as they are", () => {
  const text = "line\n\ttab ✗ 训练 עברית";
  expect(printable(text)).toBe(text);
});
