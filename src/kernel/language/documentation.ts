/**
 * Documentation comments of libraries, read when somebody asks for them. Reading them with everything else would make
 * each library take an eighth longer, and the compiler needs none of them.
 */
import { ts } from "./compiler";

type Documented = ts.Node & { jsDoc?: ts.JSDoc[] };

/** Files read once more, with their documentation. */
const documented = new WeakMap<ts.SourceFile, ts.SourceFile>();

/** Gives the declarations of a name their documentation, for the compiler to tell. */
export function readDocumentation(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): void {
  if (!symbol) return;
  if (symbol.flags & ts.SymbolFlags.Alias) readDocumentation(checker.getAliasedSymbol(symbol), checker);
  for (const declaration of symbol.declarations ?? []) {
    // The documentation of a variable stands before its statement.
    for (let node: Documented = declaration; node && !ts.isSourceFile(node); node = node.parent) {
      node.jsDoc ??= counterpart(node)?.jsDoc;
    }
  }
}

/** The same node in the documented file. */
function counterpart(node: ts.Node): Documented | undefined {
  let found: Documented | undefined;
  const visit = (candidate: ts.Node): void => {
    if (candidate.pos > node.pos || candidate.end < node.end) return;
    if (candidate.kind === node.kind && candidate.pos === node.pos && candidate.end === node.end) {
      found = candidate;
    } else ts.forEachChild(candidate, visit);
  };
  visit(documentedFile(node.getSourceFile()));
  return found;
}

function documentedFile(file: ts.SourceFile): ts.SourceFile {
  const known = documented.get(file);
  if (known) return known;
  const { fileName, text } = file;
  const language = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
  };
  const read = ts.createSourceFile(fileName, text, language, true);
  documented.set(file, read);
  return read;
}
