/** Processes below a process, in programs of their own: this one is not the place to end whatever is found. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { packageRoot } from "../../src/engine";
import { isRunning } from "../../src/processes";
import { fromProc, fromPs } from "../../src/processes/processTable";

const processes = JSON.stringify(path.join(packageRoot, "dist", "processes"));

/** What a program prints, line by line, until it ends. */
async function printed(script: string): Promise<string[]> {
  const program = spawn(process.execPath, ["-e", `const processes = require(${processes});\n${script}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  program.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  await once(program, "close");
  return text.trim().split("\n");
}

/** JavaScript that runs a shell command and gives the numbers that it prints. */
const numbersOf = (command: string) =>
  `require("node:child_process").execFileSync("sh", ["-c", ${JSON.stringify(command)}], { encoding: "utf8" }).trim().split(/\\s+/).map(Number)`;

const onLinux = process.platform === "linux" ? test : test.skip;
const onUnix = process.platform === "win32" ? test.skip : test;

async function isGone(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 100 && isRunning(pid); looks++) await delay(20);
  return !isRunning(pid);
}

onUnix("descendantsOf finds children and their children, and none that were spared", async () => {
  const [found, spared] = await printed(`
const { spawn } = require("node:child_process");
const child = spawn("sh", ["-c", "sleep 60 & echo $!; wait"]);
const other = spawn("sleep", ["60"]);
child.stdout.once("data", (data) => {
  const all = processes.descendantsOf(process.pid).sort();
  console.log(String(all) === String([child.pid, Number(data), other.pid].sort()));
  console.log(String(processes.descendantsOf(process.pid, { spare: [child.pid] })) === String(other.pid));
  for (const pid of all) process.kill(pid, "SIGKILL");
});`);
  expect([found, spared]).toEqual(["true", "true"]);
});

describe("endDescendants", () => {
  onUnix("ends what is below a process, and spares what it is told to", async () => {
    const [left, gone, spared] = await printed(`
const { spawn } = require("node:child_process");
const child = spawn("sh", ["-c", "sleep 60 & sleep 60"]);
const spared = spawn("sh", ["-c", "sleep 60 & echo $!; wait"]);
spared.stdout.once("data", async (data) => {
  console.log(JSON.stringify(await processes.endDescendants(process.pid, { spare: [spared.pid] })));
  console.log(processes.descendantsOf(process.pid, { spare: [spared.pid] }).length === 0 && child.signalCode);
  console.log(processes.descendantsOf(process.pid).length);
  process.kill(Number(data), "SIGKILL");
});`);
    expect([left, gone, spared]).toEqual(["[]", "SIGKILL", "2"]);
  });

  onUnix("finds orphans by their group", async () => {
    const [orphan = "", count] = await printed(`
const { spawn } = require("node:child_process");
const leader = spawn("sh", ["-c", "sleep 60 & echo $!"], { detached: true });
let orphan = "";
leader.stdout.once("data", (data) => (orphan = String(data).trim()));
leader.once("exit", async () => {
  await processes.endDescendants(process.pid, { group: leader.pid });
  console.log(orphan);
  console.log(processes.descendantsOf(process.pid, { group: leader.pid }).length);
});`);
    expect(count).toBe("0");
    expect(await isGone(Number(orphan))).toBe(true);
  });

  onLinux("in a subreaper ends what has forked twice and started sessions", async () => {
    const [became, pids = ""] = await printed(`
console.log(processes.becomeSubreaper());
const pids = ${numbersOf("setsid sh -c 'setsid sleep 60 >/dev/null 2>&1 & echo $!'; (sleep 60 >/dev/null 2>&1 & echo $!)")};
processes.endDescendants(process.pid).then(() => console.log(pids.join()));`);
    expect(became).toBe("true");
    expect(pids.split(",")).toHaveLength(2);
    for (const pid of pids.split(",")) expect(await isGone(Number(pid))).toBe(true);
  });

  onLinux("in a subreaper ends what goes on starting others", async () => {
    const lines = await printed(`
processes.becomeSubreaper();
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const folder = fs.mkdtempSync(require("node:path").join(require("node:os").tmpdir(), "trainbook-processes-"));
const generations = folder + "/generations";
const born = () => (fs.existsSync(generations) ? fs.statSync(generations).size : 0);
// Each starts the next one in a session of its own, and ends. Whatever becomes of this test, the chain does.
const ends = '[ $(wc -c < ' + generations + ') -lt 2000 ] || exit; ';
const chain = 'echo >> ' + generations + ' || exit; ' + ends + 'setsid sh -c "$0" "$0" & sleep 0.01';
spawn("sh", ["-c", chain, chain], { stdio: "ignore" });
const looking = setInterval(async () => {
  if (born() < 5) return;
  clearInterval(looking);
  console.log(JSON.stringify(await processes.endDescendants(process.pid)));
  const last = born();
  setTimeout(() => {
    console.log(born() - last);
    fs.rmSync(folder, { recursive: true });
  }, 500);
}, 10);`);
    expect(lines).toEqual(["[]", "0"]);
  });

  onLinux("tells what it could not end", async () => {
    const lines = await printed(`
const { kill } = process;
process.kill = (pid, signal) => {
  if (pid !== child.pid) return kill.call(process, pid, signal);
  throw Object.assign(new Error("not permitted"), { code: "EPERM" });
};
const child = require("node:child_process").spawn("sleep", ["60"]);
processes.endDescendants(process.pid).then((left) => {
  console.log(String(left) === String(child.pid));
  kill.call(process, child.pid, "SIGKILL");
});`);
    expect(lines).toEqual(["true"]);
  });
});

onLinux("/proc and ps tell the same of this process", () => {
  const own = (table: { pid: number }[]) => table.find(({ pid }) => pid === process.pid);
  expect(own(fromProc())).toEqual(own(fromPs()));
  expect(own(fromProc())).toMatchObject({ parent: process.ppid });
});
