/** Texts cut to what one reads. */

const LINES = 100;
const CHARACTERS = 10_000;

/** The beginning of a long text, with a line that says how much is missing. */
export function cut(text: string): string {
  const lines = text.split("\n", LINES + 1);
  if (lines.length <= LINES) return cutCharacters(text);
  const more = text.split("\n").length - LINES;
  return `${cutCharacters(lines.slice(0, LINES).join("\n"))}\n… ${grouped(more)} more lines`;
}

function cutCharacters(text: string): string {
  if (text.length <= CHARACTERS) return text;
  return `${text.slice(0, CHARACTERS)}\n… ${grouped(text.length - CHARACTERS)} more characters`;
}

/** A count as one reads it: 60,000. */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}
