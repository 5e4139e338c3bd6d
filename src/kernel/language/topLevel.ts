/**
 * Turns the top level of a cell into the body of a function that keeps its names in `__cells`: see conversion.ts.
 *
 * Each reference to a name of this or an earlier cell becomes a property access. Declarations become assignments;
 * those that TypeScript compiles itself (classes, enums, namespaces, functions) stay and are assigned beside.
 */
import { type BoundSourceFile, ts } from "./compiler";
import { hasModifier, isNameless, nameless, withoutExport } from "./exportedDeclarations";
import { type ImportOptions, importDeclaration, isValue } from "./importDeclarations";
import { withInterruptCheck } from "./interruptChecks";
import { assigned, at, importCall, importMeta, isImportMeta, property } from "./madeSyntax";
import { isExtended, isInsideOwnDeclaration, isReference } from "./references";

const { factory } = ts;

/** The parts of a cell that the transformer needs. */
export interface TopLevelOptions extends ImportOptions {
  file: BoundSourceFile;
  /** The files that declare what earlier cells have. */
  declarations: readonly BoundSourceFile[];
}

/** The transformer, for `before`. */
export function topLevel(options: TopLevelOptions): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => new TopLevel(options, context).transform(file);
}

class TopLevel {
  private readonly names: Set<ts.Symbol>;

  constructor(
    private readonly options: TopLevelOptions,
    private readonly context: ts.TransformationContext,
  ) {
    this.names = new Set([options.file, ...options.declarations].flatMap((file) => [...symbolsOf(file)]));
  }

  transform(file: ts.SourceFile): ts.SourceFile {
    const hoisted: ts.Statement[] = [];
    const body: ts.Statement[] = [];
    const last = file.statements.findLastIndex((statement) => !isNotEmitted(statement));
    for (const [index, statement] of file.statements.entries()) {
      if (ts.isImportDeclaration(statement)) hoisted.push(...importDeclaration(statement, this.options));
      else if (ts.isFunctionDeclaration(statement)) {
        if (statement.body && statement.name) hoisted.push(assigned(statement.name));
        body.push(...this.statement(statement));
      } else if (index === last && ts.isExpressionStatement(statement)) {
        body.push(this.returned(statement));
      } else body.push(...this.statement(statement));
    }
    return factory.updateSourceFile(file, [...hoisted, ...body]);
  }

  private returned({ expression }: ts.ExpressionStatement): ts.Statement {
    const value = factory.createPropertyAssignment("value", this.expression(expression));
    // A `then` that the learner has put on every object would be called.
    const bare = factory.createPropertyAssignment("__proto__", factory.createNull());
    const result = factory.createReturnStatement(factory.createObjectLiteralExpression([bare, value]));
    return ts.setTextRange(result, expression);
  }

  /** A statement of the top level. */
  private statement(statement: ts.Statement): ts.Statement[] {
    if (ts.isExportDeclaration(statement) || hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return [];
    if (ts.isVariableStatement(statement)) return this.variables(statement);
    if (ts.isExportAssignment(statement)) {
      return [at(factory.createExpressionStatement(this.expression(statement.expression)), statement)];
    }
    if (ts.isImportEqualsDeclaration(statement)) return this.importEquals(statement);
    const visited = withoutExport(this.visit(statement) as ts.Statement);
    if (isNameless(visited)) return [at(nameless(visited), statement)];
    const beside = this.isKeptDeclaration(statement) && statement.name ? [assigned(statement.name)] : [];
    return [visited, ...beside];
  }

  private isKeptDeclaration(
    node: ts.Statement,
  ): node is ts.ClassDeclaration | ts.EnumDeclaration | (ts.ModuleDeclaration & { name: ts.Identifier }) {
    if (ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) return true;
    if (!ts.isModuleDeclaration(node) || !ts.isIdentifier(node.name)) return false;
    const symbol = this.options.checker.getSymbolAtLocation(node.name);
    return ((symbol?.flags ?? 0) & ts.SymbolFlags.ValueModule) !== 0;
  }

  private variables(statement: ts.VariableStatement): ts.Statement[] {
    const { declarationList } = statement;
    if (isUsing(declarationList)) {
      // The value is disposed of when the cell ends, as at the end of any block.
      const names = declarationList.declarations.map(({ name }) => name).filter(ts.isIdentifier);
      return [withoutExport(this.visitChildren(statement)), ...names.map((name) => assigned(name))];
    }
    const assignment = this.assignments(declarationList, true);
    return assignment ? [at(factory.createExpressionStatement(assignment), statement)] : [];
  }

  /** `const a = 1, { b } = c` as `__cells.a = 1, { b: __cells.b } = c`. */
  private assignments(list: ts.VariableDeclarationList, clearing: boolean): ts.Expression | undefined {
    const parts: ts.Expression[] = [];
    for (const { name, initializer } of list.declarations) {
      if (!initializer && !(clearing && ts.isIdentifier(name))) continue;
      const value = initializer ? this.named(name, initializer) : factory.createVoidZero();
      const assignment = factory.createAssignment(this.target(name), value);
      const isPattern = ts.isObjectBindingPattern(name);
      parts.push(at(isPattern ? factory.createParenthesizedExpression(assignment) : assignment, name));
    }
    if (parts.length < 2) return parts[0];
    return factory.createCommaListExpression(parts);
  }

  /** An anonymous function or class takes the name of what it is assigned to, as it would in a declaration. */
  private named(name: ts.BindingName, initializer: ts.Expression): ts.Expression {
    const value = this.expression(initializer);
    if (!ts.isIdentifier(name) || !isAnonymous(initializer)) return value;
    const carrier = factory.createObjectLiteralExpression([
      factory.createPropertyAssignment(name.text, value),
    ]);
    return factory.createPropertyAccessExpression(factory.createParenthesizedExpression(carrier), name.text);
  }

  /** The target of an assignment for the name or pattern of a declaration. */
  private target(name: ts.BindingName): ts.Expression {
    if (ts.isIdentifier(name)) return at(property(name.text), name);
    if (ts.isArrayBindingPattern(name)) {
      return factory.createArrayLiteralExpression(
        name.elements.map((element) =>
          ts.isOmittedExpression(element) ? element : this.elementTarget(element, element.dotDotDotToken),
        ),
      );
    }
    return factory.createObjectLiteralExpression(
      name.elements.map((element) => {
        if (element.dotDotDotToken) return factory.createSpreadAssignment(this.target(element.name));
        const property = element.propertyName ?? element.name;
        const key = ts.isIdentifier(property) ? property.text : (this.visit(property) as ts.PropertyName);
        return factory.createPropertyAssignment(key, this.elementTarget(element, undefined));
      }),
    );
  }

  private elementTarget(element: ts.BindingElement, rest: ts.DotDotDotToken | undefined): ts.Expression {
    const target = this.target(element.name);
    if (rest) return factory.createSpreadElement(target);
    if (!element.initializer) return target;
    return factory.createAssignment(target, this.named(element.name, element.initializer));
  }

  private importEquals(statement: ts.ImportEqualsDeclaration): ts.Statement[] {
    const { moduleReference, name, isTypeOnly } = statement;
    if (isTypeOnly || !isValue(name, this.options.checker)) return [];
    const value = ts.isExternalModuleReference(moduleReference)
      ? factory.createCallExpression(factory.createIdentifier("require"), undefined, [
          moduleReference.expression,
        ])
      : this.entity(moduleReference);
    const assignment = factory.createAssignment(property(name.text), value);
    return [at(factory.createExpressionStatement(assignment), statement)];
  }

  private entity(name: ts.EntityName): ts.Expression {
    if (ts.isIdentifier(name)) return this.identifier(name);
    return factory.createPropertyAccessExpression(this.entity(name.left), name.right.text);
  }

  private expression(node: ts.Expression): ts.Expression {
    return this.visit(node) as ts.Expression;
  }

  private visitChildren<T extends ts.Node>(node: T): T {
    return ts.visitEachChild(node, this.visit, this.context);
  }

  private readonly visit = (node: ts.Node): ts.Node => {
    if (ts.isTypeNode(node) && !isExtended(node)) return node;
    if (ts.isIdentifier(node)) return isReference(node) ? this.identifier(node) : node;
    if (ts.isShorthandPropertyAssignment(node)) return this.shorthand(node);
    if (ts.isCallExpression(node)) return this.call(node);
    if (ts.isTaggedTemplateExpression(node)) return this.taggedTemplate(node);
    if (isImportMeta(node)) return importMeta();
    if (ts.isVariableDeclarationList(node) && this.isHoisted(node)) return this.hoistedVariables(node);
    if (ts.isVariableStatement(node) && this.isHoisted(node.declarationList)) {
      const assignments = this.assignments(node.declarationList, false);
      if (!assignments) return factory.createEmptyStatement();
      return at(factory.createExpressionStatement(assignments), node);
    }
    return withInterruptCheck(this.visitChildren(node));
  };

  /** `var` in a block of the top level declares a name of the top level. */
  private isHoisted(list: ts.VariableDeclarationList): boolean {
    if (list.flags & ts.NodeFlags.BlockScoped) return false;
    const [declaration] = list.declarations;
    if (!declaration) return false;
    return namesIn(declaration.name).some((name) =>
      this.isTopLevel(this.options.checker.getSymbolAtLocation(name)),
    );
  }

  /** `for (var i = 0;…)` and `for (var x of …)`. */
  private hoistedVariables(list: ts.VariableDeclarationList): ts.Node {
    const [declaration] = list.declarations;
    if (declaration && !ts.isForStatement(list.parent)) return this.target(declaration.name);
    return this.assignments(list, false) ?? factory.createVoidZero();
  }

  private isTopLevel(symbol: ts.Symbol | undefined): boolean {
    return symbol !== undefined && this.names.has(symbol);
  }

  private identifier(node: ts.Identifier): ts.Expression {
    const symbol = this.options.checker.getSymbolAtLocation(node);
    if (!symbol || !this.isTopLevel(symbol) || isInsideOwnDeclaration(node, symbol)) return node;
    return at(property(node.text), node);
  }

  private shorthand(node: ts.ShorthandPropertyAssignment): ts.Node {
    const symbol = this.options.checker.getShorthandAssignmentValueSymbol(node);
    const { name, objectAssignmentInitializer } = node;
    if (!symbol || !this.isTopLevel(symbol) || isInsideOwnDeclaration(name, symbol))
      return this.visitChildren(node);
    const value = at(property(name.text), name);
    if (!objectAssignmentInitializer) return factory.createPropertyAssignment(name.text, value);
    const initializer = this.expression(objectAssignmentInitializer);
    return factory.createPropertyAssignment(name.text, factory.createAssignment(value, initializer));
  }

  private call(node: ts.CallExpression): ts.Node {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier, ...rest] = node.arguments;
      const own = specifier && ts.isStringLiteralLike(specifier) && this.options.ownModule(specifier.text);
      const wanted = own ? factory.createStringLiteral(own) : specifier && this.expression(specifier);
      const options = rest.map((argument) => this.expression(argument));
      return at(importCall(...(wanted ? [wanted] : []), ...options), node);
    }
    const visited = this.visitChildren(node);
    return factory.updateCallExpression(
      visited,
      this.callee(node.expression, visited.expression),
      visited.typeArguments,
      visited.arguments,
    );
  }

  private taggedTemplate(node: ts.TaggedTemplateExpression): ts.Node {
    const visited = this.visitChildren(node);
    const { typeArguments, template } = visited;
    return factory.updateTaggedTemplateExpression(
      visited,
      this.callee(node.tag, visited.tag),
      typeArguments,
      template,
    );
  }

  /** A function that was a plain name is called without `this`. */
  private callee(before: ts.Expression, after: ts.Expression): ts.Expression {
    if (!ts.isIdentifier(before) || before === after) return after;
    return factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), after));
  }
}

function* symbolsOf({ locals }: BoundSourceFile): Generator<ts.Symbol> {
  for (const symbol of locals?.values() ?? []) {
    yield symbol;
    const { exportSymbol } = symbol as ts.Symbol & { exportSymbol?: ts.Symbol };
    if (exportSymbol) yield exportSymbol;
  }
}

function isNotEmitted(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) || ts.isEmptyStatement(statement);
}

function isUsing(list: ts.VariableDeclarationList): boolean {
  const scope = list.flags & ts.NodeFlags.BlockScoped;
  return scope === ts.NodeFlags.Using || scope === ts.NodeFlags.AwaitUsing;
}

function isAnonymous(node: ts.Expression): boolean {
  let inner = node;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  if (ts.isArrowFunction(inner)) return true;
  return (ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && inner.name === undefined;
}

function namesIn(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}
