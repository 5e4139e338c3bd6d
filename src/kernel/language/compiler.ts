/**
 * The TypeScript compiler, and the few of its internals that the language layer rests on.
 *
 * The internals let a cell be checked by a type checker that is already warm. TypeScript 6 is the last compiler
 * written in JavaScript and its version is pinned, so they do not move.
 */
import ts from "typescript-6";

interface Internals {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
}

/** A source file as the binder and the checker see it. */
export type BoundSourceFile = ts.SourceFile & {
  path: string;
  resolvedPath: string;
  originalFileName: string;
  locals: Map<string, ts.Symbol> | undefined;
  imports: ts.StringLiteral[];
  moduleAugmentations: ts.Node[];
  ambientModuleNames: string[];
  parseDiagnostics: readonly ts.DiagnosticWithLocation[];
};

interface Resolution {
  resolvedModule?: ts.ResolvedModuleFull;
}

/** A program whose answers about files and modules can be extended. */
export type OpenProgram = ts.Program & {
  getResolvedModule(file: ts.SourceFile, name: string, mode: ts.ResolutionMode): Resolution | undefined;
};

/**
 * A fresh source file, bound: its declarations are symbols. With `parent`, names that the file does not declare
 * are looked up among the declarations of `parent`.
 */
export function boundSourceFile(
  fileName: string,
  text: string,
  options: ts.CompilerOptions,
  parent?: ts.SourceFile,
): BoundSourceFile {
  const file = parsedSourceFile(fileName, text);
  const { bindSourceFile } = ts as unknown as Internals;
  bindSourceFile(file, options);
  // The type says that a file has no parent; the checker asks all the same when it looks up names.
  if (parent) Object.assign(file, { parent });
  return file;
}

/** A fresh source file as a program would hold it. */
export function parsedSourceFile(fileName: string, text: string): BoundSourceFile {
  const language = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
    // A module by itself, whatever it holds: its names are its own, and it may await.
    setExternalModuleIndicator: (file: ts.SourceFile & { externalModuleIndicator?: unknown }) => {
      file.externalModuleIndicator = true;
    },
  };
  const file = ts.createSourceFile(fileName, text, language, true) as BoundSourceFile;
  file.path = fileName;
  file.resolvedPath = fileName;
  file.originalFileName = fileName;
  file.imports = importedSpecifiers(file);
  file.moduleAugmentations = [];
  file.ambientModuleNames = [];
  return file;
}

function importedSpecifiers(file: ts.SourceFile): ts.StringLiteral[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier] : [];
  });
}

export { ts };
