import { plainText } from "../../../src/display";

test.each<[string, (...values: never[]) => unknown, string]>([
  [
    "a function",
    function twice(x: number) {
      return x * 2;
    },
    "function twice(x)",
  ],
  [
    "an async function",
    async function load(path: string) {
      return path;
    },
    "async function load(path)",
  ],
  ["an arrow function", (a: number, b: number) => a + b, "(a, b) => …"],
  ["defaults with parentheses", (a = Math.abs(-1), b = ")") => [a, b], '(a = Math.abs(-1), b = ")") => …'],
  ["a native function", Math.max, "[Function: max]"],
  ["a bound function", function bound() {}.bind(null), "[Function: bound bound]"],
  ["a function with properties", Object.assign(function go() {}, { calls: 1 }), "function go() { calls: 1 }"],
  ["a class", class Sub extends Map {} as never, "class Sub extends Map"],
])("plainText(%s) is its signature", (_title, value, expected) => {
  expect(plainText(value)).toBe(expected);
});
