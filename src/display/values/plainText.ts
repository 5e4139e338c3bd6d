/** The text that stands for a value: what Node's inspector writes, save for tensors and models, cut to what one reads. */
import { inspect } from "node:util";
import { isModel, modelSummary } from "./modelSummary";
import { isTensor, tensorText } from "./tensorText";

const LINES = 100;
const CHARACTERS = 20_000;

/** A text for any value, of at most 100 lines. Strings are quoted inside structures and at the top. Never throws. */
export function plainText(value: unknown): string {
  return cut(textOf(value));
}

function textOf(value: unknown): string {
  try {
    if (isTensor(value)) return tensorText(value);
    const summary = isModel(value) ? modelSummary(value) : undefined;
    if (summary !== undefined) return summary;
    return inspect(value, { depth: 3, maxArrayLength: 100, maxStringLength: 10_000 });
  } catch (error) {
    // An object may define its own inspection, a proxy its own everything.
    return `[${typeof value} that cannot be shown: ${messageOf(error)}]`;
  }
}

function messageOf(error: unknown): string {
  try {
    return String((error as Error).message ?? error);
  } catch {
    return "its error cannot be shown either";
  }
}

/** The beginning of a long text, with a line that says how much is missing. */
export function cut(text: string): string {
  const lines = text.split("\n");
  if (lines.length > LINES) {
    const shown = cutCharacters(lines.slice(0, LINES).join("\n"));
    return `${shown}\n… ${(lines.length - LINES).toLocaleString("en")} more lines`;
  }
  return cutCharacters(text);
}

function cutCharacters(text: string): string {
  if (text.length <= CHARACTERS) return text;
  return `${text.slice(0, CHARACTERS)}\n… ${(text.length - CHARACTERS).toLocaleString("en")} more characters`;
}
