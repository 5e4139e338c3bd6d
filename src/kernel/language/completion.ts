/** Completion: the names that may stand at the cursor. */
import type { Completion, CompletionMatch } from "./answers";
import { ts } from "./compiler";
import type { Declarations } from "./declarations";
import { withOwnPackageName } from "./ownPackageName";
import type { Project } from "./project";
import { runtimePath } from "./runtimePath";
import { signatureOf } from "./signature";

/** A list longer than this is no help, and slow to draw. */
const MATCHES = 500;
/** Signatures cost a question each: the first few always, then as many as fit into this many milliseconds. */
const SIGNATURES = 5;
const SIGNATURE_TIME = 30;

/** The names that fit at `cursor`, the best first. */
export function complete(
  project: Project,
  declarations: Declarations,
  { code, cursor }: { code: string; cursor: number },
): Completion {
  project.loadNodeTypes();
  const { file, program, declarations: scope } = project.open(code, declarations.texts, cursor);
  const checker = program.getTypeChecker();
  const { languageService } = project;
  const found = languageService.getCompletionsAtPosition(file.fileName, cursor, { includeSymbol: true });
  const entries = found?.entries ?? [];
  const { start, end } = replaced(
    code,
    cursor,
    entries[0]?.replacementSpan ?? found?.optionalReplacementSpan,
  );
  const deadline = performance.now() + SIGNATURE_TIME;
  const isOwn = ({ symbol }: ts.CompletionEntry) =>
    symbol?.declarations?.some((node) => [file, ...scope].includes(node.getSourceFile() as typeof file)) ===
    true;
  const matches = ranked(entries, code.slice(start, cursor), isOwn)
    .slice(0, MATCHES)
    .map((entry, index): CompletionMatch => {
      const { name, symbol } = entry;
      const isAffordable = index < SIGNATURES || performance.now() < deadline;
      const signature = symbol && isAffordable ? signatureOf(symbol, file, checker) : undefined;
      return { text: name, kind: kindOf(entry, checker), signature };
    });
  const completion = { matches, start, end, runtimePath: runtimePath(file, start - 1, checker) };
  return withOwnPackageName(completion, code.slice(0, cursor), project.folder);
}

/** The range that a match replaces: the part of a path or of a string, or the name around the cursor. */
function replaced(
  code: string,
  cursor: number,
  span: ts.TextSpan | undefined,
): { start: number; end: number } {
  if (span) return { start: span.start, end: span.start + span.length };
  const before = /[\w$\u0080-\uffff]*$/.exec(code.slice(0, cursor))?.[0] ?? "";
  const after = /^[\w$\u0080-\uffff]*/.exec(code.slice(cursor))?.[0] ?? "";
  return { start: cursor - before.length, end: cursor + after.length };
}

/**
 * Those that begin with the prefix, then regardless of case, then those that hold it; among these the notebook's own
 * names first, then in TypeScript's order.
 */
function ranked(
  entries: readonly ts.CompletionEntry[],
  prefix: string,
  isOwn: (entry: ts.CompletionEntry) => boolean,
): ts.CompletionEntry[] {
  const lower = prefix.toLowerCase();
  const rank = ({ name }: ts.CompletionEntry) => {
    if (name.startsWith(prefix)) return 0;
    if (name.toLowerCase().startsWith(lower)) return 1;
    return name.toLowerCase().includes(lower) ? 2 : 3;
  };
  // A name that several scopes have is offered once; the innermost comes first.
  const first = new Map(entries.map(({ name }, index) => [name, index] as const).reverse());
  return entries
    .filter(({ name }, index) => !name.startsWith("__trainbook") && first.get(name) === index)
    .map((entry) => ({ entry, rank: rank(entry) - (isOwn(entry) ? 0.5 : 0) }))
    .filter(({ rank }) => rank <= 2)
    .sort(
      (a, b) =>
        a.rank - b.rank || a.entry.sortText.localeCompare(b.entry.sortText) || compare(a.entry, b.entry),
    )
    .map(({ entry }) => entry);
}

function compare(a: ts.CompletionEntry, b: ts.CompletionEntry): number {
  return a.name.localeCompare(b.name);
}

/** The kind of what an alias stands for, such as a function of a namespace that only passes it on. */
function kindOf({ kind, symbol }: ts.CompletionEntry, checker: ts.TypeChecker): string {
  if (kind !== ts.ScriptElementKind.alias || !symbol) return jupyterKind(kind);
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (flags & ts.SymbolFlags.Function) return "function";
  if (flags & ts.SymbolFlags.Class) return "class";
  if (flags & ts.SymbolFlags.Enum) return "enum";
  if (flags & ts.SymbolFlags.Module) return "module";
  if (flags & ts.SymbolFlags.Variable) return "variable";
  return flags & ts.SymbolFlags.Type ? "interface" : "value";
}

const { ScriptElementKind: Kind } = ts;

/** The kinds that JupyterLab has icons for. */
const jupyterKinds = new Map<ts.ScriptElementKind, string>([
  [Kind.functionElement, "function"],
  [Kind.localFunctionElement, "function"],
  [Kind.memberFunctionElement, "method"],
  [Kind.memberVariableElement, "property"],
  [Kind.memberGetAccessorElement, "property"],
  [Kind.memberSetAccessorElement, "property"],
  [Kind.classElement, "class"],
  [Kind.interfaceElement, "interface"],
  [Kind.typeElement, "interface"],
  [Kind.enumElement, "enum"],
  [Kind.moduleElement, "module"],
  [Kind.externalModuleName, "module"],
  [Kind.keyword, "keyword"],
  [Kind.string, "text"],
  [Kind.constElement, "variable"],
  [Kind.letElement, "variable"],
  [Kind.variableElement, "variable"],
]);

function jupyterKind(kind: ts.ScriptElementKind): string {
  return jupyterKinds.get(kind) ?? "value";
}
