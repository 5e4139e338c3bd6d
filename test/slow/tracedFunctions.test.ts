import { execFileSync } from "node:child_process";
import path from "node:path";

it("1,000 traced functions, disposed or out of reach, leave no tensors and grow resident memory by less than 40 MB", () => {
  const program = path.join(__dirname, "tracedFunctions.js");
  const printed = execFileSync(process.execPath, ["--expose-gc", program], { encoding: "utf8" });
  const { early, late } = JSON.parse(printed);
  expect(late.tensors).toBe(early.tensors);
  // Each holds a constant of 256 kB: together they would be 256 MB.
  expect((late.resident - early.resident) / 1e6).toBeLessThan(40);
}, 600_000);
