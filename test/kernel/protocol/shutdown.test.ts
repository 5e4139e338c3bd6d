/** How a kernel ends: asked to, with its executor, or with whoever started it. */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { isRunning } from "../../../src/processes";
import { KernelClient, KernelProcess, launcher } from "../client";

let client: KernelClient;
beforeEach(async () => {
  // A small heap is full sooner.
  client = await KernelClient.start({ env: { NODE_OPTIONS: "--max-old-space-size=200" } });
});
afterEach(() => client.stop());

/** The number of the process that runs cells. */
async function executor(): Promise<number> {
  const { outputs } = await client.execute("String(process.pid)");
  const data = outputs[0]?.content.data as { "text/plain": string };
  return Number(data["text/plain"].replace(/\D/g, ""));
}

async function isGone(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 100 && isRunning(pid); looks++) await delay(50);
  return !isRunning(pid);
}

describe("shutdown_request", () => {
  test.each([true, false])(
    "with restart: %s is answered and published, then the kernel ends",
    async (restart) => {
      const pid = await executor();
      const id = client.send("control", "shutdown_request", { restart });
      expect((await client.reply(id)).content).toEqual({ status: "ok", restart });
      const published = await client.published(id);
      expect(published.map(({ header, content }) => content.execution_state ?? header.msg_type)).toEqual([
        "busy",
        "shutdown_reply",
        "idle",
      ]);
      expect(await client.kernel.ended).toEqual({ code: 0, signal: null });
      expect(await isGone(pid)).toBe(true);
    },
  );

  test("on the shell channel is taken too", async () => {
    const { content } = await client.ask("shell", "shutdown_request", { restart: false });
    expect(content.status).toBe("ok");
    expect((await client.kernel.ended).code).toBe(0);
  });

  test("ends a kernel whose cell computes", async () => {
    const pid = await executor();
    await client.running(client.sendCell("while (true) {}"));
    await client.ask("control", "shutdown_request", { restart: true });
    expect((await client.kernel.ended).code).toBe(0);
    expect(await isGone(pid)).toBe(true);
  });

  test("ends a kernel whose timers run", async () => {
    await client.execute("setInterval(() => {}, 10);");
    await client.ask("control", "shutdown_request", { restart: false });
    expect((await client.kernel.ended).code).toBe(0);
  });
});

test("SIGTERM ends the kernel and its executor", async () => {
  const pid = await executor();
  client.kernel.child.kill("SIGTERM");
  expect((await client.kernel.ended).code).toBe(0);
  expect(await isGone(pid)).toBe(true);
});

describe("where the executor ends, the cell shows why, has no reply, and the kernel ends with an error", () => {
  test.each([
    ["process.exit(0)", "process.exit(0);", /the code ended it \(process\.exit, exit code 0\)/],
    ["process.abort()", "process.abort();", /it aborted \(SIGABRT\)/],
    ["kill -9", "process.kill(process.pid, 'SIGKILL'); while (true) {}", /it was killed \(SIGKILL\)/],
    [
      "memory",
      "const all: number[][] = []; while (true) all.push(new Array(1e6).fill(1.5));",
      /it ran out of memory/,
    ],
  ])("%s", async (_, code, words) => {
    const id = client.sendCell(code);
    expect(await client.kernel.ended).toEqual({ code: 1, signal: null });
    const own = client.received.filter(({ parent }) => parent.msg_id === id);
    const text = own.map(({ content }) => (content.name === "stderr" ? content.text : "")).join("");
    expect(text).toMatch(words);
    expect(own.filter(({ channel }) => channel === "shell")).toEqual([]);
  });
});

test("where the server is killed, an executor that computes ends too", async () => {
  const pid = await executor();
  await client.running(client.sendCell("while (true) {}"));
  client.kernel.child.kill("SIGKILL");
  await client.kernel.ended;
  expect(await isGone(pid)).toBe(true);
});

test("where its parent is killed, the kernel ends with its executor", async () => {
  const file = `${client.kernel.folder}/orphan.json`;
  const script = `const { spawn } = require("node:child_process");
const fs = require("node:fs");
const ports = Object.fromEntries(["shell", "control", "stdin", "iopub", "hb"].map((name, n) => [name + "_port", n]));
fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify({ transport: "ipc", ip: ${JSON.stringify(file)}, key: "", ...ports }));
const kernel = spawn(process.execPath, [${JSON.stringify(launcher)}, ${JSON.stringify(file)}], {
  stdio: "ignore",
  env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
});
console.log(kernel.pid);
setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
  await delay(500);
  expect(isRunning(pid)).toBe(true);
  parent.kill("SIGKILL");
  expect(await isGone(pid)).toBe(true);
});

test("a kernel starts again on the ports of the one before", async () => {
  await client.ask("control", "shutdown_request", { restart: true });
  await client.kernel.ended;
  const again = new KernelClient(await KernelProcess.restart(client.kernel));
  await again.connected();
  expect((await again.execute("1 + 1")).outputs[0]?.content.data).toEqual({ "text/plain": "2" });
  await again.stop();
});
