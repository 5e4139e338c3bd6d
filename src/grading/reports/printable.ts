/** Text of strangers in a report and on the terminal: no escape sequences, and no character that XML has no place for. */
import { stripVTControlCharacters } from "node:util";

/** Control characters but for the end of a line and a tab, halves of characters, those that turn a line around, and non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;

/** The text with � for each character that is none. */
export function printable(text: string): string {
  return stripVTControlCharacters(text.replaceAll(/\r\n?/g, "\n")).replace(NOT_TEXT, "\ufffd");
}
