/** `trainbook bench`: the measurements in bench/, ours and the peers' in alternating runs. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { isCheckout, packageRoot } from "../engine";
import { TrainbookError } from "../trainbookError";
import { setUp } from "./setup";

/** The measurements are in the repository, and only there. */
class NoMeasurementsError extends TrainbookError {}

const folder = path.join(packageRoot, "bench");

interface BenchOptions {
  json?: string;
  rounds?: string;
}

export function benchCommand(): Command {
  return new Command("bench")
    .summary("measure trainbook beside its peers")
    .description("Runs a measurement of bench/, ours and the peers' in turn, and prints medians and ratios.")
    .argument("[name]", `one of: ${measurements().join(", ")}; without it, all`)
    .option("--json <file>", "also write every run to a file")
    .option("--rounds <n>", "how often each is measured")
    .action(async (name: string | undefined, options: BenchOptions, command: Command) => {
      if (!isCheckout) {
        throw new NoMeasurementsError("The measurements are not in the published package.", {
          cure: "run `npx trainbook bench` in a clone of the repository",
        });
      }
      const known = measurements();
      if (name !== undefined && !known.includes(name)) {
        command.error(`error: There is no measurement "${name}"; there are: ${known.join(", ")}.`);
      }
      // Peers such as Keras are among what the tests need.
      await setUp({ tests: true });
      for (const measurement of name ? [name] : known) {
        const code = await run(path.join(folder, measurement, "index.js"), options);
        if (code !== 0) process.exitCode = code;
      }
    });
}

/** The folders of bench/ that hold a measurement. */
function measurements(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "index.js")));
}

function run(script: string, { json, rounds }: BenchOptions): Promise<number> {
  const args = [...(json ? ["--json", path.resolve(json)] : []), ...(rounds ? ["--rounds", rounds] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: packageRoot, stdio: "inherit" });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
