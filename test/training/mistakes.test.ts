/** docs/mistakes.md: each row's code is run, and says what the row says. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../src/data/pipeline";
import { display } from "../../src/display";
import { packageRoot } from "../../src/engine";
import { tfFunction } from "../../src/graph";
import * as training from "../../src/training";

const text = readFileSync(path.join(packageRoot, "docs", "mistakes.md"), "utf8");
const shared = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
const rows = [...text.matchAll(/^\| `(.+?)` \| `?(\w+)`? \| (.+) \|$/gm)].map(
  ([, code, kind, says]) => [code, kind, says] as [string, string, string],
);

const AsyncFunction = (async () => {}).constructor as new (
  ...source: string[]
) => (...values: unknown[]) => Promise<unknown>;
const run = (code: string, values: Record<string, unknown>) =>
  new AsyncFunction(...Object.keys(values), code)(...Object.values(values));

const start = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), "mistakes-"));
const console_ = { ...console };
beforeAll(() => {
  process.chdir(folder);
  mkdirSync("models");
});
afterEach(() => Object.assign(console, console_));
afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

it.each(rows)("%s", async (code, kind, says) => {
  const api = { tf, ...training, Dataset, display, tfFunction };
  const made = await run(
    `${shared}\nawait saveModel(model, "best_model.keras");\nreturn { x, y, rows, network, model };`,
    api,
  );
  const said: [kind: string, words: string][] = [];
  const told = (as: string) => (words: unknown) => void said.push([as, String(words)]);
  Object.assign(console, { log: () => {}, warn: told("warning"), info: told("note") });
  try {
    await run(code, { ...api, ...(made as object) });
  } catch (error) {
    said.push([(error as Error).name, (error as Error).message]);
  }
  // The line is that of this file.
  const words = (message: string) =>
    message.replaceAll("\n  → ", "<br>→ ").replace(/, mistakes\.test\.ts:\d+/, ", train.ts:12");
  expect(said.map(([as, message]) => [as, words(message)])).toEqual([[kind, says]]);
});

it("has rows", () => {
  expect(rows.length).toBeGreaterThan(50);
});
