/** Cures for what the parser misses: a bracket, a quote, a comma, a name. Its own message stays. */
import { type BoundSourceFile, ts } from "../compiler";
import { type Bracket, closingOf, openBrackets } from "./brackets";
import { faultyLine, inShort } from "./slip";

const EXPECTED = 1005;
const UNTERMINATED_STRING = 1002;
const UNTERMINATED_COMMENT = 1010;
const UNTERMINATED_TEMPLATE = 1160;
const UNTERMINATED_REGEX = 1161;
const NOTHING_TO_CLOSE = 1128;
const RESERVED_WORD = new Set([1389, 1359]);
const LETTER_AFTER_NUMBER = 1351;
const NO_DECLARATION = 1440;
const DECLARATION_EXPECTED = 1134;
const UNEXPECTED_WORD = 1434;
const IDENTIFIER_EXPECTED = 1003;
const INVALID_CHARACTER = 1127;
const DID_YOU_MEAN = 1435;
const EXPRESSION_EXPECTED = 1109;
const TYPE_EXPECTED = 1110;
const BODY_EXPECTED = 1144;

/** The punctuation to write, where the code leaves no doubt. */
export function punctuationCure(
  file: BoundSourceFile,
  finding: ts.DiagnosticWithLocation,
): string | undefined {
  const message = ts.flattenDiagnosticMessageText(finding.messageText, "\n");
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? "";
  const line = faultyLine(file, finding.start);
  const at = file.text[finding.start] ?? "";
  switch (finding.code) {
    case EXPECTED:
      return expected(file, finding.start, quoted);
    case UNTERMINATED_STRING:
      return unterminatedString(line.text);
    case UNTERMINATED_TEMPLATE:
      return `close the text with a backtick \` (opened in line ${lineOf(file, lastTemplate(file))})`;
    case UNTERMINATED_COMMENT:
      return "close the comment with */";
    case UNTERMINATED_REGEX:
      return "close the regular expression with /; a division has a value before it";
    case NOTHING_TO_CLOSE:
      return /[)\]}]/.test(at) ? takeOut(at) : undefined;
    case DID_YOU_MEAN:
      return `write ${/Did you mean '([^']+)'/.exec(message)?.[1]}`;
    case UNEXPECTED_WORD:
      return otherLanguage(line.code);
    case LETTER_AFTER_NUMBER:
    case NO_DECLARATION:
    case DECLARATION_EXPECTED:
      return /\b(?:const|let|var)\s+\d/.test(line.code) ? "begin the name with a letter" : undefined;
    case TYPE_EXPECTED:
      return /:\s*=/.test(line.code)
        ? `write = alone: ${inShort(line.text.replace(/\s*:\s*=/, " ="))}`
        : undefined;
    case BODY_EXPECTED:
      return "put the body of the function in braces: { return … }";
    case IDENTIFIER_EXPECTED:
      return /\.\s*$/.test(file.text.slice(0, finding.start)) ? "write a name after the dot" : undefined;
    case INVALID_CHARACTER:
      return at.trim() === "" ? undefined : `take out ${at}`;
    case EXPRESSION_EXPECTED:
      return missingValue(file, finding.start);
    default:
      return RESERVED_WORD.has(finding.code)
        ? `choose another name: ${quoted} is a word of the language`
        : undefined;
  }
}

/** A value that the parser waits for, at the end of the cell or before what cannot be one. */
function missingValue(file: BoundSourceFile, start: number): string | undefined {
  const open = openBrackets(file.text).at(-1);
  const isAtEnd = file.text.slice(start).trim() === "";
  if (isAtEnd && open) return `write a value, and ${closed(file, open, closingOf(open))}`;
  const before = /(\S+)\s*$/.exec(file.text.slice(0, start))?.[1] ?? "";
  const waiting = /(\w+|\.\.\.|=>|[^\w\s"'`()[\]{}]+|[([{])$/.exec(before)?.[0];
  return waiting && `write a value after ${waiting}`;
}

/** The cure where the parser says in so many words what it expected. */
function expected(file: BoundSourceFile, start: number, wanted: string): string | undefined {
  const before = file.text.slice(0, start);
  const line = faultyLine(file, start);
  const next = nextWord(file.text, start);
  if (/^[)\]}]$/.test(wanted)) {
    const open = openBrackets(before).findLast((bracket) => closingOf(bracket) === wanted);
    return open && `${closed(file, open, wanted)}${/^[)\]}]/.test(next) ? ` before this ${next}` : ""}`;
  }
  if (wanted === "from") return 'write from before the module: import { name } from "module"';
  if (wanted === ":") return "a condition has two values: test ? value : other";
  if (wanted === "(" && /^\s*(if|while|for|switch)\b/.test(line.code)) {
    return "put what follows it in parentheses, as in if (x > 1) { … }";
  }
  if (wanted === "," || wanted === ";") return missingBetween(file, start, wanted);
  return undefined;
}

/** Two things side by side. */
function missingBetween(file: BoundSourceFile, start: number, wanted: string): string | undefined {
  const before = file.text.slice(0, start);
  const line = faultyLine(file, start);
  const next = nextWord(file.text, start);
  if (next === "") return undefined;
  if (/\bfor\s*\([^)]*$/.test(before))
    return "separate the three parts by semicolons: for (let i = 0; i < n; i++)";
  if (/["']$/.test(before) && /^\w/.test(next)) {
    return `a ${before.at(-1)} inside a text ends it: put the text in backticks`;
  }
  const open = openBrackets(before).at(-1);
  if (next === ";" && open) {
    const isLast =
      file.text.slice(start + 1).trimStart() === "" || /^;\s*$/.test(line.text.slice(line.column));
    return isLast ? closed(file, open, closingOf(open)) : "separate the parts by commas, not by semicolons";
  }
  if (next === "=" && open?.text === "{") return "write : between a property and its value";
  // A bracket that was forgotten lets the parser wait for a comma, too.
  if (/^[)\]}]$/.test(next)) return open ? closed(file, open, closingOf(open)) : takeOut(next);
  if (/\b(?:const|let|var)\s+[\w$]+(?:\s*:\s*[\w.$<>[\]]+)?\s+$/.test(before)) {
    return file.text.startsWith("==", start) ? "write one =" : "write = between the name and its value";
  }
  // A line that begins as a statement does ends what was open before it.
  const isStatement =
    line.code.slice(0, line.column).trim() === "" &&
    /^(?:(?:const|let|var|function|class|if|for|while|import|return|await)\b|[\w$.]+\s*=)/.test(
      line.code.slice(line.column),
    );
  if (open && isStatement) return closed(file, open, closingOf(open));
  if (wanted === "," && open) return `put a comma before ${next}`;
  if (/[\w$]\s+$/.test(before) && /^["'`]/.test(next))
    return `put what the function is given in parentheses: (${next})`;
  return `an operator, a comma or a line break is missing before ${next}`;
}

const takeOut = (bracket: string) => `take out this ${bracket}: nothing before it is open`;

/** Declarations as other languages write them. */
function otherLanguage(code: string): string | undefined {
  const typed = /^\s*(int|float|double|string|bool|boolean|number|auto)\s+([\w$]+)\s*=\s*(.*)$/.exec(code);
  if (typed) return `declare it by let or const: let ${typed[2]} = …`;
  if (/^\s*(fn|func|fun|sub|proc)\s+\w+\s*\(/.test(code)) return "write function";
  return undefined;
}

function closed(file: ts.SourceFile, { text, position }: Bracket, closing: string): string {
  return `add ${closing}, which closes the ${text} of line ${lineOf(file, position)}`;
}

function unterminatedString(text: string): string {
  const strings = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
  const quote = /["']/.exec(text.replace(strings, ""))?.[0] ?? '"';
  return `close the text with ${quote} in the same line; a text over several lines stands in backticks`;
}

function lastTemplate(file: ts.SourceFile): number {
  let found = 0;
  const visit = (node: ts.Node) => {
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node))
      found = node.getStart(file);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function nextWord(text: string, start: number): string {
  return /^(?:[\w$.]+|"[^"\n]*"|'[^'\n]*'|.)/.exec(text.slice(start))?.[0] ?? "";
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}
