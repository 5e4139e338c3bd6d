/** What may stand at the cursor. */
import type { Completion, CompletionMatch } from "./answers";
import { ts } from "./compiler";
import type { Declarations } from "./declarations";
import type { Project } from "./project";
import { runtimePath } from "./runtimePath";

/** A list longer than this is no help, and slow to draw. */
const MATCHES = 500;
/** Signatures cost a question each. */
const SIGNATURES = 40;

/** The names that fit at `cursor`, the best first. */
export function complete(
  project: Project,
  declarations: Declarations,
  { code, cursor }: { code: string; cursor: number },
): Completion {
  const { file, program } = project.open(code, declarations.text);
  const { languageService } = project;
  const preferences: ts.UserPreferences = { includeCompletionsForImportStatements: true };
  const found = languageService.getCompletionsAtPosition(file.fileName, cursor, preferences);
  const { start, end } = replaced(code, cursor, found?.optionalReplacementSpan);
  const prefix = code.slice(start, cursor);
  const entries = ranked(found?.entries ?? [], prefix).slice(0, MATCHES);
  const matches = entries.map(({ name, kind }, index): CompletionMatch => {
    const details =
      index < SIGNATURES && entries.length <= 4 * SIGNATURES
        ? languageService.getCompletionEntryDetails(
            file.fileName,
            cursor,
            name,
            {},
            undefined,
            preferences,
            undefined,
          )
        : undefined;
    const signature =
      details && ts.displayPartsToString(details.displayParts).replace(/^\(\w+( \w+)*\) /, "");
    return { text: name, kind: jupyterKind(kind), signature };
  });
  return { matches, start, end, runtimePath: runtimePath(file, start - 1, program.getTypeChecker()) };
}

/** The name around the cursor, which a match replaces. */
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

/** Those that begin with the prefix, then regardless of case, then those that hold it; each in TypeScript's order. */
function ranked(entries: readonly ts.CompletionEntry[], prefix: string): ts.CompletionEntry[] {
  const lower = prefix.toLowerCase();
  const rank = ({ name }: ts.CompletionEntry) => {
    if (name.startsWith(prefix)) return 0;
    if (name.toLowerCase().startsWith(lower)) return 1;
    return name.toLowerCase().includes(lower) ? 2 : 3;
  };
  return entries
    .filter(({ name }) => !name.startsWith("__trainbook"))
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter(({ rank }) => rank < 3)
    .sort(
      (a, b) =>
        a.rank - b.rank || a.entry.sortText.localeCompare(b.entry.sortText) || compare(a.entry, b.entry),
    )
    .map(({ entry }) => entry);
}

function compare(a: ts.CompletionEntry, b: ts.CompletionEntry): number {
  return a.name.localeCompare(b.name);
}

/** The kinds that JupyterLab has icons for. */
function jupyterKind(kind: ts.ScriptElementKind): string {
  switch (kind) {
    case ts.ScriptElementKind.functionElement:
    case ts.ScriptElementKind.localFunctionElement:
      return "function";
    case ts.ScriptElementKind.memberFunctionElement:
      return "method";
    case ts.ScriptElementKind.memberVariableElement:
    case ts.ScriptElementKind.memberGetAccessorElement:
    case ts.ScriptElementKind.memberSetAccessorElement:
      return "property";
    case ts.ScriptElementKind.classElement:
      return "class";
    case ts.ScriptElementKind.interfaceElement:
    case ts.ScriptElementKind.typeElement:
      return "interface";
    case ts.ScriptElementKind.enumElement:
      return "enum";
    case ts.ScriptElementKind.moduleElement:
    case ts.ScriptElementKind.externalModuleName:
      return "module";
    case ts.ScriptElementKind.keyword:
      return "keyword";
    case ts.ScriptElementKind.string:
      return "text";
    case ts.ScriptElementKind.constElement:
    case ts.ScriptElementKind.letElement:
    case ts.ScriptElementKind.variableElement:
      return "variable";
    default:
      return "value";
  }
}
