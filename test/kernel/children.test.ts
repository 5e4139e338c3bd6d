/** What the learner's code has started ends with the kernel, however it was started and however the kernel ends. */
import { setTimeout as delay } from "node:timers/promises";
import { isRunning } from "../../src/processes";
import { KernelClient, type Received } from "./client";

let client: KernelClient;
beforeEach(async () => {
  client = await KernelClient.start();
});
afterEach(() => client.stop());

async function areGone(pids: number[]): Promise<boolean> {
  for (let looks = 0; looks < 200 && pids.some(isRunning); looks++) await delay(20);
  return !pids.some(isRunning);
}

const printed = (messages: Received[]) =>
  messages.map(({ content }) => (content.name === "stdout" ? content.text : "")).join("");

/** Runs a cell that prints the numbers of processes. */
async function started(code: string): Promise<number[]> {
  const { outputs } = await client.execute(code);
  const pids = printed(outputs).trim().split(/\s+/).map(Number);
  expect(pids.every(isRunning)).toBe(true);
  return pids;
}

const command = (line: string) =>
  `process.stdout.write(require("node:child_process").execFileSync("sh", ["-c", ${JSON.stringify(line)}], { encoding: "utf8" }));`;

const programs = {
  "a child": 'console.log(require("node:child_process").spawn("sleep", ["300"]).pid);',
  "a detached child": `const child = require("node:child_process").spawn("sleep", ["300"], { detached: true, stdio: "ignore" });
child.unref(); console.log(child.pid);`,
  "an orphan": command("sleep 300 >/dev/null 2>&1 & echo $!"),
  "an orphan in a session of its own": command("setsid sh -c 'setsid sleep 300 >/dev/null 2>&1 & echo $!'"),
  "a child that holds the kernel's pipes":
    'console.log(require("node:child_process").spawn("sleep", ["300"], { stdio: ["ignore", 1, 2, 3, 4], detached: true }).pid);',
};
/** Without a subreaper, an orphan that has left its group is not found. */
const all = Object.entries(programs).filter(
  ([name]) => process.platform === "linux" || !/session/.test(name),
);

const ends: [string, () => Promise<void>][] = [
  ["a shutdown", async () => void (await client.ask("control", "shutdown_request", { restart: false }))],
  ["a restart", async () => void (await client.ask("control", "shutdown_request", { restart: true }))],
  ["process.exit in a cell", async () => void client.sendCell("process.exit(0);")],
  ["kill -9 in a cell", async () => void client.sendCell('process.kill(process.pid, "SIGKILL");')],
  ["the death of the server", async () => void client.kernel.child.kill("SIGKILL")],
];

const onUnix = process.platform === "win32" ? describe.skip : describe;

onUnix("all that cells have started ends with", () => {
  test.each(ends)("%s", async (_, end) => {
    const pids: number[] = [];
    for (const [, code] of all) pids.push(...(await started(code)));
    await end();
    await client.kernel.ended;
    expect(await areGone(pids)).toBe(true);
  });
});

test("an interrupt leaves a detached program alone", async () => {
  const [pid = 0] = await started(programs["a detached child"]);
  await client.ask("control", "interrupt_request", {});
  await delay(300);
  expect(isRunning(pid)).toBe(true);
});
