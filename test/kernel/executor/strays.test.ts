/** Errors that no cell awaits. */
import type { ExecutorMessage } from "../../../src/kernel/executor";
import { ExecutorClient, sleep } from "./executorClient";

let executor: ExecutorClient;
beforeEach(() => {
  executor = new ExecutorClient();
});
afterEach(() => executor.close());

const straysOf = (cell: string) =>
  executor.received.filter(
    (message): message is Extract<ExecutorMessage, { type: "stray" }> =>
      message.type === "stray" && message.cell === cell,
  );

test("an error in a timer is shown under the cell that set it, and ends nothing", async () => {
  const { cell } = await executor.run('setTimeout(() => { throw new RangeError("late"); }, 5);');
  await executor.run("await new Promise((go) => setTimeout(go, 20));");
  expect(straysOf(cell)).toMatchObject([{ error: { ename: "RangeError", evalue: "late" } }]);
});

test("an interval that throws is shown once, and stops", async () => {
  const { cell } = await executor.run('setInterval(() => { throw new RangeError("again"); }, 1);');
  await executor.run("await new Promise((go) => setTimeout(go, 30));");
  expect(straysOf(cell)).toHaveLength(1);
});

test("an error in a timer is shown at once while the cell goes on", async () => {
  const { messages } = await executor.run(`
    setTimeout(() => { throw new Error("meanwhile"); }, 1);
    await new Promise((go) => setTimeout(go, 20)); console.log("end");`);
  expect(messages.map(({ type }) => type)).toEqual(["stray", "stream", "done"]);
});

test("a rejection that nobody handles is shown before the cell ends", async () => {
  const { messages } = await executor.run('Promise.reject(new Error("nobody"));');
  expect(messages).toMatchObject([{ type: "stray", error: { evalue: "nobody" } }, { type: "done" }]);
});

test("a rejection in the background is shown under the cell that made the promise", async () => {
  const { cell } = await executor.run(
    '(async () => { await new Promise((go) => setTimeout(go, 5)); throw new Error("background"); })();',
  );
  await executor.run("await new Promise((go) => setTimeout(go, 20));");
  expect(straysOf(cell)).toMatchObject([{ error: { evalue: "background" } }]);
});

test("a rejection that is handled later in the cell is none", async () => {
  const { messages } = await executor.run(`
    const promise = Promise.reject(new Error("expected"));
    await new Promise((go) => setTimeout(go, 20));
    try { await promise; } catch {}`);
  expect(messages.map(({ type }) => type)).toEqual(["done"]);
});

test("a rejection that ends the cell is the cell's error only", async () => {
  const { messages, done } = await executor.start(`
    const promise = Promise.reject(new Error("once"));
    await new Promise((go) => setTimeout(go, 20)); await promise;`);
  expect(done.error?.evalue).toBe("once");
  expect(messages.map(({ type }) => type)).toEqual(["done"]);
});

test("an interrupt leaves none behind", async () => {
  const run = await executor.interrupted(`
    (async () => { __check(await fetch("http://127.0.0.1:9/")); })();
    (async () => { for (;;) { __check(await new Promise((go) => setTimeout(go, 1))); } })();
    console.log("running"); await new Promise(() => {});`);
  await sleep(50);
  expect(straysOf(run.cell)).toEqual([]);
});
