/** `trainbook solution`: an exercise's solution, once the learner's own has full marks. */
import path from "node:path";
import { Command } from "commander";
import {
  type CourseFile,
  CourseFileNameError,
  courseFileNamed,
  handOutOne,
  myCourseFolder,
  type NotebookProgress,
  type OneHandOut,
  readProgress,
  solutionFiles,
} from "../course";
import { packageRoot } from "../engine";
import { exercises } from "../grading";

export function solutionCommand(): Command {
  return new Command("solution")
    .summary("get an exercise's solution, once yours has full marks")
    .description(
      "Writes an exercise's solution to my-course/solutions/, once your own has full marks there.\n" +
        "What you have changed in it is never overwritten.",
    )
    .argument("<name>", "such as 01-fashion-mnist, or the beginning of a name")
    .option("--anyway", "before full marks, too")
    .action((name: string, { anyway }: { anyway?: boolean }, command: Command) => {
      const file = solutionNamed(name, command);
      const course = myCourseFolder();
      const exercise = path.basename(file.name, ".ipynb");
      const progress = readProgress(course).notebooks.find(
        (one) => one.kind === "exercise" && one.name === exercise,
      );
      if (progress?.state !== "done" && !anyway) {
        console.log(`${pointsText(exercise, progress)}\n${notYet(exercise)}`);
        process.exitCode = 1;
        return;
      }
      console.log(describeHandOut(path.join(course, file.name), handOutOne(course, file)));
    });
}

/** The solution of the exercise that a learner means: by its file, by the id in its check, or by its number. */
function solutionNamed(name: string, command: Command): CourseFile {
  const files = solutionFiles(packageRoot);
  const notebook =
    exercises.find(({ id }) => [name, `exercise-${name}`].includes(id))?.notebook ?? path.basename(name);
  try {
    return courseFileNamed(notebook, files);
  } catch (error) {
    if (!(error instanceof CourseFileNameError)) throw error;
    const known = files.map((file) => path.basename(file.name, ".ipynb")).join(", ");
    return command.error(`error: There is no exercise named ${name}.\n  → one of ${known}`);
  }
}

function pointsText(exercise: string, progress: NotebookProgress | undefined): string {
  if (progress?.problem) return progress.problem;
  if (!progress || progress.state === "missing")
    return `There is no exercise ${exercise} in your course yet.`;
  return progress.points === undefined
    ? `${exercise} has not been checked yet. Its last cell does that; save the notebook afterwards.`
    : `${exercise} has ${progress.points} of ${progress.maximum} points.`;
}

const notYet = (exercise: string) =>
  "The solution comes with full marks; until then the hints of the check point the way.\n" +
  `  → npx trainbook solution ${exercise} --anyway   shows it now`;

function describeHandOut(copy: string, did: OneHandOut): string {
  if (did === "added") return `One solution of many: ${copy}`;
  if (did === "updated") return `One solution of many, in its newest version: ${copy}`;
  return did === "outdated"
    ? `You have changed ${copy}, so it stays as it is.\n  → rename it and call this again to get the newest version`
    : `It is there already: ${copy}`;
}
