/** history_request. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { KernelClient } from "../client";

const cache = mkdtempSync(path.join(tmpdir(), "trainbook-history-"));
const env = { TRAINBOOK_CACHE: cache };

let client: KernelClient;
beforeAll(async () => {
  const earlier = await KernelClient.start({ env });
  await earlier.execute("'from an earlier session'");
  await earlier.stop();
  client = await KernelClient.start({ env });
  for (const code of ["1 + 1", "let a = 1;", "1 + 1"]) await client.execute(code);
  await client.execute("'silent'", { silent: true });
  await client.execute("'not stored'", { store_history: false });
});
afterAll(async () => {
  await client.stop();
  rmSync(cache, { recursive: true });
});

async function history(request: object): Promise<unknown> {
  const content = { output: false, raw: true, ...request };
  return (await client.ask("shell", "history_request", content)).content.history;
}

test("tail gives the last inputs with session and line, stored ones alone, over sessions", async () => {
  expect(await history({ hist_access_type: "tail", n: 4 })).toEqual([
    [1, 1, "'from an earlier session'"],
    [2, 1, "1 + 1"],
    [2, 2, "let a = 1;"],
    [2, 3, "1 + 1"],
  ]);
});

test("output: true gives each input with its last value", async () => {
  expect(await history({ hist_access_type: "tail", n: 2, output: true })).toEqual([
    [2, 2, ["let a = 1;", null]],
    [2, 3, ["1 + 1", "2"]],
  ]);
});

test("range gives lines of a session", async () => {
  expect(await history({ hist_access_type: "range", session: 0, start: 2, stop: 3 })).toEqual([
    [2, 2, "let a = 1;"],
  ]);
  expect(await history({ hist_access_type: "range", session: -1, start: 1 })).toEqual([
    [1, 1, "'from an earlier session'"],
  ]);
});

test("search gives what fits a pattern", async () => {
  expect(await history({ hist_access_type: "search", pattern: "let*" })).toEqual([[2, 2, "let a = 1;"]]);
  expect(await history({ hist_access_type: "search", pattern: "1*", unique: true })).toEqual([
    [2, 3, "1 + 1"],
  ]);
  expect(await history({ hist_access_type: "search", pattern: "*", n: 1 })).toEqual([[2, 3, "1 + 1"]]);
});

test("an unknown access gives nothing", async () => {
  expect(await history({ hist_access_type: "dream" })).toEqual([]);
});
