/** Whether code can run as it is, needs more lines, or is wrong whatever follows. */
import type { Completeness } from "./answers";
import { parsedSourceFile, type ts } from "./compiler";

/** What a console does when Enter is pressed behind `code`. */
export function completenessOf(code: string): Completeness {
  const errors = parsedSourceFile("console.ts", code).parseDiagnostics;
  if (errors.length === 0) return { status: "complete", indent: "" };
  const end = code.trimEnd().length;
  if (isUnfinished(errors, end)) return { status: "incomplete", indent: indentAfter(code) };
  return { status: "invalid", indent: "" };
}

const UNTERMINATED_STRING = 1002;
/** Comments, templates and regular expressions whose end is missing. */
const UNTERMINATED = new Set([1010, 1160, 1161]);

/** The parser wanted more at the very end, and everything before it was fine. */
function isUnfinished(errors: readonly ts.DiagnosticWithLocation[], end: number): boolean {
  const first = errors.reduce((a, b) => (b.start < a.start ? b : a));
  // A string in quotes ends with its line; templates and comments go on.
  if (errors.some(({ code }) => code === UNTERMINATED_STRING)) return false;
  return first.start >= end || (UNTERMINATED.has(first.code) && first.start + first.length >= end);
}

/** The indentation of the next line: that of the last one, and two more columns behind an opening bracket. */
function indentAfter(code: string): string {
  const lines = code.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const indent = /^\s*/.exec(last)?.[0] ?? "";
  return /[{([]\s*(\/\/.*)?$/.test(last) || /=>\s*$/.test(last) ? `${indent}  ` : indent;
}
