/** The grading room: `check` for learners, and grading of whole notebooks for the command. */
export { cardText } from "./card";
export { type CheckedExercise, check } from "./check";
export { type CheckOutcome, type CheckResult, checkResultType, parseCheckResult } from "./checkResult";
export { exerciseOf, NotAnExerciseError } from "./exerciseOf";
export { type Exercise, exerciseById, exercises, maximumOf } from "./exercises";
export { gradedNotebook } from "./gradedNotebook";
export { type FailedCell, type Grade, type GradeOptions, gradeNotebook } from "./gradeNotebook";
export * from "./reports";
export { changedFile, offersNamespaces, type PackageState, packageState } from "./room";
export { type Score, type ScoredCheck, scoreOf } from "./score";
export type { CheckStatus } from "./verdict";
