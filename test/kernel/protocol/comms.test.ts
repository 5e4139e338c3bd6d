/** Comms, as messages. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { packageRoot } from "../../../src/engine";
import { KernelClient } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
  const display = path.join(packageRoot, "dist", "display");
  await client.execute(`const { comm } = require(${JSON.stringify(display)});`);
});
afterAll(() => client.stop());

const comms = async (target?: string) =>
  (await client.ask("shell", "comm_info_request", target === undefined ? {} : { target_name: target }))
    .content.comms;

const sent = (type: string, comm: unknown) =>
  client.find(({ header, content }) => header.msg_type === type && content.comm_id === comm);

test("a comm that a cell opens is published, listed, heard, and closed", async () => {
  const { id: cell, outputs } = await client.execute(`const opened = comm.open("slider", { value: 1 });
opened.onMessage((data) => { console.log("heard", data); opened.send({ answer: 42 }); });`);
  const [open] = outputs;
  expect(open?.header.msg_type).toBe("comm_open");
  expect(open?.content).toMatchObject({ target_name: "slider", data: { value: 1 } });
  const id = open?.content.comm_id;
  expect(await comms("slider")).toEqual({ [String(id)]: { target_name: "slider" } });
  expect(await comms("another")).toEqual({});

  client.send("shell", "comm_msg", { comm_id: id, data: { value: 2 } });
  expect((await sent("comm_msg", id)).content.data).toEqual({ answer: 42 });
  const text = await client.find(
    ({ header, parent }) => header.msg_type === "stream" && parent.msg_id === cell,
  );
  expect(text.content.text).toBe("heard { value: 2 }\n");

  await client.execute("opened.close({ bye: true });");
  expect((await sent("comm_close", id)).content.data).toEqual({ bye: true });
  expect(await comms()).toEqual({});
});

test("a comm that the page opens to a target of the learner's is taken", async () => {
  await client.execute(`comm.on("chart", (opened) => { opened.send({ welcome: true }); });`);
  const id = randomUUID();
  client.send("shell", "comm_open", { comm_id: id, target_name: "chart", data: {} });
  expect((await sent("comm_msg", id)).content.data).toEqual({ welcome: true });
  expect(await comms("chart")).toEqual({ [id]: { target_name: "chart" } });
  client.send("shell", "comm_close", { comm_id: id, data: {} });
  expect(await comms()).toEqual({});
});

test("a comm to an unknown target is closed", async () => {
  const id = randomUUID();
  client.send("shell", "comm_open", { comm_id: id, target_name: "nobody", data: {} });
  expect((await sent("comm_close", id)).content).toMatchObject({ comm_id: id });
  expect(await comms()).toEqual({});
});

test("a message to an unknown comm hurts nothing", async () => {
  client.send("shell", "comm_msg", { comm_id: randomUUID(), data: {} });
  expect((await client.execute("1")).reply.content.status).toBe("ok");
});

test("buffers pass both ways", async () => {
  await client.execute(`comm.on("bytes", (opened) => {
  opened.onMessage((data, buffers) => opened.send({ count: buffers.length }, buffers));
});`);
  const id = randomUUID();
  client.send("shell", "comm_open", { comm_id: id, target_name: "bytes", data: {} });
  client.send("shell", "comm_msg", { comm_id: id, data: {} }, { buffers: [Buffer.from([1, 2, 255])] });
  const answer = await sent("comm_msg", id);
  expect(answer.content.data).toEqual({ count: 1 });
  expect(answer.buffers).toEqual([Buffer.from([1, 2, 255])]);
});
