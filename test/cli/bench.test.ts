import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { packageRoot } from "../../src/engine";

const entry = path.join(packageRoot, "bin", "trainbook.js");

test("trainbook bench --help names the measurements", () => {
  const help = execFileSync(process.execPath, [entry, "bench", "--help"], { encoding: "utf8" });
  expect(help).toMatch(/one of: .*kernel/);
});

test("trainbook bench NAME of a measurement that is not there names those that are, and ends with 2", () => {
  const { status, stderr } = spawnSync(process.execPath, [entry, "bench", "kernle"], { encoding: "utf8" });
  expect(stderr).toMatch(/There is no measurement "kernle"; there are: .*kernel/);
  expect(status).toBe(2);
});
