/**
 * Makes code that can be interrupted: `__check()` at the start of every loop body and `catch` block, and
 * `__check(await x)` for every `await x`. A catch block checks, so that code that swallows every error cannot
 * swallow an interrupt.
 */
import { ts } from "./compiler";

const { factory } = ts;

/** `node`, whose children have been transformed already, with its check; other nodes as they are. */
export function withInterruptCheck(node: ts.Node): ts.Node {
  if (ts.isAwaitExpression(node)) return ts.setTextRange(check(node), node);
  if (ts.isCatchClause(node)) {
    return factory.updateCatchClause(node, node.variableDeclaration, checked(node.block));
  }
  if (ts.isWhileStatement(node))
    return factory.updateWhileStatement(node, node.expression, checked(node.statement));
  if (ts.isDoStatement(node))
    return factory.updateDoStatement(node, checked(node.statement), node.expression);
  if (ts.isForStatement(node)) {
    const { initializer, condition, incrementor, statement } = node;
    return factory.updateForStatement(node, initializer, condition, incrementor, checked(statement));
  }
  if (ts.isForInStatement(node)) {
    return factory.updateForInStatement(node, node.initializer, node.expression, checked(node.statement));
  }
  if (ts.isForOfStatement(node)) {
    const { awaitModifier, initializer, expression, statement } = node;
    return factory.updateForOfStatement(node, awaitModifier, initializer, expression, checked(statement));
  }
  return node;
}

/** The same for a whole file. */
export const interruptChecks: ts.TransformerFactory<ts.SourceFile> = (context) => {
  const visit = (node: ts.Node): ts.Node => withInterruptCheck(ts.visitEachChild(node, visit, context));
  return (file) => ts.visitEachChild(file, visit, context);
};

function check(...values: ts.Expression[]): ts.Expression {
  return factory.createCallExpression(factory.createIdentifier("__check"), undefined, values);
}

function checked(body: ts.Block): ts.Block;
function checked(body: ts.Statement): ts.Statement;
function checked(body: ts.Statement): ts.Statement {
  const first = ts.setTextRange(factory.createExpressionStatement(check()), body);
  ts.setEmitFlags(first, ts.EmitFlags.NoComments);
  const statements = ts.isBlock(body) ? body.statements : [body];
  const block = factory.createBlock([first, ...statements], true);
  return ts.setTextRange(block, body);
}
