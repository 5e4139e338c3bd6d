/** Which exercise a learner's notebook is, and the notebook as it was handed out. */
import path from "node:path";
import { packageRoot } from "../../engine";
import { type Notebook, readNotebook } from "../../kernel";
import { TrainbookError } from "../../trainbookError";
import { type Exercise, exercises } from "../checks/exercises";

/** A notebook that is no exercise of the course. */
export class NotAnExerciseError extends TrainbookError {}

/**
 * The exercise that a notebook is: the one named in its metadata, whatever the file is called, or else the one with
 * its file name.
 *
 * @throws NotAnExerciseError listing the exercises
 */
export function exerciseOf(file: string, notebook?: Notebook): Exercise {
  const named = notebook && idIn(notebook.metadata);
  const name = path.basename(file);
  const found =
    exercises.find((exercise) => exercise.id === named) ??
    exercises.find((exercise) => exercise.notebook === name);
  if (found) return found;
  const known = exercises.map((exercise) => exercise.notebook).join(", ");
  throw new NotAnExerciseError(
    `${file} is not an exercise: its metadata names none, and no exercise has this file name.`,
    { cure: `give it the name of the exercise that it is: ${known}` },
  );
}

function idIn(metadata: Record<string, unknown>): unknown {
  const { trainbook } = metadata;
  return trainbook !== null && typeof trainbook === "object" && "exercise" in trainbook
    ? trainbook.exercise
    : undefined;
}

/** The exercise as it was handed out. */
export function shippedExercise(exercise: Exercise): Notebook {
  return readNotebook(path.join(packageRoot, "exercises", exercise.notebook));
}
