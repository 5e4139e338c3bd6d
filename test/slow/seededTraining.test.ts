/** setSeed: initial weights, shuffles and dropout are the same in another process. */
import { execFileSync } from "node:child_process";
import path from "node:path";

function losses(): string | undefined {
  const printed = execFileSync(process.execPath, [path.join(__dirname, "seededTraining.js")], {
    encoding: "utf8",
  });
  return printed.split("\n").find((line) => line.startsWith("LOSSES"));
}

it("the quickstart's training under one seed has the same losses in two processes, to the last bit", () => {
  const first = losses();
  expect(first).toMatch(/^LOSSES \{"loss":\[/);
  expect(losses()).toBe(first);
}, 600_000);
