/** The response of a console when Enter is pressed. */
import { completenessOf } from "../../../src/kernel/language/completeness";

test.each([
  ["1 + 1", "complete", ""],
  ["", "complete", ""],
  ["function f() {\n  return 1;\n}\n\n", "complete", ""],
  ["function f() {", "incomplete", "  "],
  ["function f() {\n\n", "incomplete", "  "],
  ["if (x) {\n  y", "incomplete", "  "],
  ["f(", "incomplete", "  "],
  ["const f = async () =>", "incomplete", "  "],
  ["const text = `open", "incomplete", ""],
  ["/* open", "incomplete", ""],
  ["a +", "incomplete", ""],
  ["a.", "incomplete", ""],
  ["await ", "incomplete", ""],
  ["for await (const x of y) {", "incomplete", "  "],
  ["await f(1)", "complete", ""],
  ["if (a) {} else", "incomplete", ""],
  ["class A {\n  m() {\n    if (x) {", "incomplete", "      "],
  ["const text = 'open", "invalid", ""],
  ["/open", "invalid", ""],
  ["}", "invalid", ""],
  ["foo bar", "invalid", ""],
])("%j is %s", (code, status, indent) => {
  expect(completenessOf(code)).toEqual({ status, indent });
});
