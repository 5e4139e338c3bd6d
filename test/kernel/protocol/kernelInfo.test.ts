/** Channels, kernel_info and what the kernel does not know. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { KernelClient, launcher, type Received } from "../client";

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
});
afterAll(() => client.stop());

test.each(["shell", "control"] as const)(
  "kernel_info_request on %s tells language and protocol",
  async (channel) => {
    const { content } = await client.ask(channel, "kernel_info_request", {});
    expect(content).toMatchObject({
      status: "ok",
      protocol_version: "5.4",
      implementation: "trainbook",
      debugger: false,
      language_info: {
        name: "typescript",
        version: "6.0.3",
        file_extension: ".ts",
        codemirror_mode: "typescript",
      },
    });
  },
);

test("a request is published as busy, then idle, under itself", async () => {
  const id = client.send("shell", "kernel_info_request", {});
  const states = (await client.published(id)).map(({ content }) => content.execution_state);
  expect(states).toEqual(["busy", "idle"]);
});

test("a front end that listens before the first request is told that the kernel starts", () => {
  const starting = client.received.filter(({ content }) => content.execution_state === "starting");
  expect(starting.map(({ parent }) => parent)).toEqual([{}]);
  expect(client.received.indexOf(starting[0] as Received)).toBe(1);
});

test("a front end that subscribes is welcomed", async () => {
  const other = new KernelClient(client.kernel);
  const welcome = await other.find(({ header }) => header.msg_type === "iopub_welcome");
  expect(welcome.content).toEqual({ subscription: "" });
  other.disconnect();
});

test("two front ends get their own replies, and both what is published", async () => {
  const other = new KernelClient(client.kernel);
  await other.connected();
  const { id } = await other.execute("'theirs'");
  await client.published(id);
  expect(
    client.received.filter(({ channel, parent }) => channel === "shell" && parent.msg_id === id),
  ).toEqual([]);
  other.disconnect();
});

test("the heartbeat echoes", async () => {
  expect(await client.heartbeat("ping")).toBe("ping");
});

test("debug_request is answered as unsupported", async () => {
  const request = { type: "request", seq: 1, command: "initialize", arguments: {} };
  const { header, content } = await client.ask("control", "debug_request", request);
  expect(header.msg_type).toBe("debug_reply");
  expect(content).toMatchObject({ status: "error", ename: "UnsupportedRequest" });
});

test("a request of an unknown type is answered with an error", async () => {
  const { header, content } = await client.ask("shell", "dream_request", {});
  expect(header.msg_type).toBe("dream_reply");
  expect(content).toMatchObject({ status: "error", evalue: "this kernel does not answer dream_request" });
});

test("a message that is no request and not known is noted in the log, and hurts nothing", async () => {
  client.send("shell", "dream", {});
  await client.kernel.says("dream on shell is not known");
  expect((await client.ask("shell", "kernel_info_request", {})).content.status).toBe("ok");
});

test.each([
  ["over ipc", { transport: "ipc" as const }],
  ["without signatures", { key: "" }],
])("a kernel answers %s", async (_, options) => {
  const other = await KernelClient.start(options);
  expect((await other.ask("shell", "kernel_info_request", {})).content.status).toBe("ok");
  await other.stop();
});

test("a kernel whose port is in use says so and ends", async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, "127.0.0.1", () => resolve((taken.address() as { port: number }).port)),
  );
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-port-"));
  const file = path.join(folder, "connection.json");
  const ports = { shell_port: port, control_port: port, stdin_port: port, iopub_port: port, hb_port: port };
  writeFileSync(file, JSON.stringify({ ip: "127.0.0.1", key: "", ...ports }));
  const { status, stderr } = spawnSync(process.execPath, [launcher, file], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(stderr).toContain(`The kernel cannot listen on tcp://127.0.0.1:${port}: Address already in use`);
  expect(status).toBe(1);
  rmSync(folder, { recursive: true });
  taken.close();
});

test("a kernel without a connection file says who starts it", () => {
  const { status, stderr } = spawnSync(process.execPath, [launcher], { encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringContaining("usage: node launch.js CONNECTION_FILE")]);
});
