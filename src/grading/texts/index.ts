/** The words of exercises, checks and cards. Another language is one more file beside english.ts. */
import { english, type findings } from "./english";

/** The name of a sentence about what a check saw. */
export type FindingName = keyof typeof findings;

/** The words of one exercise: for each check what it asks for, and a hint that points without showing the answer. */
export interface ExerciseTexts {
  title: string;
  checks: Record<string, { title: string; hint: string }>;
}

/** All words of a language. `{name}` stands for a value. */
export interface Texts {
  /** By exercise id. */
  exercises: Record<string, ExerciseTexts>;
  findings: Record<FindingName, string>;
  points: string;
  notAttempted: string;
  hint: string;
  /** Offers the solution after full marks. */
  solution: string;
}

/** The words in use. */
export const texts: Texts = english;

/** The words of an exercise. */
export function exerciseTexts(id: string): ExerciseTexts {
  const found = texts.exercises[id];
  if (!found) throw new Error(`There are no texts for the exercise ${id}.`);
  return found;
}

/** The words of one check of an exercise. */
export function checkTexts(exercise: string, check: string): { title: string; hint: string } {
  const found = exerciseTexts(exercise).checks[check];
  if (!found) throw new Error(`There are no texts for the check ${check} of ${exercise}.`);
  return found;
}

/** A text with its values put in. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}
