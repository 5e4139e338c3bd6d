/** The output that a cell prints and draws, and the cell under which it lands. */
import path from "node:path";
import { packageRoot } from "../../../src/engine/installation";
import { ExecutorClient } from "./executorClient";

let executor: ExecutorClient;
beforeAll(() => {
  executor = new ExecutorClient();
});
afterAll(() => executor.close());

const display = path.join(packageRoot, "dist", "display");

describe("streams", () => {
  test("decode characters whose bytes come in several writes", async () => {
    const { stdout } = await executor.run(`
      const bytes = Buffer.from("漢字");
      process.stdout.write(bytes.subarray(0, 2)); process.stdout.write(bytes.subarray(2, 4)); process.stdout.write(bytes.subarray(4));`);
    expect(stdout).toBe("漢字");
  });

  test("leave the process while the cell computes", async () => {
    const run = executor.start('console.log("early"); while (!__cells.stop) { __check(); }');
    expect((await executor.next("stream")).text).toBe("early\n");
    executor.process.interrupt();
    await run;
  });

  test("call the callbacks of writes", async () => {
    const { stdout } = await executor.run(
      'await new Promise((go) => process.stdout.write("one ", go)); process.stdout.write("two");',
    );
    expect(stdout).toBe("one two");
  });

  test("keep carriage returns", async () => {
    expect((await executor.run('process.stdout.write("50 %\\r100 %\\n");')).stdout).toBe("50 %\r100 %\n");
  });

  test("can be piped into", async () => {
    const { stdout } = await executor.run(`
      const { Readable } = require("node:stream");
      const source = Readable.from(["a", "b"]);
      source.pipe(process.stdout);
      await new Promise((go) => source.on("end", go));`);
    expect(stdout).toBe("ab");
  });
});

describe("the console", () => {
  test("prints tables, groups, counts and assertions", async () => {
    const { stdout, stderr } = await executor.run(`
      console.table([{ a: 1 }]); console.group("outer"); console.log("inner"); console.groupEnd();
      console.count(); console.dir({ b: 2 }); console.assert(false, "wrong"); console.trace("here");`);
    expect(stdout).toContain("│ 0       │ 1 │");
    expect(stdout).toContain("outer\n  inner\ndefault: 1\n{ b: 2 }\n");
    expect(stderr).toContain("Assertion failed: wrong");
    expect(stderr).toMatch(/Trace: here\n {4}at cell \[\d+\]:3/);
  });

  test("clears the output", async () => {
    const { messages } = await executor.run('console.clear(); console.log("anew");');
    expect(messages[0]).toEqual({ type: "clear", cell: expect.anything(), wait: false });
  });

  test("shows an error's stack in the cell's lines, without the kernel's", async () => {
    const { stderr } = await executor.run('\nconsole.error(new Error("shown"));');
    expect(stderr).toMatch(/^Error: shown\n {4}at cell \[\d+\]:2:15\n$/);
  });
});

describe("displays", () => {
  test("carry their bundle and their name, and come in order with what is printed", async () => {
    const { messages } = await executor.run(`
      const { display } = require(${JSON.stringify(display)});
      console.log("before"); const handle = display("shown", { id: "one" }); handle.update("again"); console.log("after");`);
    expect(
      messages.map((message) => [message.type, "update" in message ? message.update : undefined]),
    ).toEqual([
      ["stream", undefined],
      ["display", false],
      ["display", true],
      ["stream", undefined],
      ["done", undefined],
    ]);
    expect(messages[1]).toMatchObject({ id: "one", data: { "text/plain": "shown" } });
  });

  test("under way are awaited before done", async () => {
    const { messages } = await executor.run(`
      const { display } = require(${JSON.stringify(display)});
      display({ [Symbol.for("Jupyter.display")]: async () => {
        await new Promise((go) => setTimeout(go, 20)); return { "text/plain": "slow" }; } });`);
    expect(messages.map(({ type }) => type)).toEqual(["display", "done"]);
  });

  test("of tslab's own kind are drawn, whether tslab is installed or not", async () => {
    const { messages } = await executor.run('(await __import("tslab")).display.html("<b>bold</b>");');
    expect(messages[0]).toMatchObject({ type: "display", data: { "text/html": "<b>bold</b>" } });
  });

  test("that are cleared say so", async () => {
    const { messages } = await executor.run(
      `require(${JSON.stringify(display)}).clearOutput({ wait: true });`,
    );
    expect(messages[0]).toMatchObject({ type: "clear", wait: true });
  });

  test("that fail are the cell's error", async () => {
    const { done } = await executor.start(`
      const { display } = require(${JSON.stringify(display)});
      display({ [Symbol.for("Jupyter.display")]: async () => { throw new Error("cannot draw"); } });`);
    expect(done.error).toMatchObject({ ename: "Error", evalue: "cannot draw" });
  });
});

describe("what comes after the cell's end lands under the cell", () => {
  const later: Record<string, string> = {
    setTimeout: "setTimeout(print, 10);",
    setInterval: "const interval = setInterval(() => { print(); clearInterval(interval); }, 5);",
    setImmediate: "setImmediate(() => setImmediate(print));",
    "process.nextTick in a timer": "setTimeout(() => process.nextTick(print), 5);",
    "queueMicrotask in a timer": "setTimeout(() => queueMicrotask(print), 5);",
    "an async function": "(async () => { await new Promise((go) => setTimeout(go, 5)); print(); })();",
    "timers/promises": "require('node:timers/promises').setTimeout(5).then(print);",
    "a promisified timer": "require('node:util').promisify(setTimeout)(5).then(print);",
    "an awaited file": "require('node:fs/promises').readdir('.').then(print);",
  };

  test.each(Object.entries(later))("%s", async (_name, javascript) => {
    const { cell } = await executor.run(`const print = () => console.log("late"); ${javascript}`);
    const other = await executor.run("await new Promise((go) => setTimeout(go, 1));");
    await executor.until(() => executor.printed(cell) || undefined);
    expect(executor.printed(cell)).toBe("late\n");
    expect(executor.printed(other.cell)).toBe("");
  });
});

test("promises show nothing of the cell that they carry", async () => {
  const run = await executor.run("return { value: Promise.resolve(1) };");
  expect(run.result).toBe("Promise { 1 }");
});
