/** The executor as a process: its messages, its native output, its end. */
import { ExecutorClient } from "./executorClient";

let executor: ExecutorClient;
beforeEach(() => {
  executor = new ExecutorClient();
});
afterEach(() => executor.close());

describe("a cell", () => {
  test("sends its output, its result and done, in this order", async () => {
    const { messages } = await executor.run('console.log("printed"); return { value: 7 };');
    expect(messages).toEqual([
      { type: "stream", cell: "request-1", name: "stdout", text: "printed\n" },
      { type: "result", cell: "request-1", count: 1, data: { "text/plain": "7" }, metadata: {} },
      { type: "done", cell: "request-1", expressions: {} },
    ]);
  });

  test("shares its names with later cells", async () => {
    await executor.run("__cells.greeting = 'hello';");
    expect((await executor.run("return { value: __cells.greeting };")).result).toBe("hello");
  });

  test("shows no result where its value is undefined, or is not to be shown", async () => {
    expect((await executor.run("return { value: undefined };")).result).toBeUndefined();
    expect((await executor.run("return { value: 1 };", { showsResult: false })).result).toBeUndefined();
  });

  test("waits for the bundle that its value promises", async () => {
    const run = await executor.run(
      `return { value: { [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "drawn" }) } };`,
    );
    expect(run.result).toBe("drawn");
  });

  test("that is sent while another runs waits for it", async () => {
    const first = executor.run("await new Promise((go) => setTimeout(go, 20)); __cells.order = ['first'];");
    const second = executor.run("__cells.order.push('second'); return { value: __cells.order.join() };");
    await first;
    expect((await second).result).toBe("first,second");
  });

  test("runs in the notebook's folder", async () => {
    const { result } = await executor.run("return { value: process.cwd() === __dirname && __dirname };");
    expect(result).toBe(executor.folder);
  });

  test("finds no more among the globals than a notebook needs", async () => {
    const { result } = await executor.run("return { value: Object.keys(globalThis).join() };");
    const added = String(result)
      .split(",")
      .filter((name) => !Object.keys(globalThis).includes(name));
    expect(
      added.filter((name) => !["crypto", "navigator", "localStorage", "sessionStorage"].includes(name)),
    ).toEqual([]);
  });

  test("evaluates user expressions after it has succeeded", async () => {
    const expression = (javascript: string) => ({ javascript, source: javascript, sourceMap: "{}" });
    const { done } = await executor.run("__cells.x = 3;", {
      expressions: {
        good: expression("return { value: __cells.x };"),
        bad: expression("throw new TypeError('no');"),
      },
    });
    expect(done.expressions).toMatchObject({
      good: { status: "ok", data: { "text/plain": "3" } },
      bad: { status: "error", ename: "TypeError", evalue: "no" },
    });
  });
});

describe("native output", () => {
  test("of a program that inherits the streams has been handed over after a drain", async () => {
    await executor.run(
      `require("node:child_process").execSync("echo out; echo err >&2", { stdio: "inherit" });`,
    );
    await executor.process.drainNativeOutput();
    expect(executor.native).toEqual({ stdout: "out\n", stderr: "err\n" });
  });

  test("is decoded across the pieces in which it comes", async () => {
    await executor.run(`require("node:fs").writeSync(1, Buffer.from("漢".repeat(100_000)));`);
    await executor.process.drainNativeOutput();
    expect(executor.native.stdout.length).toBe(100_000);
    expect(executor.native.stdout).toBe("漢".repeat(100_000));
  });
});

describe("the process", () => {
  test("ends with process.exit, after its messages have been handed over", async () => {
    void executor.start('console.log("last words"); process.exit(3);');
    expect(await executor.exit).toEqual({ code: 3, signal: null });
    expect(executor.printed("request-1")).toBe("last words\n");
  });

  test("ends with process.abort", async () => {
    void executor.start("process.abort();");
    expect(await executor.exit).toEqual({ code: null, signal: "SIGABRT" });
  });

  test("ends with kill -9", async () => {
    void executor.start('process.kill(process.pid, "SIGKILL");');
    expect(await executor.exit).toEqual({ code: null, signal: "SIGKILL" });
  });

  test("heeds no SIGINT, which means the server", async () => {
    await executor.run('process.kill(process.pid, "SIGINT");');
    expect((await executor.run("return { value: 'alive' };")).result).toBe("alive");
  });

  test("ends while it computes when the server is gone", async () => {
    void executor.start("for (;;) {}");
    executor.process.close();
    expect(await executor.exit).toEqual({ code: null, signal: "SIGKILL" });
  });
});
