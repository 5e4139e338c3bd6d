/** The slip in a cell that does not parse. Only looked for there, so that nothing valid is ever misjudged. */
import { type BoundSourceFile, ts } from "../compiler";
import { helpRequest, notebookCommand, plainText } from "./notebookCommands";
import { pythonExpression } from "./pythonExpressions";
import { pythonStatement } from "./pythonStatements";
import { type FaultyLine, faultyLine, onWholeLine, type Slip } from "./slip";
import { foreignCharacter } from "./typedCharacters";

/** Text, comment or regular expression without an end: what stands in it is no code. */
const UNTERMINATED = new Set([1002, 1010, 1160, 1161]);

/** The slip where the parser stopped first. */
export function syntaxSlip(file: BoundSourceFile, first: ts.DiagnosticWithLocation): Slip | undefined {
  const line = faultyLine(file, first.start);
  if (/"""|'''/.test(line.text)) return pythonExpression(line);
  const character = foreignCharacter(line);
  if (character) return character;
  const command = notebookCommand(line);
  if (command) return command;
  if (UNTERMINATED.has(first.code)) return undefined;
  return (
    helpRequest(file.text, line) ??
    // A member of what the parser takes for a class body or an object may be named like a statement of Python's.
    (isStatement(file, line) ? pythonStatement(line) : undefined) ??
    pythonExpression(line) ??
    objectAsStatement(line) ??
    plainText(line)
  );
}

/** False for a line inside an object or a call. */
function isStatement(file: BoundSourceFile, { start, text }: FaultyLine): boolean {
  const position = start + text.length - text.trimStart().length;
  let isInside = false;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) >= position || node.end <= position) return;
    if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) isInside = true;
    if (ts.isCallExpression(node) && node.arguments.pos <= position) isInside = true;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) isInside = false;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return !isInside;
}

/** `{ a: 1, b: 2 }` alone on a line, which is a block. */
function objectAsStatement(line: FaultyLine): Slip | undefined {
  if (!/^\s*\{\s*["']?[\w$]+["']?\s*:.*\}\s*;?\s*$/.test(line.code)) return undefined;
  const object = line.text.trim().replace(/;$/, "");
  return {
    message: "A brace that begins a statement opens a block, not an object.",
    cure: `(${object}), or const options = ${object}`,
    ...onWholeLine(line),
  };
}
