import { spawnSync } from "node:child_process";
import { isRunning } from "../src/isRunning";

test("isRunning(pid) says that this process is there, and that one that has ended is not", () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(spawnSync(process.execPath, ["-e", ""]).pid)).toBe(false);
});
