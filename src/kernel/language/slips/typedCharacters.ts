/** Characters that look like TypeScript's and are not: typographic quotes, signs of Chinese text, signs of mathematics. */
import { type FaultyLine, inShort, type Slip } from "./slip";

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
export function foreignCharacter({ code, text, start, column }: FaultyLine): Slip | undefined {
  const letters = code.split("");
  const at = letters.findIndex((letter) => MEANT.has(letter));
  if (at < 0 || at > column) return undefined;
  const corrected = text
    .split("")
    .map((letter, index) => (MEANT.has(letters[index] ?? "") ? MEANT.get(letter) : letter));
  return {
    message: `${code[at]} is not a character of TypeScript code.`,
    cure: inShort(corrected.join(""), 100),
    start: start + at,
    length: 1,
  };
}
