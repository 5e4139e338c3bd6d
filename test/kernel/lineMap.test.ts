import { sourceLine } from "../../src/kernel/lineMap";

const source = `import { f } from "m";
// a comment
const x: Map<string, number> = new Map<string, number>();

interface Point { x: number }
const p: Point = {
  x: f(1 as number),
};
function g(a: number): number {
  if (a > 2)   throw new RangeError("big");
  return a;
}
g(p.x!)`;

/** What tslab's compiler makes of it. */
const compiled = `Object.defineProperty(exports, "__esModule", { value: true });
exports.tsLastExpr = exports.g = exports.p = exports.x = void 0;
const m_1 = require("m");
// a comment
const x = new Map();
exports.x = x;
const p = {
    x: (0, m_1.f)(1),
};
exports.p = p;
function g(a) {
    if (a > 2)
        throw new RangeError("big");
    return a;
}
exports.g = g;
exports.tsLastExpr = g(p.x);`;

const places: [what: string, line: number, column: number, expected: number][] = [
  ["a call inside an object", 8, 18, 7],
  ["a throw that the compiler put on a line of its own", 13, 9, 10],
  ["an expression without its types", 5, 11, 3],
  ["a last expression that is stored", 17, 22, 13],
];

test.each(places)("sourceLine finds %s", (_what, line, column, expected) => {
  expect(sourceLine(source, compiled, line, column)).toBe(expected);
});

test("sourceLine finds nothing for a line that only the compiler wrote", () => {
  expect(sourceLine("f();", 'Object.defineProperty(exports, "q");\nf();', 1, 1)).toBeUndefined();
});

test("sourceLine gives up on a cell of more than 4,000 tokens", () => {
  expect(sourceLine("a ".repeat(5_000), "a", 1, 1)).toBeUndefined();
});
