import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { History } from "../../../src/kernel/server/history";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-history-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function session(...sources: string[]): History {
  const history = new History(folder);
  for (const [index, source] of sources.entries()) history.add(index + 1, source);
  return history;
}

const sources = (entries: { source: string }[]) => entries.map(({ source }) => source);

test("tail(n) gives the last inputs of all sessions, the oldest first", () => {
  session("a", "b");
  const history = session("c", "d");
  expect(sources(history.tail(3))).toEqual(["b", "c", "d"]);
  expect(history.tail(2)[0]).toEqual({ session: 2, line: 1, source: "c" });
});

test("an output is kept with its input, over sessions too", () => {
  session("1 + 1").addOutput(1, "2");
  expect(session("x").range(1, 1)).toEqual([{ session: 1, line: 1, source: "1 + 1", output: "2" }]);
});

test("range(0, start, stop) gives lines of this session, without the one at stop", () => {
  session("old");
  expect(sources(session("a", "b", "c").range(0, 1, 3))).toEqual(["a", "b"]);
});

test("range(-1, …) gives the session before", () => {
  session("a");
  session("b");
  expect(sources(session("c").range(-1, 1))).toEqual(["b"]);
});

test("range(-1, …) before the first cell gives the latest session", () => {
  session("a");
  expect(sources(session().range(-1, 1))).toEqual(["a"]);
});

test("range of a session that never was is empty", () => {
  expect(session("a").range(99, 1)).toEqual([]);
});

test("search finds whole inputs by wildcards, in all sessions", () => {
  session("let a = 1", "a");
  expect(sources(session("let b = 2").search({ pattern: "let*" }))).toEqual(["let a = 1", "let b = 2"]);
});

test("search({ n }) gives the latest matches", () => {
  expect(sources(session("a1", "a2", "a3").search({ pattern: "a*", n: 2 }))).toEqual(["a2", "a3"]);
});

test("search({ unique }) gives equal inputs once, as the latest of them", () => {
  const found = session("a", "b", "a").search({ pattern: "*", unique: true });
  expect(found.map(({ line, source }) => [line, source])).toEqual([
    [2, "b"],
    [3, "a"],
  ]);
});

test("kernels that run at the same time have sessions of their own", () => {
  const [one, two] = [new History(folder), new History(folder)];
  one.add(1, "a");
  two.add(1, "b");
  one.add(2, "c");
  expect(sources(one.range(1, 1))).toEqual(["a", "c"]);
  expect(sources(one.range(2, 1))).toEqual(["b"]);
});

test("a session without cells leaves no file", () => {
  session();
  expect(readdirSync(folder)).toEqual([]);
});

test("lines that a crash left half written are passed over", () => {
  session("a");
  appendFileSync(path.join(folder, "1.jsonl"), '{"line":2,"sour');
  expect(sources(session("b").tail(9))).toEqual(["a", "b"]);
});

test("only the latest 200 sessions stay on disk", () => {
  for (let old = 1; old <= 250; old++) {
    writeFileSync(path.join(folder, `${old}.jsonl`), `{"line":1,"source":"${old}"}\n`);
  }
  session("new");
  const kept = readdirSync(folder).map((name) => Number.parseInt(name, 10));
  expect([Math.min(...kept), Math.max(...kept)]).toEqual([51, 251]);
});

test("where the folder cannot be written, the history lasts as long as the kernel", () => {
  const file = path.join(folder, "a-file");
  writeFileSync(file, "");
  const history = new History(path.join(file, "history"));
  history.add(1, "a");
  expect(sources(history.tail(5))).toEqual(["a"]);
});
