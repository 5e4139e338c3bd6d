/** `trainbook test`, which is `npm test`: set-up, all tests, and one last line with the numbers. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { isCheckout, packageRoot } from "../engine";
import { TrainbookError } from "../trainbookError";
import { setUp } from "./setup";

/** The tests are in the repository, and only there. */
class NoTestsError extends TrainbookError {}

export function testCommand(): Command {
  return new Command("test")
    .summary("run trainbook's own tests")
    .description("Sets up whatever is missing, then runs all tests. Ends with `N passed, N failed`.")
    .argument("[jest...]", "arguments for jest, such as test/data or --testNamePattern fit")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (jestArguments: string[]) => {
      if (!isCheckout) {
        throw new NoTestsError("The tests are not in the published package.", {
          cure: "run `npm test` in a clone of the repository",
        });
      }
      await setUp({ tests: true });
      process.exitCode = await runJest(jestArguments);
    });
}

async function runJest(args: string[]): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-test-"));
  const results = path.join(folder, "results.json");
  try {
    const code = await jest(["--json", `--outputFile=${results}`, ...args]);
    // Without results jest did something else, such as --listTests, or fell over before the first test.
    if (existsSync(results)) console.log(countLine(JSON.parse(readFileSync(results, "utf8"))));
    else if (code !== 0) console.log("0 passed, 1 failed");
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Jest's totals, as far as the last line needs them. */
export interface JestTotals {
  numPassedTests: number;
  numFailedTests: number;
  /** Files that failed before their first test: none of their tests is counted elsewhere. */
  numRuntimeErrorTestSuites: number;
}

/** `N passed, N failed`; a file that fails to load counts as one failed test. */
export function countLine(totals: JestTotals): string {
  const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
  return `${totals.numPassedTests} passed, ${failed} failed`;
}

function jest(args: string[]): Promise<number> {
  const program = createRequire(path.join(packageRoot, "package.json")).resolve("jest/bin/jest");
  return new Promise((resolve, reject) => {
    // A dependency is an ES module, which jest imports with this flag only; it reaches jest's workers as well.
    const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
    const child = spawn(process.execPath, [...flags, program, ...args], {
      cwd: packageRoot,
      stdio: "inherit",
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
