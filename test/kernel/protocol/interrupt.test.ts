/** Interrupts: of whatever a cell does, by message and by signal. */
import { setTimeout as delay } from "node:timers/promises";
import { KernelClient } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
  await client.execute("let kept = 'kept';");
});
afterAll(() => client.stop());

const interrupt = () => client.ask("control", "interrupt_request", {});

test.each([
  ["an endless loop", "while (true) {}"],
  ["an endless loop in a function of another cell", "spin()"],
  ["an awaited loop", "while (true) await new Promise((resolve) => setTimeout(resolve, 1));"],
  ["a loop of resolved promises", "while (true) await null;"],
  ["a promise that never settles", "await new Promise(() => {});"],
  [
    "a loop that catches everything",
    "while (true) { try { await new Promise((r) => setTimeout(r, 1)); } catch {} }",
  ],
  ["a regular expression", "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ["an awaited timer", "await new Promise((resolve) => setTimeout(resolve, 60_000));"],
  ["an endless generator", "function* all() { while (true) yield 1; }\nfor (const one of all()) {}"],
])("interrupt_request ends %s as a KeyboardInterrupt, and variables survive", async (_, code) => {
  await client.execute("function spin() { while (true) {} }");
  const id = client.sendCell(code);
  await client.running(id);
  await delay(150);
  expect((await interrupt()).content).toEqual({ status: "ok" });
  const { reply } = await client.execution(id);
  expect(reply.content).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
  expect((await client.execute("kept")).outputs[0]?.content.data).toMatchObject({
    "text/plain": expect.stringContaining("kept"),
  });
});

test("nothing of an interrupted cell goes on in the background", async () => {
  await client.execute("let ticks = 0;");
  const id = client.sendCell(`setInterval(() => { ticks++; }, 1);
(async () => { while (true) { ticks++; await new Promise((resolve) => setTimeout(resolve, 1)); } })();
await new Promise(() => {});`);
  await client.running(id);
  await delay(150);
  await interrupt();
  await client.execution(id);
  const ticks = async () => (await client.execute("String(ticks)")).outputs[0]?.content.data;
  const before = await ticks();
  await delay(100);
  expect(await ticks()).toEqual(before);
});

test("SIGINT is an interrupt", async () => {
  const id = client.sendCell("while (true) {}");
  await client.running(id);
  client.kernel.child.kill("SIGINT");
  expect((await client.reply(id)).content.ename).toBe("KeyboardInterrupt");
});

test("an interrupt aborts the cells that wait", async () => {
  const ids = ["while (true) {}", "1"].map((code) => client.sendCell(code));
  await client.running(ids[0] as string);
  await interrupt();
  const replies = await Promise.all(ids.map((id) => client.reply(id)));
  expect(replies.map(({ content }) => content.status)).toEqual(["error", "aborted"]);
});

test("an interrupt while a cell is being converted ends it", async () => {
  const id = client.sendCell(`const large = [${"{ a: [1, 'x'] }, ".repeat(20_000)}];`);
  await client.running(id);
  await interrupt();
  expect((await client.reply(id)).content.ename).toBe("KeyboardInterrupt");
  expect((await client.execute("1")).reply.content.status).toBe("ok");
});

test("a second interrupt is harmless", async () => {
  const id = client.sendCell("while (true) {}");
  await client.running(id);
  await Promise.all([interrupt(), interrupt(), interrupt()]);
  expect((await client.reply(id)).content.ename).toBe("KeyboardInterrupt");
  expect((await client.execute("1")).reply.content.status).toBe("ok");
});

test("an interrupt while nothing runs is harmless to the next cell", async () => {
  await interrupt();
  expect((await client.execute("1 + 1")).reply.content.status).toBe("ok");
});

test("interrupts at random moments never stop a later cell, nor the kernel", async () => {
  for (let round = 0; round < 20; round++) {
    const id = client.sendCell("for (let i = 0; i < 1e6; i++) {}\nawait null;");
    await delay(round);
    await interrupt();
    await client.execution(id);
    expect((await client.execute("'alive'")).reply.content.status).toBe("ok");
  }
});
