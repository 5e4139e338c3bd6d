import { execFileSync } from "node:child_process";
import path from "node:path";

it("3,000 eager training steps grow resident memory by less than 30 MB after step 500", () => {
  const program = path.join(__dirname, "eagerSteps.js");
  const printed = execFileSync(process.execPath, ["--expose-gc", program], { encoding: "utf8" });
  const { early, late } = JSON.parse(printed);
  expect(late.tensors).toBe(early.tensors);
  expect((late.resident - early.resident) / 1e6).toBeLessThan(30);
}, 600_000);
