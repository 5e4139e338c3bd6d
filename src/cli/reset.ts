/** `trainbook reset`: restores a lesson or exercise. */
import path from "node:path";
import { Command } from "commander";
import {
  CourseFileNameError,
  courseFileNamed,
  courseFiles,
  myCourseFolder,
  type Reset,
  reset,
  solutionFiles,
} from "../course";
import { packageRoot } from "../engine";

export function resetCommand(): Command {
  return new Command("reset")
    .summary("restore a lesson or exercise in my-course/")
    .description("Restores a lesson or exercise in my-course/ and keeps your version as a backup beside it.")
    .argument("<name>", "such as 00-quickstart, or the beginning of a name")
    .action((name: string, _options: object, command: Command) => {
      try {
        const isSolution = /(^|[\\/])solutions[\\/]/.test(name);
        const file = courseFileNamed(
          name,
          isSolution ? solutionFiles(packageRoot) : courseFiles(packageRoot),
        );
        console.log(describeReset(path.join(myCourseFolder(), file.name), reset(myCourseFolder(), file)));
      } catch (error) {
        if (!(error instanceof CourseFileNameError)) throw error;
        command.error(`error: ${error.message}`);
      }
    });
}

function describeReset(copy: string, result: Reset): string {
  const name = path.basename(copy);
  switch (result.found) {
    case "unchanged":
      return `${name} was unchanged.`;
    case "missing":
      return `${name} is back in ${path.dirname(copy)}.`;
    case "changed":
      return `${name} is as it was handed out; yours is kept as ${path.basename(result.backup)}.`;
  }
}
