import { spawnSync } from "node:child_process";
import path from "node:path";

it("passes tfjs-node-gpu's own test run, but for the one spec that its compiled binding fails too", () => {
  const { stdout } = spawnSync(process.execPath, [path.join(__dirname, "tfjsNodeSuite.js")], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const failed = [...(stdout.split("Pending:")[0] ?? "").matchAll(/^\d+\) (.+)$/gm)].map(([, name]) => name);
  expect(failed).toEqual(["round test-tensorflow {} int32"]);
  expect(stdout).toMatch(/^3883 specs, 1 failure/m);
});
