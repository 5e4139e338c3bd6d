/** The text that stands for a value, cut to what one reads. */
import { isNumberArray, typedArrayText } from "./arrayText";
import { cut } from "./cut";
import { inspection } from "./inspection";
import { isParameter, layerText } from "./layerText";
import { isModel, modelSummary } from "./modelSummary";
import { isTensor, tensorText } from "./tensorText";

/** A text for any value, of at most 100 lines. Strings are quoted inside structures and at the top. Never throws. */
export function plainText(value: unknown): string {
  try {
    return textOf(value);
  } catch (error) {
    // An object may define its own inspection, and its error may be hostile too.
    return `[${typeof value} that cannot be shown: ${messageOf(error)}]`;
  }
}

function textOf(value: unknown): string {
  if (isTensor(value)) return cut(tensorText(value));
  if (isParameter(value)) return cut(tensorText(value.read()));
  if (isModel(value)) return cut(modelSummary(value));
  if (isNumberArray(value)) return typedArrayText(value);
  return layerText(value) ?? inspection(value);
}

function messageOf(error: unknown): string {
  try {
    return String((error as Error).message ?? error);
  } catch {
    return "its error cannot be shown either";
  }
}
