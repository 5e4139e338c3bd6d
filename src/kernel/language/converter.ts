/** Converts cells, one after the other, each in the scope of those before it. */
import type { CellError } from "../cellError";
import { CellsSoFar } from "./cellsSoFar";
import { type BoundSourceFile, ts } from "./compiler";
import type { Conversion, ConvertedModule } from "./conversion";
import { Declarations } from "./declarations";
import { syntaxError, typeError } from "./findings";
import { floatingPromises } from "./floatingPromises";
import { isValue } from "./importDeclarations";
import { ModuleConverter } from "./moduleConverter";
import type { CheckableCell, Project } from "./project";
import { isUnknownName } from "./slips/unknownNames";
import { topLevel } from "./topLevel";
import { topLevelAwaits } from "./topLevelAwait";

export interface ConvertOptions {
  code: string;
  /** The number that Jupyter shows beside the cell. */
  cell: number;
  /** Declares nothing for later cells: an expression that a front end asks for. Defaults to false. */
  transient?: boolean;
}

/** `import a = require("a")` in an ECMAScript module: a cell has `require`. */
const IMPORT_EQUALS_IN_MODULE = 1202;

export class Converter {
  readonly declarations = new Declarations();
  private readonly cells = new CellsSoFar();
  private readonly modules: ModuleConverter;

  constructor(
    private readonly project: Project,
    private readonly folder: string,
  ) {
    this.modules = new ModuleConverter(project);
  }

  /** Checks a cell and makes JavaScript of it. What it declares is declared from then on. */
  convert(options: ConvertOptions): Conversion {
    const { code, cell, transient = false } = options;
    const module = /^\s*\/\*\*[\s*]*@module\s+(\w+)\s*\*\//.exec(code)?.[1];
    if (module !== undefined) return this.define(module, code);
    for (const augmentation of augmentations(code)) this.project.augment(augmentation);
    const written = this.project.parse(code);
    const names = unexportedNames(written);
    if (written.parseDiagnostics.length > 0) {
      if (!transient) this.cells.fails(cell, namesIn(written));
      return { ok: false, error: syntaxError(written, this.folder) };
    }
    const opened = this.open(code, names);
    const { file, program } = opened;
    const imported = this.project.modulesOf(file);
    const errors = [
      ...[file, ...imported].flatMap((checked) => errorsIn(checked, program)),
      ...imported.flatMap(topLevelAwaits),
    ];
    if (errors.length > 0 && this.project.loadNodeTypes()) return this.convert(options);
    this.project.countUnknownNames(errors.filter(isUnknownName).length);
    if (errors.length > 0) {
      const error = this.typeError(errors, opened);
      if (!transient) this.cells.fails(cell, namesIn(written));
      return { ok: false, error };
    }
    const modules = imported.map((module) => this.modules.convert(module));
    const converted = this.emit(opened, code, { cell, transient, modules });
    if (!transient) this.cells.runs(cell, namesIn(file));
    return converted;
  }

  /** A cell has failed before it came to declarations of these names: they mean what they meant before it. */
  takeBack(cell: number, names: readonly string[]): void {
    this.declarations.takeBack(cell, names);
    this.cells.fails(cell, names);
  }

  private typeError(
    errors: ts.Diagnostic[],
    { file, program }: Pick<CheckableCell, "file" | "program">,
  ): CellError {
    const checked = { file, checker: program.getTypeChecker(), cells: this.cells, folder: this.folder };
    return typeError(errors, checked);
  }

  /** A cell that is a module for later cells to import. Nothing of it runs before. */
  private define(name: string, code: string): Conversion {
    const path = this.project.define(`${name}.ts`, code);
    const { program } = this.project.open(`import "./${name}";`, this.declarations.texts);
    const file = program.getSourceFile(path) as BoundSourceFile | undefined;
    const errors = file ? errorsIn(file, program) : [];
    if (file && errors.length > 0) {
      return { ok: false, error: this.typeError(errors, { file, program }) };
    }
    return {
      ok: true,
      javascript: "",
      sourceMap: "",
      modules: [],
      declares: [],
      notices: [],
      showsResult: false,
    };
  }

  /** A cell that exports every name it declares, so that the compiler's declarations file lists them. */
  private open(code: string, names: string[]): CheckableCell {
    return this.project.open(`${code}\nexport { ${names.join(", ")} };`, this.declarations.texts);
  }

  private emit(
    { file, declarations, program }: CheckableCell,
    code: string,
    { cell, transient, modules }: { cell: number; transient: boolean; modules: ConvertedModule[] },
  ): Conversion {
    const emitted = { javascript: "", sourceMap: "", declarations: "" };
    const transformer = topLevel({
      file,
      declarations,
      checker: program.getTypeChecker(),
      ownModule: (specifier) => this.modules.pathOf(specifier, file.fileName),
    });
    // Of a type that cannot be named from here without doubt, as that of a package behind a link, the declaration is
    // wanted all the same.
    const emit = program.emit as (...args: [...Parameters<ts.Program["emit"]>, boolean]) => ts.EmitResult;
    emit(
      file,
      (name, text) => {
        if (name.endsWith(".d.ts")) emitted.declarations = text;
        else if (name.endsWith(".map")) emitted.sourceMap = text;
        else emitted.javascript = withoutModuleMarks(text);
      },
      undefined,
      false,
      { before: [transformer] },
      true,
    );
    if (!transient) {
      const inBlocks = declarationsInBlocks(file, program.getTypeChecker());
      this.declarations.add(emitted.declarations + inBlocks, cell);
    }
    return {
      ok: true,
      javascript: emitted.javascript,
      sourceMap: emitted.sourceMap,
      modules,
      declares: declaredValues(file, program.getTypeChecker()),
      notices: floatingPromises(file, program.getTypeChecker()),
      showsResult: showsResult(file, code),
    };
  }
}

function errorsIn(file: ts.SourceFile, program: ts.Program): ts.Diagnostic[] {
  const findings = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return findings.filter(({ category, code }) => {
    return category === ts.DiagnosticCategory.Error && code !== IMPORT_EQUALS_IN_MODULE;
  });
}

/** The compiler marks a module as one, and names its source map; the body of a function is neither. */
function withoutModuleMarks(javascript: string): string {
  return javascript.replace(/^export \{\};\n?/m, "").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "");
}

/** The names that a cell declares at its top level and does not export itself. */
function unexportedNames({ locals }: BoundSourceFile): string[] {
  const isExported = (symbol: ts.Symbol) =>
    (symbol as ts.Symbol & { exportSymbol?: ts.Symbol }).exportSymbol !== undefined;
  return [...(locals?.values() ?? [])].flatMap((symbol) =>
    isExported(symbol) || symbol.name === "__global" ? [] : [symbol.name],
  );
}

/** All names that a cell declares at its top level. */
function namesIn({ locals }: BoundSourceFile): string[] {
  return [...(locals?.keys() ?? [])];
}

/** The names that have a value once the cell has run. */
function declaredValues({ locals }: BoundSourceFile, checker: ts.TypeChecker): string[] {
  const { Alias, ExportValue, Value } = ts.SymbolFlags;
  const hasValue = ({ flags, declarations = [] }: ts.Symbol) => {
    if (!(flags & Alias)) return (flags & (Value | ExportValue)) !== 0;
    const [declaration] = declarations;
    const name = declaration && ts.getNameOfDeclaration(declaration);
    return name !== undefined && ts.isIdentifier(name) && !isTypeOnly(declaration) && isValue(name, checker);
  };
  return [...(locals?.values() ?? [])].filter(hasValue).map(({ name }) => name);
}

const isTypeOnly = (declaration: ts.Declaration | undefined) =>
  declaration !== undefined && ts.isTypeOnlyImportOrExportDeclaration(declaration);

/** `var` in blocks of the top level, which the compiler's declarations file leaves out. */
function declarationsInBlocks(file: BoundSourceFile, checker: ts.TypeChecker): string {
  let text = "";
  for (const [name, symbol] of file.locals ?? []) {
    const { valueDeclaration } = symbol;
    if (!valueDeclaration || !ts.isVariableDeclaration(valueDeclaration)) continue;
    const statement = valueDeclaration.parent.parent;
    if (ts.isVariableStatement(statement) && statement.parent === file) continue;
    const type = checker.getTypeAtLocation(valueDeclaration);
    text += `\ndeclare var ${name}: ${checker.typeToString(type, file, ts.TypeFormatFlags.NoTruncation)};`;
  }
  return text;
}

/** IPython's rule: a last expression shows its value, unless a semicolon follows it. */
function showsResult(file: ts.SourceFile, code: string): boolean {
  const last = file.statements.findLast((statement) => statement.getStart(file) < code.length);
  if (!last || !ts.isExpressionStatement(last)) return false;
  return last.getLastToken(file)?.kind !== ts.SyntaxKind.SemicolonToken;
}

/** `declare global { … }` and `declare module "…" { … }`. */
function augmentations(code: string): string[] {
  if (!/\bdeclare\s+(global|module)\b/.test(code)) return [];
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ESNext, true);
  return file.statements
    .filter((statement) => ts.isModuleDeclaration(statement) && !isNamespace(statement))
    .map((statement) => `${statement.getText(file)}\nexport {};`);
}

function isNamespace(statement: ts.ModuleDeclaration): boolean {
  return ts.isIdentifier(statement.name) && statement.name.text !== "global";
}
