/** Pieces of which dishonest submissions are made. */
import { checks, dishonest, type ExerciseNumber, type Submission, solved } from "../submission";

/** The checks of a network that is built and compiled honestly, in exercise 1. */
export const built = ["images", "convolutions", "outputs", "compiled"] as const;
export const builtCells = solved(1, "task-1", "task-2", "task-3");

/** A result in which all is passed, as the card carries it. */
export const fullResult = (exercise: ExerciseNumber) =>
  JSON.stringify({
    exercise: `exercise-${exercise}`,
    checks: checks[exercise].map((id) => ({ id, status: "passed" })),
  });
export const checkType = "application/vnd.trainbook.check+json";

/** The package's folder, as the cell sees it. */
export const packageFolder = 'require("path").dirname(require.resolve("trainbook/package.json"))';

/** A history that nobody measured. */
export const typedHistory = `const history = { epoch: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], history: {
  loss: [0.9, 0.61, 0.52, 0.47, 0.43, 0.4, 0.38, 0.36, 0.34, 0.33],
  accuracy: [0.67, 0.78, 0.81, 0.83, 0.84, 0.85, 0.86, 0.87, 0.875, 0.88],
  val_loss: [0.7, 0.58, 0.52, 0.49, 0.46, 0.44, 0.43, 0.42, 0.41, 0.41],
  val_accuracy: [0.74, 0.79, 0.81, 0.82, 0.83, 0.84, 0.845, 0.85, 0.855, 0.855],
} };`;
export const typedScores = "const scores = { loss: 0.42, accuracy: 0.85 };";

/** Exercise 1 built honestly, its training and its scores typed, and one more cell before the check. */
export const typedWork = (...more: string[]): Submission["cells"] => ({
  ...builtCells,
  "task-4": typedHistory,
  "task-5": { replace: typedScores, after: more },
});

/** A submission of exercise 1 that builds a network, types the rest, and then attacks. */
export const attack = (
  name: string,
  about: string,
  code: string,
  more: Partial<Submission> = {},
): Submission => dishonest({ name, exercise: 1, about, cells: typedWork(code), earned: built, ...more });

/** A submission of exercise 1 without any work, whose first cell attacks. */
export const emptyAttack = (
  name: string,
  about: string,
  code: string,
  more: Partial<Submission> = {},
): Submission =>
  dishonest({ name, exercise: 1, about, cells: { imports: { after: [code] } }, earned: [], ...more });

/** The next student's exercise, as handed out. */
export const nextStudent = (after: string): Submission =>
  dishonest({
    name: `${after}--next-student`,
    exercise: 1,
    about: "The exercise as handed out, graded with the package that the submission before it left.",
    earned: [],
  });
