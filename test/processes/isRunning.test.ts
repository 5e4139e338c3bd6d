import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { isRunning } from "../../src/processes";

test("isRunning(pid) says that this process is there, and that one that has ended is not", () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(spawnSync(process.execPath, ["-e", ""]).pid)).toBe(false);
});

const onUnix = process.platform === "win32" ? test.skip : test;

onUnix(
  "isRunning(pid) says of a process that has ended unseen by its parent that it is not there",
  async () => {
    // `sleep` takes the shell's place, and takes no note of the child that it inherits.
    const parent = spawn("sh", ["-c", "sh -c : & echo $!; exec sleep 60"]);
    const [pid] = await once(parent.stdout, "data");
    while (isRunning(Number(pid))) await delay(20);
    expect(() => process.kill(Number(pid), 0)).not.toThrow();
    parent.kill();
  },
);
