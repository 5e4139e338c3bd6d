/**
 * Makes exercises/ from solutions/: solutions taken out, outputs taken out, the exercise's id put in, by which
 * grading knows a renamed notebook. Run by `npm run exercises`.
 */
import path from "node:path";
import { packageRoot } from "../../engine";
import { type Notebook, readNotebook, sourceOf, splitLines, writeNotebook } from "../../kernel";
import { type Exercise, exercises } from "../checks/exercises";
import { clearOutputs } from "./clearOutputs";
import { clearSolutions, SolutionMarkerError } from "./clearSolutions";

const steps: readonly ((notebook: Notebook, exercise: Exercise) => Notebook)[] = [
  clearSolutions,
  clearOutputs,
  nameExercise,
  splitSources,
];

/** The notebook that a learner gets, from the one that holds the solution. */
export function exerciseFrom(solution: Notebook, exercise: Exercise): Notebook {
  return steps.reduce((notebook, step) => step(notebook, exercise), solution);
}

/** Beside what the notebook says of itself for the map of the course. */
function nameExercise(notebook: Notebook, { id }: Exercise): Notebook {
  const trainbook = { ...(notebook.metadata.trainbook as object | undefined), exercise: id };
  return { ...notebook, metadata: { ...notebook.metadata, trainbook } };
}

function splitSources(notebook: Notebook): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, source: splitLines(sourceOf(cell)) })),
  };
}

/**
 * Writes every exercise of the table.
 *
 * @throws SolutionMarkerError naming the notebook and the cell; exercises that were written before it stay
 */
export function generateExercises(solutions: string, target: string): string[] {
  return exercises.map((exercise) => {
    const file = path.join(target, exercise.notebook);
    const solution = path.join(solutions, exercise.notebook);
    writeNotebook(
      file,
      namingFile(solution, () => exerciseFrom(readNotebook(solution), exercise)),
    );
    return file;
  });
}

function namingFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SolutionMarkerError)) throw error;
    throw new SolutionMarkerError(`${file}: ${error.message}`, { cause: error });
  }
}

if (require.main === module) {
  for (const file of generateExercises(
    path.join(packageRoot, "solutions"),
    path.join(packageRoot, "exercises"),
  )) {
    console.log(path.relative(process.cwd(), file));
  }
}
