/** Messages both ways between a cell and the front end: prompts, comms, questions about values. */
import path from "node:path";
import { packageRoot } from "../../../src/engine/installation";
import type { RuntimeProperty } from "../../../src/kernel/executor";
import { ExecutorClient } from "./executorClient";

let executor: ExecutorClient;
beforeAll(() => {
  executor = new ExecutorClient();
});
afterAll(() => executor.close());

describe("prompt", () => {
  test("blocks until it is answered", async () => {
    const run = executor.run('return { value: prompt("name? ") + "!" };', { allowsInput: true });
    const request = await executor.next("input_request");
    expect(request).toMatchObject({ prompt: "name? ", password: false });
    executor.send({ type: "input", value: "Ada" });
    expect((await run).result).toBe("Ada!");
  });

  test("can hide what is typed", async () => {
    const run = executor.run('prompt("secret? ", { password: true });', { allowsInput: true });
    expect((await executor.next("input_request")).password).toBe(true);
    executor.send({ type: "input", value: "" });
    await run;
  });

  test("is refused where nobody can answer", async () => {
    const { done } = await executor.start('prompt("name? ");');
    expect(done.error).toMatchObject({ ename: "InputNotAllowedError" });
  });

  test("ends with an interrupt, and its late answer is not the next prompt's", async () => {
    const run = executor.start('prompt("first? ");', { allowsInput: true });
    await executor.next("input_request");
    executor.process.interrupt();
    expect((await run).done.error?.ename).toBe("KeyboardInterrupt");
    executor.send({ type: "input", value: "late" });
    const second = executor.run('return { value: prompt("second? ") };', { allowsInput: true });
    await executor.next("input_request");
    executor.send({ type: "input", value: "in time" });
    expect((await second).result).toBe("in time");
  });
});

describe("comms", () => {
  const { comm } = { comm: `require(${JSON.stringify(path.join(packageRoot, "dist", "display"))}).comm` };

  test("that a cell opens carry data and bytes both ways", async () => {
    const opening = executor.next("comm_open");
    const { cell } = await executor.run(`
      __cells.slider = ${comm}.open("slider", { min: 0 });
      __cells.slider.onMessage((data, [bytes]) => {
        console.log(data.value, bytes[0]);
        __cells.slider.send({ heard: data.value }, [new Uint8Array([9])]);
      });
      __cells.slider.onClose(() => console.log("closed"));`);
    const opened = await opening;
    expect(opened).toMatchObject({ target: "slider", data: { min: 0 }, buffers: [], cell });
    const answer = executor.next("comm_msg");
    executor.send({ type: "comm_msg", comm: opened.comm, data: { value: 5 }, buffers: ["Bw=="] });
    expect(await answer).toMatchObject({ comm: opened.comm, data: { heard: 5 }, buffers: ["CQ=="], cell });
    executor.send({ type: "comm_close", comm: opened.comm, data: {}, buffers: [] });
    await executor.until(() => executor.printed(cell).includes("closed") || undefined);
    expect(executor.printed(cell)).toBe("5 7\nclosed\n");
  });

  test("that the page opens go to whoever waits for their target", async () => {
    await executor.run(`${comm}.on("echo", (opened, data) => opened.send({ echo: data }));`);
    const answer = executor.next("comm_msg");
    executor.send({ type: "comm_open", comm: "c1", target: "echo", data: 1, buffers: [] });
    expect(await answer).toMatchObject({ comm: "c1", data: { echo: 1 } });
  });

  test("to a target that nobody knows are closed", async () => {
    const answer = executor.next("comm_close");
    executor.send({ type: "comm_open", comm: "c2", target: "unknown", data: {}, buffers: [] });
    expect((await answer).comm).toBe("c2");
  });
});

describe("properties", () => {
  async function ask(...names: string[]): Promise<{ properties: RuntimeProperty[]; preview?: string }> {
    const answer = executor.next("properties");
    executor.send({ type: "properties", request: 1, path: names });
    return answer;
  }

  beforeAll(async () => {
    await executor.run(`
      class Base { inherited() {} }
      class Thing extends Base { own = [1, 2, 3]; get computed() { globalThis.touched = true; return 1; } }
      __cells.thing = new Thing();
      __cells.nested = { inner: { deep: "text" } };
      __cells.proxy = new Proxy({}, { ownKeys() { globalThis.touched = true; return []; } });`);
  });

  test("are the value's own and those that it inherits", async () => {
    const { properties } = await ask("thing");
    expect(properties).toEqual([
      { name: "own", kind: "property", type: "Array(3)" },
      { name: "computed", kind: "property", type: "" },
      { name: "inherited", kind: "function", type: "function" },
    ]);
  });

  test("are found along a chain of names, with a preview", async () => {
    expect((await ask("nested", "inner")).properties).toEqual([
      { name: "deep", kind: "property", type: "string" },
    ]);
    expect((await ask("nested", "inner", "deep")).preview).toBe("'text'");
    expect((await ask("Math")).properties).toContainEqual({
      name: "sqrt",
      kind: "function",
      type: "function",
    });
  });

  test("of what is not there are none", async () => {
    expect((await ask("nothing", "at", "all")).properties).toEqual([]);
  });

  test("run no code of the learner", async () => {
    await ask("thing");
    await ask("thing", "computed");
    await ask("proxy");
    expect((await executor.run("return { value: typeof touched };")).result).toBe("undefined");
  });
});
