import { bundleOf, displaySymbol } from "../../src/display";

test("bundleOf(object) is the bundle that the object draws itself as, or a promise of it", async () => {
  expect(bundleOf({ [displaySymbol]: () => ({ "text/html": "<b>h</b>" }) })).toEqual({
    "text/html": "<b>h</b>",
  });
  const later = bundleOf({ [displaySymbol]: async () => ({ "text/plain": "late" }) });
  await expect(later).resolves.toEqual({ "text/plain": "late" });
});

test("bundleOf(text) is the text as it reads, with its line breaks", () => {
  expect(bundleOf("two\nlines")).toEqual({ "text/plain": "two\nlines" });
});

test("bundleOf(long text) is cut and says how much is missing", () => {
  const { "text/plain": text } = bundleOf("x".repeat(25_000)) as Record<string, string>;
  expect(text).toMatch(/^x{10000}\n… 15,000 more characters$/);
});

test("bundleOf(proxy) that answers every question with nonsense is its text", async () => {
  const obliging = new Proxy({ a: 1 }, { get: () => () => undefined });
  expect(bundleOf(obliging)).toEqual({ "text/plain": "{ a: 1 }" });
  const later = { [displaySymbol]: async () => undefined, a: 1 };
  expect(Object.keys(await bundleOf(later))).toEqual(["text/plain"]);
});

test("bundleOf(proxy) that refuses every question is its text", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  expect(bundleOf(new Proxy({ a: 1 }, { get: refuse, has: refuse }))).toEqual({ "text/plain": "{ a: 1 }" });
});

test("bundleOf(object) calls none of its getters", () => {
  class Run {
    epoch = [0];
    get history(): object {
      throw new Error("called");
    }
  }
  expect(bundleOf(new Run())).toEqual({ "text/plain": "Run { epoch: [ 0 ] }" });
});

test("bundleOf(object) whose drawing fails throws its error", () => {
  const broken = {
    [displaySymbol]: () => {
      throw new Error("no data");
    },
  };
  expect(() => bundleOf(broken)).toThrow("no data");
});
