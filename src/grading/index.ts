/** The grading room: `check` for learners, and grading of whole notebooks for the command. */

export { type CheckedExercise, check } from "./advice/check";
export { type CheckOutcome, type CheckResult, checkResultType, parseCheckResult } from "./checks/checkResult";
export { type Exercise, exerciseById, exercises, maximumOf } from "./checks/exercises";
export type { CheckStatus } from "./checks/verdict";
export { type FailedCell, type Grade, type GradeOptions, gradeNotebook } from "./gradeNotebook";
export { exerciseOf, NotAnExerciseError } from "./notebooks/exerciseOf";
export { gradedNotebook } from "./notebooks/gradedNotebook";
export * from "./reports";
export { changedFile, offersNamespaces, type PackageState, packageState } from "./room";
export { cardText } from "./scores/card";
export { type Score, type ScoredCheck, scoreOf } from "./scores/score";
