/** `await` at the top level of an imported file: a file is CommonJS in the end, which cannot wait. */
import { ts } from "./compiler";

/** TypeScript's own code for it. */
const CODE = 1309;

/** One finding for each place. */
export function topLevelAwaits(file: ts.SourceFile): ts.Diagnostic[] {
  const found: ts.Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) {
      const start = node.getStart(file);
      const messageText =
        "An imported file cannot use 'await' at its top level. Await in a function that it exports, or in a cell.";
      const category = ts.DiagnosticCategory.Error;
      found.push({ file, start, length: "await".length, messageText, category, code: CODE });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
