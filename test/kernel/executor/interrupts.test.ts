/** Every kind of code that an interrupt must stop. Each cell prints "running" when it stands in that code. */

import { mkdirSync, mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { packageRoot } from "../../../src/engine/installation";
import { SeededRandom } from "../../../src/engine/seededRandom";
import { ExecutorClient, sleep } from "./executorClient";

let executor: ExecutorClient;
let server: Server;
let url: string;

beforeAll(async () => {
  // tfjs is found from a folder inside the checkout.
  const out = path.join(packageRoot, "out");
  mkdirSync(out, { recursive: true });
  executor = new ExecutorClient(mkdtempSync(path.join(out, "executor-test-")));
  // A server that never answers.
  server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await executor.close();
  server.closeAllConnections();
  server.close();
});

const running = 'console.log("running");';

/** Converted code in which the learner's own code is on the stack or awaits. */
const kinds: Record<string, string> = {
  "while (true) with a check": `${running} while (true) { __check(); }`,
  "a loop without checks, as in a package": `${running} while (true) {}`,
  "an awaited loop": `${running} while (true) { __check(); __check(await new Promise((go) => setTimeout(go, 5))); }`,
  "a loop of microtasks": `${running} while (true) { __check(); __check(await null); }`,
  "nested async functions": `
    const inner = async () => { for (;;) { __check(); __check(await new Promise((go) => setImmediate(go))); } };
    const outer = async () => { __check(await inner()); };
    ${running} __check(await outer());`,
  "a promise that is never settled": `${running} __check(await new Promise(() => {}));`,
  "try and catch that swallow everything": `
    ${running}
    while (true) { __check(); try { while (true) { __check(); } } catch { __check(); } }`,
  "awaits whose errors are swallowed": `
    ${running}
    while (true) { __check(); try { __check(await new Promise((go) => setTimeout(go, 5))); } catch { __check(); } }`,
  "a finally block that loops": `
    ${running}
    try { while (true) { __check(); } } finally { for (;;) { __check(); } }`,
  "for await": `
    const endless = async function* () { for (;;) { __check(); yield __check(await null); } };
    ${running} for await (const _ of endless()) { __check(); }`,
  "a generator": `
    const endless = function* () { for (;;) { __check(); yield 1; } };
    ${running} for (const _ of endless()) { __check(); }`,
  "a pending timer": `${running} __check(await new Promise((go) => setTimeout(go, 1e9)));`,
  setInterval: `
    __cells.ticks = 0; setInterval(() => { __cells.ticks++; }, 2);
    ${running} __check(await new Promise(() => {}));`,
  "setTimeout that sets itself again": `
    const again = () => { setTimeout(again, 1); };
    again(); ${running} __check(await new Promise(() => {}));`,
  "timers/promises": `
    const { setTimeout: wait } = require("node:timers/promises");
    ${running} for (;;) { __check(); __check(await wait(5)); }`,
  "a regular expression that backtracks": `${running} /^(a+)+$/.test("a".repeat(40) + "b");`,
  eval: `${running} eval("for (;;) {}");`,
  "a package's loop of promises": `
    const loop = new Function("return (async () => { for (;;) await null; })()");
    ${running} __check(await loop());`,
  "a native loop": `${running} new Array(1e7).fill(0).sort(() => 1);`,
  "a package's loop that prints": `${running} new Function("for (;;) console.log('more');")();`,
};

describe("an interrupt stops", () => {
  test.each(Object.entries(kinds))("%s", async (_kind, javascript) => {
    const run = await executor.interrupted(javascript);
    expect(run.done.error).toMatchObject({
      ename: "KeyboardInterrupt",
      evalue: "the cell was interrupted",
    });
    expect((await executor.run("return { value: 1 + 1 };")).result).toBe("2");
  });

  test("a pending fetch", async () => {
    const arrived = new Promise((resolve) => server.once("request", resolve));
    const run = executor.start(`__check(await fetch(${JSON.stringify(url)}));`);
    await arrived;
    executor.process.interrupt();
    expect((await run).done.error?.ename).toBe("KeyboardInterrupt");
  });

  test("a program that the cell waits for", async () => {
    const run = await executor.interrupted(
      `${running} require("node:child_process").execSync("sleep 1000; echo no");`,
    );
    expect(run.done.error?.ename).toBe("KeyboardInterrupt");
  });

  test("a program that the cell has started", async () => {
    const run = await executor.interrupted(`
      __cells.child = require("node:child_process").spawn("sleep", ["1000"]);
      ${running} __check(await new Promise((go) => __cells.child.on("exit", go)));`);
    expect(run.done.error?.ename).toBe("KeyboardInterrupt");
    const after = await executor.run(
      "await new Promise((go) => setTimeout(go, 100)); return { value: __cells.child.signalCode };",
    );
    expect(after.result).toBe("SIGINT");
  });

  test("tfjs's model.fit, which can be called again", async () => {
    await executor.run(`
      const tf = await __import("@tensorflow/tfjs-node-gpu");
      __cells.model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      __cells.model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      __cells.x = tf.ones([64, 1]);`);
    for (let times = 0; times < 3; times++) {
      const run = await executor.interrupted(`
        __check(await __cells.model.fit(__cells.x, __cells.x, { epochs: 1e6, verbose: 0, callbacks: {
          onEpochEnd: (epoch) => { if (epoch === 2) ${running} } } }));`);
      expect(run.done.error?.ename).toBe("KeyboardInterrupt");
    }
    const after = await executor.run(`
      const history = await __cells.model.fit(__cells.x, __cells.x, { epochs: 2, verbose: 0 });
      return { value: history.history.loss.length };`);
    expect(after.result).toBe("2");
  });
});

describe("after an interrupt", () => {
  test("nothing of the cell goes on", async () => {
    const { cell } = await executor.interrupted(`
      const print = () => console.log("still here");
      setInterval(print, 1);
      setTimeout(print, 20);
      (async () => { for (;;) { __check(await new Promise((go) => setTimeout(go, 1))); print(); } })();
      (async () => { for (;;) { __check(await null); __check(await new Promise((go) => process.nextTick(go))); } })();
      ${running} await new Promise(() => {});`);
    const printed = executor.printed(cell);
    await sleep(100);
    expect(executor.printed(cell)).toBe(printed);
  });

  test("variables keep their values", async () => {
    await executor.interrupted(`__cells.kept = 42; ${running} for (;;) { __check(); }`);
    expect((await executor.run("return { value: __cells.kept };")).result).toBe("42");
  });

  test("functions of the interrupted cell work in other cells", async () => {
    await executor.interrupted(
      `__cells.later = async () => { for (let i = 0; i < 3; i++) { __check(await null); } return "fine"; };
       ${running} for (;;) { __check(); }`,
    );
    expect((await executor.run("return { value: __check(await __cells.later()) };")).result).toBe("fine");
  });

  test.each([
    ["computed", "for (;;) { __check(); }"],
    ["slept", "for (;;) { __check(await new Promise((go) => setTimeout(go, 1000))); }"],
  ])("the traceback says where the code %s", async (_did, loop) => {
    const run = await executor.interrupted(`${running}\n${loop}`);
    expect(run.traceback).toMatch(
      /^KeyboardInterrupt: the cell was interrupted\n {2}at cell \[\d+\], line 2\n/,
    );
  });

  test("finally blocks have run", async () => {
    await executor.interrupted(`
      __cells.closed = false;
      try { ${running} __check(await new Promise((go) => setTimeout(go, 1e6))); } finally { __cells.closed = true; }`);
    expect((await executor.run("return { value: __cells.closed };")).result).toBe("true");
  });

  test("a second one changes nothing", async () => {
    const run = executor.start(`${running} for (;;) {}`);
    await executor.next("stream");
    for (let times = 0; times < 5; times++) executor.process.interrupt();
    expect((await run).done.error?.ename).toBe("KeyboardInterrupt");
    expect((await executor.run("return { value: 1 };")).result).toBe("1");
  });
});

describe("an interrupt while no cell runs", () => {
  test("stops what earlier cells have left running", async () => {
    const { cell } = await executor.run(`
      setInterval(() => console.log("tick"), 1);
      (async () => { for (;;) { __check(await new Promise((go) => setTimeout(go, 1))); console.log("loop"); } })();`);
    await executor.until(() => (executor.printed(cell).includes("loop") ? true : undefined));
    executor.process.interrupt();
    await executor.run("");
    const printed = executor.printed(cell);
    await sleep(50);
    expect(executor.printed(cell)).toBe(printed);
  });

  test("does not hit the next cell", async () => {
    executor.process.interrupt();
    const run = await executor.run("for (let i = 0; i < 1e5; i++) { __check(); } return { value: 'whole' };");
    expect(run.result).toBe("whole");
  });

  test("stops a callback that keeps the event loop", async () => {
    // The callback may come before or after the end of its cell.
    const run = executor.start("setTimeout(() => { console.log('stuck'); for (;;) {} }, 1);");
    await executor.next("stream");
    executor.process.interrupt();
    await run;
    expect((await executor.run("return { value: 'free' };")).result).toBe("free");
  });
});

test("interrupts at whatever moment lose no cell and no output", async () => {
  const seed = 20_260;
  const random = new SeededRandom(seed);
  const busy = (milliseconds: number) =>
    `const end = performance.now() + ${milliseconds}; while (performance.now() < end) {}`;
  // The watchdog cuts through after 200 ms: what ends by itself at about that time is the hardest.
  const bodies = [
    (milliseconds: number) => busy(milliseconds),
    (milliseconds: number) => `setImmediate(() => { ${busy(milliseconds)} }); await new Promise(() => {});`,
    (milliseconds: number) => `setTimeout(() => { ${busy(milliseconds)} }); await new Promise(() => {});`,
    (milliseconds: number) => `await null; ${busy(milliseconds)} for (;;) { __check(await null); }`,
    (milliseconds: number) => busy(milliseconds).replace("{}", "console.log('more');"),
  ];
  for (let times = 0; times < 20; times++) {
    const body = bodies[times % bodies.length]?.(190 + 40 * random.next()) ?? "";
    const run = executor.start(`console.log("begun"); ${body}`);
    const started = await executor.next("stream");
    executor.process.interrupt();
    const { cell, stdout } = await run;
    const after = await executor.run("for (let i = 0; i < 100; i++) { __check(); } console.log('printed');");
    const ends = executor.received.filter(
      (message) => message.type === "done" && message.cell === cell,
    ).length;
    expect({
      seed,
      times,
      ends,
      text: started.text,
      stdout: stdout.slice(0, 6),
      after: after.stdout,
    }).toEqual({
      seed,
      times,
      ends: 1,
      text: "begun\n",
      stdout: "begun\n",
      after: "printed\n",
    });
  }
});
