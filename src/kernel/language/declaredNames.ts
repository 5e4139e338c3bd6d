/** Takes a declarations file apart into one declaration a name, with the names that each refers to. */
import { ts } from "./compiler";

/** One name and all that declares it in a cell. */
export interface DeclaredName {
  name: string;
  /** `const a` is a value, `interface A` a type, a class or an import both. */
  meaning: "value" | "type" | "both";
  text: string;
  /** The names outside the declaration that it refers to. */
  references: Set<string>;
}

/** The declarations in the text of a declarations file. */
export function declaredNames(declarations: string): DeclaredName[] {
  const file = parse(declarations);
  const found: DeclaredName[] = [];
  const add = (name: string, meaning: DeclaredName["meaning"], text: string, node: ts.Node) => {
    const references = new Set(referencesIn(node).map((reference) => reference.text));
    references.delete(name);
    const known = found.find((declared) => declared.name === name && declared.meaning === meaning);
    if (!known) {
      found.push({ name, meaning, text, references });
      return;
    }
    known.text += `\n${text}`;
    for (const reference of references) known.references.add(reference);
  };
  for (const statement of file.statements) {
    const text = withoutExport(statement.getFullText(file).trim());
    if (ts.isVariableStatement(statement)) {
      const { declarations, flags } = statement.declarationList;
      const keyword = flags & ts.NodeFlags.Const ? "const" : flags & ts.NodeFlags.Let ? "let" : "var";
      for (const declaration of declarations) {
        if (isDefaultExport(declaration, file)) continue;
        const alone = declarations.length === 1;
        const written = alone ? text : `declare ${keyword} ${declaration.getText(file)};`;
        add(declaration.name.getText(file), "value", written, declaration);
      }
    } else if (ts.isFunctionDeclaration(statement) && statement.name) {
      add(statement.name.text, "value", text, statement);
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      add(statement.name.text, "type", text, statement);
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      add(statement.name.text, "both", text, statement);
    } else if (ts.isEnumDeclaration(statement) || isNamespace(statement)) {
      add(statement.name.text, "both", text, statement);
    } else if (ts.isImportEqualsDeclaration(statement)) {
      add(statement.name.text, "both", text, statement);
    } else if (ts.isImportDeclaration(statement)) {
      for (const [name, written] of importsOf(statement, file)) add(name, "both", written, statement);
    }
  }
  return found;
}

/** `export default 5` in a declarations file; nobody can name it. */
function isDefaultExport({ name }: ts.VariableDeclaration, file: ts.SourceFile): boolean {
  return name.getText(file) === "_default" && file.statements.some(ts.isExportAssignment);
}

function isNamespace(node: ts.Node): node is ts.ModuleDeclaration & { name: ts.Identifier } {
  return ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && node.name.text !== "global";
}

/** An import of several names as imports of one each. */
function importsOf(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  file: ts.SourceFile,
): [string, string][] {
  if (!importClause) return [];
  const from = `from ${moduleSpecifier.getText(file)};`;
  const type = importClause.isTypeOnly ? "type " : "";
  const imports: [string, string][] = [];
  if (importClause.name) {
    imports.push([importClause.name.text, `import ${type}${importClause.name.text} ${from}`]);
  }
  const { namedBindings } = importClause;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    imports.push([namedBindings.name.text, `import ${type}${namedBindings.getText(file)} ${from}`]);
  } else if (namedBindings) {
    for (const element of namedBindings.elements) {
      // Always with `as`, so that the name in the notebook can change and the module's own stay.
      const imported = element.propertyName
        ? element.getText(file)
        : `${element.getText(file)} as ${element.name.text}`;
      imports.push([element.name.text, `import ${type}{ ${imported} } ${from}`]);
    }
  }
  return imports;
}

/** Puts `to` for each mention of `from`; `declared` says that the text declares that name. */
export function renameReferences(text: string, from: string, to: string, declared: boolean): string {
  const file = parse(text);
  const places = referencesIn(file).filter((reference) => reference.text === from);
  if (declared) places.push(...declarationsOf(file, from));
  return places
    .map((node) => node.getStart(file))
    .sort((a, b) => b - a)
    .reduce((changed, start) => changed.slice(0, start) + to + changed.slice(start + from.length), text);
}

/** Where a declaration writes its own name. */
function declarationsOf(file: ts.SourceFile, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && node.text === name && (node.parent as ts.NamedDeclaration).name === node) {
      found.push(node);
    }
    if (ts.isVariableStatement(node) || ts.isVariableDeclarationList(node)) ts.forEachChild(node, visit);
    if (ts.isVariableDeclaration(node)) visit(node.name);
    if (ts.isImportDeclaration(node) || ts.isImportClause(node) || ts.isNamedImports(node)) {
      ts.forEachChild(node, visit);
    }
    if (ts.isNamespaceImport(node)) visit(node.name);
    if (ts.isImportSpecifier(node)) visit(node.name);
  };
  for (const statement of file.statements) {
    visit(statement);
    const { name: own } = statement as ts.Statement & { name?: ts.Node };
    if (own) visit(own);
  }
  return found;
}

/** The identifiers in a declaration that refer to a name outside it. */
function referencesIn(root: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node, parameters: ReadonlySet<string>) => {
    const own = typeParametersOf(node);
    const inner = own.length > 0 ? new Set([...parameters, ...own]) : parameters;
    const name = referredName(node);
    if (name && !inner.has(name.text)) found.push(name);
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(root, new Set());
  return found;
}

function typeParametersOf(node: ts.Node): string[] {
  if (ts.isMappedTypeNode(node)) return [node.typeParameter.name.text];
  if (ts.isConditionalTypeNode(node)) return inferredIn(node.extendsType);
  const { typeParameters } = node as ts.Node & { typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> };
  return typeParameters?.map(({ name }) => name.text) ?? [];
}

function inferredIn(type: ts.TypeNode): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isInferTypeNode(node)) names.push(node.typeParameter.name.text);
    ts.forEachChild(node, visit);
  };
  visit(type);
  return names;
}

/** The first name of `A.B.C`, where a node refers to something by name. */
function referredName(node: ts.Node): ts.Identifier | undefined {
  if (ts.isTypeReferenceNode(node)) return firstName(node.typeName);
  if (ts.isTypeQueryNode(node)) return firstName(node.exprName);
  if (ts.isExpressionWithTypeArguments(node)) return firstName(node.expression);
  if (ts.isComputedPropertyName(node)) return firstName(node.expression);
  if (ts.isTypePredicateNode(node)) return undefined;
  if (ts.isImportEqualsDeclaration(node)) return firstName(node.moduleReference);
  if (ts.isVariableDeclaration(node) && node.initializer) return firstName(node.initializer);
  return undefined;
}

function firstName(node: ts.Node): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  if (ts.isQualifiedName(node)) return firstName(node.left);
  if (ts.isPropertyAccessExpression(node)) return firstName(node.expression);
  return undefined;
}

function withoutExport(text: string): string {
  return text.replace(/^((?:\/\*[\s\S]*?\*\/\s*|\/\/[^\n]*\n\s*)*)export (?:default )?/, "$1");
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.ESNext, true);
}
