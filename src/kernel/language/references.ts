/** Which identifiers refer to a name of the top level. */
import { ts } from "./compiler";

/** The class in `extends`: an expression, although the compiler counts it among the types. */
export function isExtended(node: ts.TypeNode): boolean {
  const { parent } = node;
  if (!ts.isExpressionWithTypeArguments(node)) return false;
  return (
    !ts.isHeritageClause(parent) ||
    (parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(parent.parent))
  );
}

/** A class, an enum and a namespace mean themselves inside, not what a later cell makes of their name. */
export function isInsideOwnDeclaration(node: ts.Node, symbol: ts.Symbol): boolean {
  const declarations = symbol.declarations?.filter(
    (declaration) =>
      ts.isClassDeclaration(declaration) ||
      ts.isEnumDeclaration(declaration) ||
      ts.isModuleDeclaration(declaration),
  );
  if (!declarations?.length) return false;
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (declarations.some((declaration) => declaration === at)) return true;
  }
  return false;
}

/** True where an identifier stands for a value, not where it names a property, a label or a declaration. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportOrExportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
    return false;
  if (ts.isJsxAttribute(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  const { name } = parent as ts.Node & { name?: ts.Node };
  return name !== node;
}
