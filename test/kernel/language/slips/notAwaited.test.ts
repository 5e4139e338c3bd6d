/** A forgotten `await`: told first, with the place where it belongs; and promises of which TypeScript says nothing. */
import { TestNotebook } from "../notebook";

let notebook: TestNotebook;
beforeAll(() => {
  notebook = new TestNotebook();
  notebook.convert(`interface Logs { loss: number; history: Record<string, number[]> }
async function fit(epochs = 1): Promise<Logs> { return { loss: 1, history: {} }; }
async function save(): Promise<void> {}
function draw(logs: Logs) {}
const running = fit();`);
});
afterAll(() => notebook.close());

const linesOf = (code: string) => notebook.errorOf(code).split("\n");

test.each([
  ["const h = fit(2);\nh.history", "in line 1: const h = await fit(2)"],
  ["fit().loss", "(await fit()).loss"],
  ["let h: Logs;\nh = fit()", "h = await fit()"],
  ["const h: Logs = fit()", "const h = await fit()"],
  ["const { loss } = fit()", "const { loss } = await fit()"],
  ["draw(fit())", "await fit()"],
  ["for (const one of fit()) {}", "await fit()"],
  ["fit() * 2", "await fit()"],
  ["const o: { logs: Logs } = { logs: fit() }", "await fit()"],
  ["function f() { return fit().loss }", "(await fit()).loss, and async before the function of line 1"],
  [
    "running.history",
    "write await before the call in cell [1] that gives running its value, and run it again; or here: (await running).history",
  ],
])("%j: %s", (code, cure) => {
  const lines = linesOf(code);
  expect(lines[0]).toMatch(/: Did you forget to use 'await'\? .* is a Promise<Logs>\.$/);
  expect(lines.at(-1)).toBe(`→ ${cure}`);
});

test.each([
  "const p: Promise<string> = Promise.resolve(1);",
  "Promise.resolve(1).thn(2)",
  "const f: (p: Promise<string>) => void = (p) => {}; f(fit())",
])("%j, where a promise is wanted, is no forgotten await", (code) => {
  expect(notebook.errorOf(code)).not.toContain("await");
});

function noticesOf(code: string): string[] {
  const conversion = notebook.convert(code);
  if (!conversion.ok) throw new Error(notebook.errorOf(code));
  return conversion.notices;
}

test("a statement that starts what nobody awaits is noticed", () => {
  expect(noticesOf("1;\nfit(3);")).toEqual([
    "line 2: fit(3) is not awaited: it goes on in the background, and its result is lost.\n→ await fit(3)",
  ]);
});

test("a promise in a template, and an element of one, are noticed", () => {
  expect(noticesOf("`$" + "{running}`")[0]).toContain("a promise is not its value.\n→ await running");
  expect(noticesOf("running[0]")[0]).toContain("→ (await running)[0]");
});

test.each(["await fit()", "void fit();", "fit().then(draw);", "save();", "const later = fit();", "[fit()]"])(
  "%s is not noticed",
  (code) => {
    expect(noticesOf(code)).toEqual([]);
  },
);
