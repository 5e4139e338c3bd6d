/**
 * Promises that a cell starts or uses without waiting for them, where TypeScript says nothing: a cell is lenient, so
 * they are told and do not keep it from running.
 */
import { type BoundSourceFile, ts } from "./compiler";
import { isPromise } from "./slips/notAwaited";
import { inShort } from "./slips/slip";

/** Methods that take care of a promise. */
const HANDLED = new Set(["then", "catch", "finally"]);

/** One sentence with its cure for each promise whose value is lost. */
export function floatingPromises(file: BoundSourceFile, checker: ts.TypeChecker): string[] {
  const notices: string[] = [];
  const tell = (node: ts.Expression, harm: string, cure: string) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    notices.push(`line ${line}: ${inShort(node.getText(file))} is not awaited: ${harm}.\n→ ${cure}`);
  };
  const visit = (node: ts.Node) => {
    if (ts.isExpressionStatement(node) && isLost(node.expression, checker)) {
      const text = inShort(node.expression.getText(file));
      tell(node.expression, "it goes on in the background, and its result is lost", `await ${text}`);
    }
    const misused =
      ts.isElementAccessExpression(node) || ts.isTemplateSpan(node) ? node.expression : undefined;
    if (misused && isPromise(checker.getTypeAtLocation(misused))) {
      const part = ts.isElementAccessExpression(node) ? `[${node.argumentExpression.getText(file)}]` : "";
      const text = inShort(misused.getText(file));
      tell(misused, "a promise is not its value", part ? `(await ${text})${part}` : `await ${text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return notices;
}

/** A call as a statement whose promise has a value that nobody takes. Of one without a value nothing is lost. */
function isLost(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const { expression: callee } = expression;
  if (ts.isPropertyAccessExpression(callee) && HANDLED.has(callee.name.text)) return false;
  const type = checker.getTypeAtLocation(expression);
  if (!isPromise(type)) return false;
  const value = checker.getAwaitedType(type);
  return (
    value !== undefined &&
    !(value.flags & (ts.TypeFlags.VoidLike | ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never))
  );
}
