/** tslab's own way to draw, through our sink. */
import { type DisplayMessage, installDisplaySink } from "../../src/display";
import { display, newDisplay, versions } from "../../src/display/tslab";

let sent: DisplayMessage[];
beforeEach(() => {
  sent = [];
  installDisplaySink({ send: (message) => sent.push(message), hold: () => {}, clear: () => {} });
});
afterAll(() => installDisplaySink(undefined));

test.each([
  ["html", "<b>x</b>", "text/html"],
  ["markdown", "*x*", "text/markdown"],
  ["latex", "$x$", "text/latex"],
  ["svg", "<svg/>", "image/svg+xml"],
  ["javascript", "1", "text/javascript"],
  ["text", "x", "text/plain"],
] as const)("display.%s(content) draws %s as %s", (name, content, type) => {
  display[name](content);
  expect(sent).toMatchObject([{ bundle: { [type]: content }, update: false }]);
});

test("display.png(bytes) draws them in base64", () => {
  display.png(new Uint8Array([1, 2, 3]));
  expect(sent[0]?.bundle).toEqual({ "image/png": "AQID" });
});

test("display.raw(type, text) of a JSON type draws JSON", () => {
  display.raw("application/json", '{"a":1}');
  expect(sent[0]?.bundle).toEqual({ "application/json": { a: 1 } });
});

test("newDisplay() replaces its first output", () => {
  const shown = newDisplay();
  shown.text("one");
  shown.text("two");
  expect(sent.map(({ update }) => update)).toEqual([false, true]);
  expect(sent[0]?.id).toBe(sent[1]?.id);
});

test("versions names the compiler and Node", () => {
  expect(versions).toMatchObject({ typescript: expect.stringMatching(/^6\./), node: process.version });
});
