/** A cell's timers do what Node's do: each of these runs in a cell and in plain Node. */
import { execFileSync } from "node:child_process";
import { ExecutorClient } from "./executorClient";

const executor = new ExecutorClient();
afterAll(() => executor.close());

test.each([
  ["run in the order in which they are due", "for (const ms of [30, 10, 20]) setTimeout(() => say(ms), ms);"],
  [
    "take arguments, and are `this`",
    "const timer = setTimeout(function (a, b) { say(a, b, this === timer); }, 1, 2, 3);",
  ],
  [
    "come after ticks and promises",
    "setTimeout(() => say(3)); Promise.resolve().then(() => say(2)); process.nextTick(() => say(1));",
  ],
  [
    "let promises come between two of them",
    "for (const n of [1, 2]) setTimeout(() => { say(n); Promise.resolve().then(() => say('then')); }, 5);",
  ],
  ["can be cleared", "clearTimeout(setTimeout(() => say('no'), 1)); say('yes');"],
  [
    "can be cleared by another that is due at the same time",
    "setTimeout(() => { say('yes'); clearTimeout(second); }, 5); const second = setTimeout(() => say('no'), 5);",
  ],
  [
    "can be refreshed",
    "let n = 0; const timer = setTimeout(() => { say(++n); if (n < 3) timer.refresh(); }, 1);",
  ],
  [
    "repeat until they clear themselves",
    "let n = 0; const timer = setInterval(() => { say(++n); if (n === 3) clearInterval(timer); }, 1);",
  ],
  [
    "go on after one that throws",
    "process.once('uncaughtException', () => {}); setTimeout(() => { throw 1; }, 1); setTimeout(() => say('on'), 1);",
  ],
  [
    "of node:timers/promises resolve with their value",
    "import('node:timers/promises').then(async ({ setTimeout }) => say(await setTimeout(1, 'value')));",
  ],
])("timers %s", async (_, code) => {
  const spoken = `const say = (...values) => console.log(...values); ${code}`;
  const node = execFileSync(process.execPath, ["-e", spoken], { encoding: "utf8" });
  const { stdout } = await executor.run(`${spoken} await new Promise((go) => setTimeout(go, 60));`);
  expect(stdout).toBe(node);
});
