/** The `trainbook` command: finds the command that is asked for, and says what went wrong in one clear way. */
import path from "node:path";
import { Command, CommanderError } from "commander";
import { packageVersion } from "../engine";
import { TrainbookError } from "../trainbookError";
import { benchCommand } from "./bench";
import { dataCommand } from "./data";
import { doctorCommand } from "./doctor";
import { gradeCommand } from "./grade";
import { nbgraderCommand } from "./nbgrader";
import { progressCommand } from "./progress";
import { resetCommand } from "./reset";
import { runCommand } from "./run";
import { setUp } from "./setup";
import { setupCommand } from "./setupCommand";
import { solutionCommand } from "./solution";
import { startCommand } from "./start";
import { testCommand } from "./test";

/** The commands that set up whatever is missing before they begin. */
const needSetup = ["run", "grade"];

/** Runs a command. The process ends with 0, 1 for a failure, or 2 for a wrong call. */
export async function main(args: string[]): Promise<void> {
  // A relative folder is meant from here; kernels run in the folders of their notebooks.
  if (process.env.TRAINBOOK_DATA) process.env.TRAINBOOK_DATA = path.resolve(process.env.TRAINBOOK_DATA);
  try {
    await program().parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function program(): Command {
  const trainbook = new Command("trainbook")
    .description("Learn how neural networks are trained, in TypeScript notebooks.")
    .version(packageVersion)
    .enablePositionalOptions()
    .hook("preAction", async (_, command) => {
      if (needSetup.includes(command.name())) await setUp();
    });
  const commands = [
    startCommand(),
    setupCommand(),
    resetCommand(),
    progressCommand(),
    solutionCommand(),
    testCommand(),
    doctorCommand(),
    runCommand(),
    gradeCommand(),
    nbgraderCommand(),
    dataCommand(),
    benchCommand(),
  ];
  for (const command of commands) trainbook.addCommand(command.exitOverride());
  return trainbook.exitOverride();
}

/** Prints what is to be said of an error, and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its line; its own code for a wrong call is 1, and for --help and --version 0.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof TrainbookError) {
    process.stderr.write(`error: ${error.message}\n`);
    return 1;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
