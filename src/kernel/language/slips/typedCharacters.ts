/** Characters that look like TypeScript's and are not: typographic quotes, signs of Chinese text, signs of mathematics. */
import type { FaultyLine, Slip } from "./slip";

const MEANT = new Map([
  ..."“”„‟«»＂".split("").map((quote) => [quote, '"'] as const),
  ..."‘’‚‛＇".split("").map((quote) => [quote, "'"] as const),
  ["（", "("],
  ["）", ")"],
  ["［", "["],
  ["］", "]"],
  ["【", "["],
  ["】", "]"],
  ["｛", "{"],
  ["｝", "}"],
  ["，", ","],
  ["、", ","],
  ["。", "."],
  ["；", ";"],
  ["：", ":"],
  ["！", "!"],
  ["？", "?"],
  ["＝", "="],
  ["＋", "+"],
  ["＊", "*"],
  ["＜", "<"],
  ["＞", ">"],
  ["×", "*"],
  ["·", "*"],
  ["÷", "/"],
  ["−", "-"],
  ["–", "-"],
  ["—", "-"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!=="],
  ["→", "=>"],
  ["⇒", "=>"],
  ["…", "..."],
]);

/** The slip of a line with a foreign character at or before the place where the parser stopped. */
export function foreignCharacter({ code, start, column }: FaultyLine): Slip | undefined {
  const at = [...code].findIndex((letter) => MEANT.has(letter));
  if (at < 0 || at > column) return undefined;
  const written = code[at] ?? "";
  const meant = MEANT.get(written);
  return {
    message: `${written} is not TypeScript's ${meant}, though it looks like it.`,
    cure: `${meant} in place of ${written}, as the keyboard types it with an English layout`,
    start: start + at,
    length: 1,
  };
}
