/** A learner's slip: a mistake with a known cause, told in a sentence of its own with its cure. */
import { ts } from "../compiler";

export interface Slip {
  /** The mistake, as one sentence. */
  message: string;
  /** The cure: what to do, or what to write. */
  cure: string;
  /** Where in the cell, if not where the compiler found it. */
  start?: number;
  length?: number;
}

/** The line of a cell on which the parser or the type check found something. */
export interface FaultyLine {
  text: string;
  /** The text with the insides of its strings blanked, so that patterns only meet code. */
  code: string;
  /** Where the line starts in the cell. */
  start: number;
  /** Where in the line the fault was found. */
  column: number;
}

/** The faulty line of a place in a cell. */
export function faultyLine(file: ts.SourceFile, position: number): FaultyLine {
  const start = file.text.lastIndexOf("\n", position - 1) + 1;
  const end = file.text.indexOf("\n", start);
  const text = file.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
  return { text, code: withBlankStrings(text), start, column: position - start };
}

/** A slip whose place is all the code of a line. */
export function onWholeLine({ text, start }: FaultyLine): { start: number; length: number } {
  const code = text.trim();
  return { start: start + text.indexOf(code), length: code.length };
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

function withBlankStrings(text: string): string {
  return text.replace(STRING, (string) => string[0] + "_".repeat(string.length - 2) + string[0]);
}

/** The innermost node at a place. */
export function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = file;
  const visit = (child: ts.Node): void => {
    if (child.getStart(file) <= position && position < child.end) {
      node = child;
      ts.forEachChild(child, visit);
    }
  };
  ts.forEachChild(file, visit);
  return node;
}

/** A text on one line, cut where it gets long. */
export function inShort(text: string, limit = 60): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > limit ? `${line.slice(0, limit - 2)} …` : line;
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
