/** Cells queued after one that fails. */
import { KernelClient } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
});
afterAll(() => client.stop());

const failing = "await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error('stop');";

test("cells queued behind one that fails are aborted, do not run, and say busy and idle", async () => {
  const ids = [failing, "globalThis.ran = true", "2"].map((code) => client.sendCell(code));
  const [first, ...behind] = await Promise.all(ids.map((id) => client.execution(id)));
  expect(first?.reply.content.status).toBe("error");
  for (const { reply, published } of behind) {
    expect(reply.content.status).toBe("aborted");
    expect(published.map(({ content }) => content.execution_state)).toEqual(["busy", "idle"]);
  }
  const { outputs } = await client.execute("String(Reflect.get(globalThis, 'ran'))");
  expect(outputs[0]?.content.data).toEqual({ "text/plain": "undefined" });
});

test("cells queued behind one that does not pass the type check are aborted", async () => {
  // A cell before them, that all are in the queue when the check, which takes no time, has failed.
  const waiting = "await new Promise((resolve) => setTimeout(resolve, 200));";
  const ids = [waiting, "const wrong: string = 1;", "2", "3"].map((code) => client.sendCell(code));
  const replies = await Promise.all(ids.map((id) => client.reply(id)));
  expect(replies.map(({ content }) => content.status)).toEqual(["ok", "error", "aborted", "aborted"]);
});

test("a cell that is sent when the failed one has replied runs", async () => {
  for (let round = 0; round < 20; round++) {
    await client.reply(client.sendCell("throw new Error('stop')"));
    expect((await client.reply(client.sendCell("1"))).content.status).toBe("ok");
  }
});

test("stop_on_error: false lets the cells behind run", async () => {
  const ids = [client.sendCell(failing, { stop_on_error: false }), client.sendCell("2")];
  const replies = await Promise.all(ids.map((id) => client.reply(id)));
  expect(replies.map(({ content }) => content.status)).toEqual(["error", "ok"]);
});

test("an aborted cell does not count and is not kept in the history", async () => {
  const ids = [failing, "'aborted'"].map((code) => client.sendCell(code));
  const [failed] = await Promise.all(ids.map((id) => client.reply(id)));
  const { reply } = await client.execute("1");
  expect(reply.content.execution_count).toBe(Number(failed?.content.execution_count) + 1);
  const history = await client.ask("shell", "history_request", { hist_access_type: "tail", n: 2, raw: true });
  expect((history.content.history as unknown[][]).map(([, , source]) => source)).toEqual([failing, "1"]);
});

test("other requests behind a cell that fails are answered", async () => {
  const cell = client.sendCell(failing);
  const reply = await client.ask("shell", "is_complete_request", { code: "1" });
  expect(reply.content.status).toBe("complete");
  expect((await client.reply(cell)).content.status).toBe("error");
});
