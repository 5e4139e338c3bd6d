/** `trainbook progress`: which lessons were run, which points exercises have, and what comes next. */
import { Command } from "commander";
import { myCourseFolder, progressText, readProgress } from "../course";
import { TrainbookError } from "../trainbookError";

/** There is nothing to read progress from. */
class NoCourseError extends TrainbookError {}

export function progressCommand(): Command {
  return new Command("progress")
    .summary("show which lessons you have run, your points, and what comes next")
    .description(
      "Shows which lessons you have run, how many points your exercises have, and what comes next.\n" +
        "It reads your notebooks in my-course/ as they were saved last.",
    )
    .option("--json", "print it as JSON")
    .action(({ json }: { json?: boolean }) => {
      const { isThere, ...progress } = readProgress(myCourseFolder());
      if (!isThere) {
        throw new NoCourseError(`There are no lessons of yours yet: ${progress.folder} does not exist.`, {
          cure: "`npm start` makes it (in a project of your own: `npx trainbook start`)",
        });
      }
      console.log(json ? JSON.stringify(progress, null, 2) : progressText({ isThere, ...progress }));
    });
}
