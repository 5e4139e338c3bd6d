/** Whether code can run as it is, needs more lines, or is wrong whatever follows. */
import type { Completeness } from "./answers";
import { parsedSourceFile, type ts } from "./compiler";

/** Tells a console what to do when Enter is pressed after `code`. */
export function completenessOf(code: string): Completeness {
  const errors = parsedSourceFile("console.ts", code).parseDiagnostics;
  if (errors.length === 0) return { status: "complete", indent: "" };
  const end = code.trimEnd().length;
  if (isUnfinished(errors, end)) return { status: "incomplete", indent: indentAfter(code) };
  return { status: "invalid", indent: "" };
}

/** Strings and regular expressions, which end with their line. */
const UNTERMINATED_IN_LINE = new Set([1002, 1161]);
/** Comments and templates, which go on. */
const UNTERMINATED = new Set([1010, 1160]);

/** The parser wanted more at the very end, and everything before it was fine. */
function isUnfinished(errors: readonly ts.DiagnosticWithLocation[], end: number): boolean {
  const first = errors.reduce((a, b) => (b.start < a.start ? b : a));
  if (errors.some(({ code }) => UNTERMINATED_IN_LINE.has(code))) return false;
  return first.start >= end || (UNTERMINATED.has(first.code) && first.start + first.length >= end);
}

/** The indentation of the next line: that of the last one, and two more columns after an opening bracket. */
function indentAfter(code: string): string {
  const lines = code.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const indent = /^\s*/.exec(last)?.[0] ?? "";
  return /[{([]\s*(\/\/.*)?$/.test(last) || /=>\s*$/.test(last) ? `${indent}  ` : indent;
}
