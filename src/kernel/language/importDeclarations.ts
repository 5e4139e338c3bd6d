/** A cell's static imports, as awaited calls whose parts are assigned to the cell's names. */
import { ts } from "./compiler";
import { at, importCall, property } from "./madeSyntax";

const { factory } = ts;

export interface ImportOptions {
  checker: ts.TypeChecker;
  /** The absolute path of the learner's TypeScript file that a specifier means, if it means one. */
  ownModule(specifier: string): string | undefined;
}

export function importDeclaration(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  { checker, ownModule }: ImportOptions,
): ts.Statement[] {
  if (!ts.isStringLiteral(moduleSpecifier)) return [];
  const { text } = moduleSpecifier;
  const module = () => {
    const call = importCall(factory.createStringLiteral(ownModule(text) ?? text));
    return at(factory.createAwaitExpression(call), moduleSpecifier);
  };
  if (!importClause) return [factory.createExpressionStatement(module())];
  if (importClause.isTypeOnly) return [];
  const properties: ts.PropertyAssignment[] = [];
  const add = (imported: string, local: ts.Identifier) => {
    if (!isValue(local, checker)) return;
    const key = factory.createStringLiteral(imported);
    properties.push(factory.createPropertyAssignment(key, property(local.text)));
  };
  if (importClause.name) add("default", importClause.name);
  const { namedBindings } = importClause;
  if (namedBindings && ts.isNamedImports(namedBindings)) {
    for (const { isTypeOnly, propertyName, name } of namedBindings.elements) {
      if (!isTypeOnly) add((propertyName ?? name).text, name);
    }
  }
  const statements: ts.Expression[] = [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    statements.push(factory.createAssignment(property(namedBindings.name.text), module()));
  }
  if (properties.length > 0) {
    const pattern = factory.createObjectLiteralExpression(properties);
    statements.push(factory.createParenthesizedExpression(factory.createAssignment(pattern, module())));
  }
  return statements.map((expression) => factory.createExpressionStatement(expression));
}

/** A module without types has a value of each name; one with types says which names are types only. */
export function isValue(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return true;
  const { flags } = checker.getAliasedSymbol(symbol);
  return (flags & ts.SymbolFlags.Value) !== 0 || (flags & ts.SymbolFlags.Type) === 0;
}
