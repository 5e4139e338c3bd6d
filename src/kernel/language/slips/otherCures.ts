/** Cures for findings that TypeScript's own message describes well. */
import { ts } from "../compiler";
import type { CheckedCell } from "./explanation";
import { importOf } from "./importableNames";
import { pythonProperty } from "./pythonProperties";
import { inShort } from "./slip";

const ASSIGNMENT_TO_CONSTANT = 2588;
const USED_BEFORE_DECLARED = new Set([2448, 2449, 2450]);
const AWAIT_OUTSIDE_ASYNC = 1308;
const CONSTANT_WITHOUT_VALUE = 1155;
const TRAILING_COMMA = 1009;
const STRING_EXPECTED = 1141;
const RETURN_OUTSIDE_FUNCTION = 1108;
const WRONG_LEFT_OPERAND = 2362;
const NO_SUCH_PROPERTY = new Set([2339, 2551]);

/** The cure for a finding, where it is known. */
export function otherCure(
  { code, messageText }: ts.Diagnostic,
  node: ts.Node,
  cell: CheckedCell,
): string | undefined {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const name = ts.isIdentifier(node) ? node.text : (/'([^']+)'/.exec(message)?.[1] ?? "");
  if (code === ASSIGNMENT_TO_CONSTANT) return letInstead(name, node, cell);
  if (USED_BEFORE_DECLARED.has(code)) return `move the line that declares ${name} above this one`;
  if (code === AWAIT_OUTSIDE_ASYNC) return "write async before the function, and await its calls";
  if (code === RETURN_OUTSIDE_FUNCTION)
    return "leave return out: the last expression of a cell is its result";
  if (code === CONSTANT_WITHOUT_VALUE) return `give it a value: const ${name} = …; or declare it with let`;
  if (code === TRAILING_COMMA) return "take out the comma";
  if (code === STRING_EXPECTED)
    return `put the module in quotes: from "${node.getText(node.getSourceFile())}"`;
  if (code === WRONG_LEFT_OPERAND && ts.isStringLiteral(node))
    return "put values into a text with a template, in backticks: loss $" + "{loss}";
  if (NO_SUCH_PROPERTY.has(code)) {
    const cure = missingProperty(name, node, cell);
    if (cure) return cure;
  }
  const meant = /Did you mean(?: to write| the \w+ \w+)? '([^']+)'/.exec(message)?.[1];
  return meant && `write ${meant}`;
}

function letInstead(name: string, node: ts.Node, { file, checker, cells }: CheckedCell): string {
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const number = cells.cellThatDeclared(name);
  const where =
    declaration?.getSourceFile() === file
      ? `in line ${file.getLineAndCharacterOfPosition(declaration.getStart(file)).line + 1}`
      : number === undefined
        ? "where it is declared"
        : `in cell [${number}]`;
  return `declare ${name} with let ${where}; or declare it again here: const ${name} = …`;
}

function missingProperty(name: string, node: ts.Node, { file }: CheckedCell): string | undefined {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent)) return undefined;
  const value = parent.expression.getText(file);
  if (value === "tf" && importOf(name)) return importOf(name);
  const call = parent.parent;
  const isCalled = ts.isCallExpression(call) && call.expression === parent;
  const given = isCalled
    ? call.arguments.map((argument) => inShort(argument.getText(file), 30)).join(", ")
    : "";
  return pythonProperty(value, name, given);
}
