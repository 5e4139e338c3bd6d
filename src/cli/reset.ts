/** `trainbook reset`: hands a lesson or exercise out anew. */
import path from "node:path";
import { Command } from "commander";
import { packageRoot } from "../engine";
import { CourseFileNameError, courseFileNamed, courseFiles, myCourseFolder, reset } from "./course";

export function resetCommand(): Command {
  return new Command("reset")
    .summary("restore a lesson or exercise in my-course/")
    .description("Restores a lesson or exercise in my-course/ and keeps your version as a backup beside it.")
    .argument("<name>", "such as 00-quickstart, or the beginning of a name")
    .action((name: string, _options: object, command: Command) => {
      try {
        const file = courseFileNamed(name, courseFiles(packageRoot));
        const backup = reset(myCourseFolder(), file);
        const kept = backup ? `; yours is kept as ${path.basename(backup)}` : "";
        console.log(`${file.name} is as it was handed out${kept}.`);
      } catch (error) {
        if (!(error instanceof CourseFileNameError)) throw error;
        command.error(`error: ${error.message}`);
      }
    });
}
