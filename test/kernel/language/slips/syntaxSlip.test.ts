/** Code that does not parse: told as a slip where it is one, and in TypeScript's words where it is not. */
import { parsedSourceFile } from "../../../../src/kernel/language/compiler";
import { syntaxError } from "../../../../src/kernel/language/findings";
import { syntaxSlip } from "../../../../src/kernel/language/slips/syntaxSlip";

function slipOf(code: string) {
  const file = parsedSourceFile("cell.ts", code);
  const [first] = [...file.parseDiagnostics].sort((a, b) => a.start - b.start);
  if (!first) throw new Error(`parsed although it should not: ${code}`);
  return syntaxSlip(file, first);
}

test.each([
  ["if x is not None:", "if (x !== null) { … }"],
  ["while not done:\n  x += 1", "while (!done) { … }"],
  ["else:", "} else { … }"],
  ["for i in range(1, 10, 2):", "for (let i = 1; i < 10; i += 2) { … }"],
  ["for k, v in d.items():", "for (const [k, v] of Object.entries(d)) { … }"],
  ["for x in xs: print(x[1:2])", "for (const x of xs) { … }"],
  ["async def f(self, x: int, y=1, *rest) -> int:", "async function f(x: number, y=1, ...rest) { … }"],
  ["class Net(Base):\n  pass", "class Net extends Base { … }"],
  ["try:\n  f()", "try { … } catch (error) { … }"],
  ["except ValueError as e:", "} catch (e) { … }"],
  ["import tensorflow as tf", 'import * as tf from "@tensorflow/tfjs-node-gpu"'],
  ["from trainbook import fit, evaluate", 'import { fit, evaluate } from "trainbook"'],
  ["print 'x'", "console.log('x'), or put the value alone on the cell's last line"],
  ["assert x == 1, 'no'", "console.assert(x === 1, 'no')"],
  ["x not in xs", "!xs.includes(x)"],
  ["const ok = not x", "const ok = !x"],
  ["xs.map(lambda x: x * 2)", "(x) => x * 2"],
  ["const q = [x * 2 for x in xs if x > 1]", "xs.filter((x) => x > 1).map((x) => x * 2)"],
  ["const d = {k: v for k, v in o.items()}", "Object.fromEntries(Object.entries(o).map(([k, v]) => [k, v]))"],
  ["const o = {**a, **b}", "const o = {...a, ...b}"],
  ["f(*xs)", "f(...xs)"],
  ["r'\\d'", "String.raw`\\d`"],
  ["const a = 1 # one", "// one"],
  ['"""doc"""', "a text over several lines stands in backticks: `…`; a comment in /* … */"],
  ["a <> b", "write !=="],
  ["%cd /tmp", 'process.chdir("/tmp")'],
  ["const a = 1\n%time f(a)", 'console.time("cell") first and console.timeEnd("cell") last measure a cell'],
  ["cd ..", 'process.chdir("..")'],
  ["const x = 1\nx?", "put the cursor on x and press Shift+Tab"],
  ["tf.add?\nconst b = 1", "put the cursor on tf.add and press Shift+Tab"],
  ["console.log（1）；", "console.log(1);"],
  ["const a = 3 × 4", "const a = 3 * 4"],
  ["{ a: 1, b: 2 }", "({ a: 1, b: 2 }), or const options = { a: 1, b: 2 }"],
  ["- first item\n- second item", "make the cell a Markdown cell (Esc, then M), or put // before the line"],
])("%j is told with its cure", (code, cure) => {
  expect(slipOf(code)?.cure).toBe(cure);
});

test.each([
  "class A { #count = 5 5; }",
  "class A { #x = 1; get() { return this.#x } } const q = 5 5",
  "const re = /#[a-z]+/; const b = 1 1",
  "const t = `# heading $" + "{1} `; const b = 1 1",
  "const s = '# no comment, for x in y:' 5",
  "// for x in y:\nconst a = 5 5",
  "const o = { if: 1, for: 2 class: 3 }",
  "const o = {\n  class:\n    5 5 }",
  "const x = 10 % 3 3",
  "const r = a\n  % b c",
  "const v = !done false",
  "const z = true ? 1 : ",
  "const y = a ?? b c",
  "function isA(x): x is string { return true } 5 5",
  "for (const k in { a: 1 }) { 1 1 }",
  "const f = (x) = > x",
  "const text = `\n# a heading\ndef f(x):\n!ls\n",
  "/* # a heading\nimport numpy as np\n",
  "const s = '%time",
  "label: for (const a of [1]) { break label label }",
  "let x = 1\nlet y = x x",
  "async function f() { awai fetch('x') }",
])("%j is no slip of these", (code) => {
  expect(slipOf(code)).toBeUndefined();
});

test.each([
  ["f(x => { return x + 1 )", "add }, which closes the { of line 1"],
  ["const { a, b = { c: 1 };", "add }, which closes the { of line 1"],
  ["const re = /[(]/; f(1", "add ), which closes the ( of line 1"],
  ["const t = `$" + "{f(1)} (`; g([1", "add ], which closes the [ of line 1"],
  ["const a = [1, 2; 3]", "separate the parts by commas, not by semicolons"],
  ["for (let i = 0, i < 3, i++) {}", "separate the three parts by semicolons: for (let i = 0; i < n; i++)"],
  ["const a = [1, 2\nconst b = 3", "add ], which closes the [ of line 1"],
  ["f({ a: 1 }\nb = 3", "add ), which closes the ( of line 1"],
  ["let a == 1", "write one ="],
  ["const x 5", "write = between the name and its value"],
  ["const x := 5", "write = alone: const x = 5"],
  ["let 1a = 1", "begin the name with a letter"],
  ["const class = 1", "choose another name: class is a word of the language"],
  ["const t = `a\nb", "close the text with a backtick ` (opened in line 1)"],
  ["int x = 5;", "declare it by let or const: let x = …"],
  ["if a > 1 { }", "put what follows it in parentheses, as in if (x > 1) { … }"],
])("%j keeps TypeScript's words, with the cure", (code, cure) => {
  const { traceback } = syntaxError(parsedSourceFile("cell.ts", code), "/");
  expect(traceback.at(-1)).toBe(`→ ${cure}`);
});
