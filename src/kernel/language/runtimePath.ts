/** Chains of names whose type does not say what they have, so that only the value at run time can. */
import { type BoundSourceFile, ts } from "./compiler";

/**
 * The chain of names before or under `position`, such as `["a", "b"]` for `a.b`, where its type is `any`
 * or allows any name, as that of a record does. A chain holds no calls: looking it up has no effects.
 */
export function runtimePath(
  file: BoundSourceFile,
  position: number,
  checker: ts.TypeChecker,
): string[] | undefined {
  const node = expressionEndingAt(file, position);
  const path = node && chain(node);
  if (!node || !path) return undefined;
  const type = checker.getTypeAtLocation(node);
  const isOpen = (type.flags & ts.TypeFlags.Any) !== 0 || type.getStringIndexType() !== undefined;
  return isOpen ? path : undefined;
}

/** The longest expression that ends where a dot stands at `position`, or the name under it. */
function expressionEndingAt(file: ts.SourceFile, position: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node) => {
    if (node.pos > position || node.end < position) return;
    const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
    if (isName && node.getStart(file) <= position && chain(node)) {
      const covers = file.text[position] === "." ? node.end === position : node.end > position;
      if (covers) found ??= node;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function chain(node: ts.Node): string[] | undefined {
  if (ts.isIdentifier(node)) return node.text === "" ? undefined : [node.text];
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name) || node.name.text === "")
    return undefined;
  const before = chain(node.expression);
  return before && [...before, node.name.text];
}
