/** Questions to the learner, on the stdin channel. */
import { KernelClient } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
});
afterAll(() => client.stop());

test("prompt(text) asks the front end that runs the cell, and returns its answer", async () => {
  const other = new KernelClient(client.kernel);
  await other.connected();
  const id = client.sendCell("const name = await prompt('Your name? ');\nname", { allow_stdin: true });
  const question = await client.find(({ channel }) => channel === "stdin");
  expect(question.header.msg_type).toBe("input_request");
  expect(question.parent.msg_id).toBe(id);
  expect(question.content).toEqual({ prompt: "Your name? ", password: false });
  client.send("stdin", "input_reply", { status: "ok", value: "Ada" }, { parent: question.header });
  const { outputs } = await client.execution(id);
  expect(outputs[0]?.content.data).toMatchObject({ "text/plain": expect.stringContaining("Ada") });
  expect(other.received.filter(({ channel }) => channel === "stdin")).toEqual([]);
  other.disconnect();
});

test("prompt is an error where the front end does not answer", async () => {
  const { reply } = await client.execute("await prompt('?')", { allow_stdin: false });
  expect(reply.content).toMatchObject({ status: "error" });
});

test("an interrupt ends a cell that waits for an answer", async () => {
  const id = client.sendCell("await prompt('Waiting? ')", { allow_stdin: true });
  await client.find(({ channel, parent }) => channel === "stdin" && parent.msg_id === id);
  await client.ask("control", "interrupt_request", {});
  expect((await client.reply(id)).content.ename).toBe("KeyboardInterrupt");
});

test("an answer that nobody asked for hurts nothing", async () => {
  client.send("stdin", "input_reply", { status: "ok", value: "?" });
  expect((await client.execute("1")).reply.content.status).toBe("ok");
});
