/** A cell that patches built-ins changes nothing outside of the learner's own code. */
import { setTimeout as delay } from "node:timers/promises";
import { KernelClient, KernelProcess } from "./client";
import { ExecutorClient } from "./executor/executorClient";
import { type Patch, patches, patchesForGood } from "./patches";

/** Only guards against hanging. */
const PATIENCE = 10_000;

let executor: ExecutorClient | undefined;
afterEach(async () => {
  await executor?.close();
  executor = undefined;
});

/** Runs a cell; one that does not end is an error. */
async function run(code: string) {
  executor ??= new ExecutorClient();
  const late = delay(PATIENCE, undefined, { ref: false }).then(() => {
    throw new Error("the cell does not end");
  });
  return await Promise.race([executor.start(code), late]);
}

const shownFor = async (expression: string) =>
  (await run(`return { __proto__: null, value: ${expression} };`)).result;

/** The learner's own code after a patch, with what is right. */
const checks = {
  result: async () => expect(await shownFor("1 + 1")).toBe("2"),
  output: async () => expect((await run('console.log("hel" + "lo");')).stdout).toBe("hello\n"),
  error: async () => {
    const { done } = await run('throw new Error("a cell\'s own");');
    expect(done.error).toMatchObject({ ename: "Error", evalue: "a cell's own" });
  },
  import: async () =>
    expect(await shownFor('(await __check(__import("node:os"))).EOL.length + (await __check(1))')).toBe("2"),
  interrupt: async () => {
    const running = run("while (true) __check();");
    await delay(5);
    executor?.process.interrupt();
    expect((await running).done.error?.ename).toBe("KeyboardInterrupt");
    expect(await shownFor("2 + 2")).toBe("4");
  },
};

/** The checks that fail after a patch, with why. */
async function failures({ name, code, seenBy = [] }: Patch, isForGood = false): Promise<string[]> {
  const found: string[] = [];
  const attempt = async (what: string, check: () => Promise<unknown>) => {
    try {
      await check();
    } catch (error) {
      found.push(`${name}, ${what}: ${(error as Error).message}`);
      // The next patch has a process that answers.
      await executor?.close();
      executor = undefined;
    }
  };
  await attempt("the cell itself", async () => expect((await run(code)).done.error).toBeUndefined());
  for (const [what, check] of Object.entries(checks)) {
    // The console is the learner's own, and so is what it prints with.
    const isOwn = what === "output" && /^(console|process|.*Writable)\b/.test(name);
    if (!isOwn && !seenBy.some((seen) => seen === what)) await attempt(what, check);
  }
  if (isForGood) return found;
  await attempt("undone", async () => {
    await run("__cells.undo();");
    expect(await shownFor("[1, 2].map(String).join()")).toBe("1,2");
  });
  return found;
}

test(`cells answer after any of ${patches.length} patches: results, output, errors, imports, interrupts`, async () => {
  const found: string[] = [];
  for (const patch of patches) found.push(...(await failures(patch)));
  expect(found).toEqual([]);
});

test.each(patchesForGood)("cells answer after $name", async (patch) => {
  expect(await failures(patch, true)).toEqual([]);
});

test("code that heeds nothing is stopped after a patch too", async () => {
  await run("Promise.prototype.then = Atomics.wait = Atomics.load = () => { throw new Error('patched'); };");
  const running = run("while (true) {}");
  await delay(50);
  executor?.process.interrupt();
  expect((await running).done.error?.ename).toBe("KeyboardInterrupt");
  expect(await shownFor("3 + 4")).toBe("7");
});

test("a promise that nobody awaits, and an error in a timer, are shown in spite of a patched process.emit", async () => {
  await run("process.emit = () => { throw new Error('patched'); }; process.removeAllListeners();");
  await run("void Promise.reject(new Error('late')); setTimeout(() => { throw new Error('timed'); });");
  const strays = () => executor?.received.flatMap((message) => (message.type === "stray" ? [message] : []));
  await executor?.until(() => (strays()?.some(({ error }) => error.evalue === "timed") ? true : undefined));
  expect(strays()?.map(({ error }) => error.evalue)).toEqual(expect.arrayContaining(["late", "timed"]));
  expect(await shownFor("1 + 1")).toBe("2");
});

test("what the kernel hands to cells belongs to their realm", async () => {
  const { result } = await run(`const loaded = __import("node:os");
const waited = require("node:timers/promises").setTimeout(1);
let caught;
try { prompt("?"); } catch (error) { caught = error; }
await loaded; await waited;
return { __proto__: null, value: String([
  loaded instanceof Promise, waited instanceof Promise, fetch("data:,").catch(() => {}) instanceof Promise,
  caught instanceof Error, setTimeout instanceof Function, require instanceof Function, prompt instanceof Function,
  process.emit instanceof Function, process.nextTick instanceof Function,
]) };`);
  expect(
    String(result)
      .split(",")
      .filter((belongs: string) => belongs !== "true"),
  ).toEqual([]);
});

test("a whole kernel answers after patches, and is clean when it has been restarted", async () => {
  const client = await KernelClient.start();
  try {
    const owners =
      "[Array.prototype, 'map'], [Array.prototype, 'push'], [JSON, 'stringify'], [Map.prototype, 'get']";
    const { reply } = await client.execute(
      `const owners: [any, string][] = [${owners}, [Promise.prototype, 'then'], [Function.prototype, 'apply']];
for (const [owner, key] of owners) owner[key] = () => { throw new Error("patched"); };`,
    );
    expect(reply.content).toMatchObject({ status: "ok" });
    expect((await client.execute("1 + 1")).outputs[0]?.content.data).toEqual({ "text/plain": "2" });
    const { content } = (await client.execute('throw new TypeError("own")')).reply;
    expect(content).toMatchObject({ status: "error", ename: "TypeError", evalue: "own" });
    await client.ask("control", "shutdown_request", { restart: true });
    await client.kernel.ended;
  } finally {
    client.disconnect();
  }
  const again = new KernelClient(await KernelProcess.restart(client.kernel));
  await again.connected();
  const { outputs } = await again.execute("[1, 2].map((x) => x + 1).join()");
  expect(outputs[0]?.content.data).toEqual({ "text/plain": "2,3" });
  await again.stop();
});
