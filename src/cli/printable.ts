/** Text of strangers on the terminal: nothing in it moves the cursor, colours what follows, or turns a line around. */
import { stripVTControlCharacters } from "node:util";

/** Control characters other than the end of a line and a tab, and those that change the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The text without control sequences. A control character that is left is shown as �. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(CONTROLS, "\ufffd");
}
