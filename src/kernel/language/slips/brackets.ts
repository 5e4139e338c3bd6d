/** Brackets and quotes that are opened and not closed. */
import { ts } from "../compiler";

export interface Bracket {
  text: string;
  position: number;
}

const CLOSING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** The closing counterpart of a bracket. */
export function closingOf(bracket: Bracket): string {
  return CLOSING.get(bracket.text) ?? "";
}

/** The brackets that stand open at the end of a text, the innermost last. */
export function openBrackets(text: string): Bracket[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, text);
  const open: Bracket[] = [];
  let operand = false;
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (isSlash(token) && !operand) token = scanner.reScanSlashToken();
    const text = scanner.getTokenText();
    // `${` opens a brace, and what follows the brace that closes it is text again.
    if (token === ts.SyntaxKind.TemplateHead) open.push({ text: "${", position: scanner.getTokenStart() });
    else if (CLOSING.has(text)) open.push({ text, position: scanner.getTokenStart() });
    else if (text === "}" && open.at(-1)?.text === "${") {
      if (scanner.reScanTemplateToken(false) === ts.SyntaxKind.TemplateTail) open.pop();
    } else {
      const opened = open.findLastIndex((bracket) => closingOf(bracket) === text);
      if (opened >= 0) open.length = opened;
    }
    operand = isOperandEnd(token, text);
  }
  return open.filter(({ text }) => CLOSING.has(text));
}

const isSlash = (token: ts.SyntaxKind) =>
  token === ts.SyntaxKind.SlashToken || token === ts.SyntaxKind.SlashEqualsToken;

/** Whether a slash after the token divides, rather than opening a regular expression. */
function isOperandEnd(token: ts.SyntaxKind, text: string): boolean {
  if (token === ts.SyntaxKind.ThisKeyword) return true;
  return token === ts.SyntaxKind.Identifier || /^[\d"'`)\]}]/.test(text);
}
