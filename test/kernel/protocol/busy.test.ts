/** A kernel whose cell computes answers all the same. */
import { KernelClient } from "../client";

let client: KernelClient;
let cell: string;
beforeAll(async () => {
  client = await KernelClient.start();
  await client.execute("let typed = { alpha: 1 }; let untyped: any = { beta: 1 };");
  cell = client.sendCell("while (true) {}");
  await client.running(cell);
});
afterAll(async () => {
  await client.ask("control", "interrupt_request", {});
  await client.stop();
});

afterEach(() => {
  expect(client.received.some(({ channel, parent }) => channel === "shell" && parent.msg_id === cell)).toBe(
    false,
  );
});

test("the heartbeat echoes", async () => {
  expect(await client.heartbeat("alive?")).toBe("alive?");
});

test.each(["shell", "control"] as const)("kernel_info_request on %s is answered", async (channel) => {
  expect((await client.ask(channel, "kernel_info_request", {})).content.status).toBe("ok");
});

test.each([
  ["complete_request", { code: "typed.", cursor_pos: 6 }, { matches: ["alpha"] }],
  ["complete_request", { code: "untyped.", cursor_pos: 8 }, { status: "ok" }],
  ["inspect_request", { code: "typed", cursor_pos: 2, detail_level: 0 }, { found: true }],
  ["is_complete_request", { code: "1" }, { status: "complete" }],
  ["history_request", { hist_access_type: "tail", n: 1, output: false, raw: true }, { status: "ok" }],
  ["comm_info_request", {}, { comms: {} }],
])("%s is answered", async (type, content, expected) => {
  expect((await client.ask("shell", type, content)).content).toMatchObject(expected);
});
