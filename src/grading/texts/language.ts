/** The words that a language has for exercises, checks and cards. */
import type { CheckStatus } from "../checks/verdict";
import type { FindingName } from "./english/findings";

/**
 * The hints of a check, from the first to the last: a question, a pointer to where the lessons show it, and nearly the
 * line, with gaps.
 */
export type Hints = readonly [string, string, string];

/** A hint's place among the three. */
export type HintLevel = 1 | 2 | 3;

/** The words of a check: what it asks for, and how to get there. */
export interface CheckTexts {
  title: string;
  hints: Hints;
}

/** The words of one exercise, and of its checks by their ids. */
export interface ExerciseTexts {
  title: string;
  checks: Record<string, CheckTexts>;
}

/** All words of a language. `{name}` stands for a value. */
export interface Texts {
  /** The language's tag in BCP 47, by which lists are written. */
  locale: string;
  /** By exercise id. */
  exercises: Record<string, ExerciseTexts>;
  findings: Record<FindingName, string>;
  points: string;
  /** The meanings of the marks of a card. */
  statuses: Record<CheckStatus, string>;
  /** Beside points that rest on what the notebook's own process says. */
  claimed: string;
  hint: string;
  /** Says at a card's end that there are more hints. */
  furtherHint: string;
  /** Offers the solution after full marks. */
  solution: string;
  /** An empty list. */
  nothing: string;
  /** Remarks about a graded notebook. */
  notes: Record<"edited" | "missing", string>;
}
