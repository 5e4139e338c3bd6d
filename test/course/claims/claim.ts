/** Claims of lessons, and how an executed lesson bears them out. */
import type { ExecutedLesson } from "./executedLesson";

/** A sentence that states a number or a comparison. */
export interface Claim {
  /** The sentence, or the part of it that states something, as it stands in the lesson; line breaks do not matter. */
  says: string;
  /** True of what only the offline selection shows. Defaults to false. */
  isOffline?: boolean;
  /** Fails where the outputs of the lesson say otherwise. Ranges are wide enough for other processors. */
  holds: (lesson: ExecutedLesson) => void;
}

/** A change that a learner would make to find the answer to a task. */
export interface Change {
  /** By cells, each a text to replace and its replacement. */
  edit?: Record<string, [from: string, to: string][]>;
  /** The last cell to run. Defaults to the last of the lesson. */
  until?: string;
  /** Code for a cell at the end. */
  append?: string;
}

/** A task of "Change this and rerun". */
export interface Task {
  /** A part of its answer. */
  says: string;
  /** The changes to run, with the check of each outcome. An answer that only explains has none. */
  runs: [Change, (lesson: ExecutedLesson) => void][];
}

/** All of a lesson. */
export interface LessonClaims {
  lesson: string;
  claims: Claim[];
  /** In their order. */
  tasks: Task[];
}
