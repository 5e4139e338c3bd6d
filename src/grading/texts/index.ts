/** The words of exercises, checks and cards. Another language is one more folder beside english. */
import { english } from "./english";
import type { CheckTexts, ExerciseTexts, Texts } from "./language";

export type { FindingName } from "./english/findings";
export type { CheckTexts, ExerciseTexts, HintLevel, Hints, Texts } from "./language";

/** The words in use. */
export const texts: Texts = english;

/** The words of an exercise. */
export function exerciseTexts(id: string): ExerciseTexts {
  const found = texts.exercises[id];
  if (!found) throw new Error(`There are no texts for the exercise ${id}.`);
  return found;
}

/** The words of one check of an exercise. */
export function checkTexts(exercise: string, check: string): CheckTexts {
  const found = exerciseTexts(exercise).checks[check];
  if (!found) throw new Error(`There are no texts for the check ${check} of ${exercise}.`);
  return found;
}

/** A text with its values put in. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}

/** Names as a list in a sentence. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? texts.nothing : new Intl.ListFormat(texts.locale).format(names);
}
