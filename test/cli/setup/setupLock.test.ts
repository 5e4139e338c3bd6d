import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withSetupLock } from "../../../src/cli/setup/bootstrap";
import { temporaryFolder } from "../temporaryFolder";

const folder = temporaryFolder();
let count = 0;
const freshLock = () => path.join(folder, `${++count}.lock`);

test("withSetupLock lets only one work at a time", async () => {
  const lock = freshLock();
  const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    events.push(`${name} ends`);
  };
  // Two in one process stand for two processes as long as the lock names another living one.
  const first = withSetupLock(lock, work("first"));
  writeFileSync(lock, String(process.ppid));
  await Promise.all([first, withSetupLock(lock, work("second"))]);
  expect(events).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(said.mock.calls).toEqual([["Another set-up is at work here; waiting for it to finish.\n"]]);
  said.mockRestore();
});

test("withSetupLock removes the lock after work that failed", async () => {
  const lock = freshLock();
  await expect(withSetupLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});

test("withSetupLock takes over from a process that has died", async () => {
  const lock = freshLock();
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  writeFileSync(lock, String(pid));
  await withSetupLock(lock, async () => expect(readFileSync(lock, "utf8")).toBe(String(process.pid)));
});

test("withSetupLock takes over a lock that nobody has touched for a minute", async () => {
  const lock = freshLock();
  writeFileSync(lock, String(process.ppid));
  const before = new Date(Date.now() - 61_000);
  utimesSync(lock, before, before);
  await withSetupLock(lock, async () => expect(readFileSync(lock, "utf8")).toBe(String(process.pid)));
});
