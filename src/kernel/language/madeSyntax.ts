/** Syntax of converted cells that the learner did not write: see conversion.ts. */
import { ts } from "./compiler";

const { factory } = ts;

/** `__cells.name` */
export function property(name: string): ts.PropertyAccessExpression {
  return factory.createPropertyAccessExpression(factory.createIdentifier("__cells"), name);
}

/** `__cells.name = name;` */
export function assigned({ text }: ts.Identifier): ts.Statement {
  const assignment = factory.createAssignment(property(text), factory.createIdentifier(text));
  return factory.createExpressionStatement(assignment);
}

/** `__import(specifier)` */
export function importCall(...specifier: ts.Expression[]): ts.CallExpression {
  return factory.createCallExpression(factory.createIdentifier("__import"), undefined, specifier);
}

export function isImportMeta(node: ts.Node): boolean {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
}

/** `__import.meta` */
export function importMeta(): ts.Expression {
  return factory.createPropertyAccessExpression(factory.createIdentifier("__import"), "meta");
}

/** Places a made node where the learner's stood, for source maps. */
export function at<T extends ts.Node>(made: T, written: ts.Node): T {
  return ts.setSourceMapRange(made, { pos: written.getStart(), end: written.end });
}
