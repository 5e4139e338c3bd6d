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
const DID_YOU_MEAN = 1435;
const EXPRESSION_EXPECTED = 1109;
const TYPE_EXPECTED = 1110;
const BODY_EXPECTED = 1144;

/** What to write, where the code leaves no doubt. */
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
      return expected(file, finding, quoted);
    case UNTERMINATED_STRING:
      return unterminatedString(line.text);
    case UNTERMINATED_TEMPLATE:
      return `close the text with a backtick \` (opened in line ${lineOf(file, lastTemplate(file))})`;
    case UNTERMINATED_COMMENT:
      return "close the comment with */";
    case UNTERMINATED_REGEX:
      return "close the regular expression with /; a division has a value before it";
    case NOTHING_TO_CLOSE:
      return ")]}".includes(at) && at !== "" ? `take out this ${at}: nothing before it is open` : undefined;
    case DID_YOU_MEAN:
      return `write ${/Did you mean '([^']+)'/.exec(message)?.[1]}`;
    case LETTER_AFTER_NUMBER:
    case NO_DECLARATION:
      return /\b(?:const|let|var)\s+\d/.test(line.code) ? "begin the name with a letter" : undefined;
    case TYPE_EXPECTED:
      return /:\s*=/.test(line.code)
        ? `write = alone: ${inShort(line.text.replace(/:\s*=/, "="))}`
        : undefined;
    case BODY_EXPECTED:
      return "put the body of the function in braces: { return … }";
    case EXPRESSION_EXPECTED: {
      const open = openBrackets(file.text).at(-1);
      const isAtEnd = file.text.slice(finding.start).trim() === "";
      return isAtEnd && open
        ? `complete the line, then close the ${open.text} of line ${lineOf(file, open.position)} with ${closingOf(open)}`
        : undefined;
    }
    default:
      return RESERVED_WORD.has(finding.code)
        ? `choose another name: ${quoted} is a word of the language`
        : undefined;
  }
}

function expected(
  file: BoundSourceFile,
  finding: ts.DiagnosticWithLocation,
  wanted: string,
): string | undefined {
  const { start } = finding;
  const before = file.text.slice(0, start);
  if (/^[)\]}]$/.test(wanted)) {
    const open = openBrackets(before).findLast((bracket) => closingOf(bracket) === wanted);
    if (!open) return undefined;
    const wrong = /^[)\]}]/.test(file.text.slice(start)) ? ` before this ${file.text[start]}` : "";
    return `${closed(file, open, wanted)}${wrong}`;
  }
  if (wanted !== ",") return undefined;
  const line = faultyLine(file, start);
  if (/^\s*for\s*\(/.test(line.code))
    return "separate the three parts of for by semicolons: for (let i = 0; i < n; i++)";
  const written = file.text[start] ?? "";
  const open = openBrackets(before).at(-1);
  if (written === ";" && open?.text === "{") return "separate properties by commas, not by semicolons";
  if (written === "=" && open?.text === "{") return "write : between a property and its value";
  const declared = /\b(?:const|let|var)\s+[\w$]+\s*$/.test(before);
  if (declared) return "write = between the name and its value";
  if (written === "") return undefined;
  if (!open) return `an operator, a comma or a line break is missing before ${nextWord(file.text, start)}`;
  const next = nextWord(file.text, start);
  // A bracket that was forgotten lets the parser wait for a comma, too.
  if (/^[)\]}]$/.test(next)) return closed(file, open, closingOf(open));
  return `put a comma before ${next}`;
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
