/** What the parser or the type check found wrong, as the error that the learner sees. */
import path from "node:path";
import type { CellError } from "../cellError";
import { bold, dim, red } from "../textStyle";
import { type BoundSourceFile, ts } from "./compiler";
import { cureOf } from "./findingCures";

/** More would hide the first, which most often explains the others. */
const SHOWN = 10;

/**
 * One error that lists all findings, each with its line and a mark under the place.
 *
 * @param kind what the error is called: "SyntaxError", or "TypeScript" for findings of the type check.
 */
export function findingsError(
  kind: "SyntaxError" | "TypeScript",
  findings: readonly ts.Diagnostic[],
  cell: BoundSourceFile,
  folder: string,
): CellError {
  const traceback: string[] = [];
  for (const finding of findings.slice(0, SHOWN)) {
    if (traceback.length > 0) traceback.push("");
    traceback.push(...described(kind, finding, cell, folder));
  }
  const more = findings.length - SHOWN;
  if (more > 0) traceback.push("", dim(`… and ${more} more`));
  const cure = findings
    .map((finding) => cureOf(finding.code, messageLines(finding, folder)[0] ?? ""))
    .find((found) => found !== undefined);
  if (cure) traceback.push("", `→ ${cure}`);
  const [first] = findings;
  const others = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
  const evalue = first ? `${place(first, cell, folder)}: ${messageLines(first, folder)[0]}${others}` : "";
  return { ename: kind, evalue, traceback };
}

function described(kind: string, finding: ts.Diagnostic, cell: BoundSourceFile, folder: string): string[] {
  const [message = "", ...explanation] = messageLines(finding, folder);
  const { file, start, length = 1 } = finding;
  const code = dim(`(TS${finding.code})`);
  const lines = [`${red(kind)} ${bold(placeWithColumn(finding, cell, folder))}: ${message} ${code}`];
  if (file && start !== undefined) lines.push(...marked(file, start, length));
  lines.push(...explanation.map((line) => `  ${line}`));
  for (const related of finding.relatedInformation ?? []) {
    if (related.file !== cell) continue;
    lines.push(dim(`  ${place(related, cell, folder)}: ${messageLines(related, folder)[0]}`));
  }
  return lines;
}

/** The line of a place with carets below it, in columns that also fit where the line has tabs. */
function marked(file: ts.SourceFile, start: number, length: number): string[] {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const end = file.getLineAndCharacterOfPosition(start + length);
  const text = file.text.split(/\r?\n/)[line] ?? "";
  const until = end.line === line ? end.character : text.length;
  const width = columns(text.slice(character, Math.max(until, character + 1))) || 1;
  const before = text.slice(0, character).replace(/[^\t]/gu, (letter) => " ".repeat(columns(letter)));
  return [`    ${text}`, `    ${before}${red("^".repeat(width))}`];
}

/** Terminal columns: East Asian wide letters and emoji take two. */
function columns(text: string): number {
  let width = 0;
  for (const letter of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        letter,
      )
        ? 2
        : 1;
  return width;
}

function place(finding: ts.DiagnosticRelatedInformation, cell: BoundSourceFile, folder: string): string {
  const { file, start } = finding;
  if (!file || start === undefined) return "somewhere";
  const line = `line ${file.getLineAndCharacterOfPosition(start).line + 1}`;
  return file === cell ? line : `${path.relative(folder, file.fileName)}, ${line}`;
}

function placeWithColumn(finding: ts.Diagnostic, cell: BoundSourceFile, folder: string): string {
  const { file, start } = finding;
  if (!file || start === undefined) return place(finding, cell, folder);
  return `${place(finding, cell, folder)}:${file.getLineAndCharacterOfPosition(start).character + 1}`;
}

function messageLines({ messageText }: ts.DiagnosticRelatedInformation, folder: string): string[] {
  return (
    ts
      .flattenDiagnosticMessageText(messageText, "\n")
      // Two types of one name, of which a later cell has declared the other anew.
      .replace(/import\("[^"]*__trainbook_cell_\d+"\)\./g, "this cell's ")
      .replace(/import\("[^"]*__trainbook_declarations_\d+(?:\.d)?"\)\./g, "an earlier cell's ")
      .replace(/import\("([^"]+)"\)/g, (_, file) => `import("${moduleName(file, folder)}")`)
      .split("\n")
  );
}

/** A module as a learner would name it, where the compiler names its file. */
function moduleName(file: string, folder: string): string {
  const [, ofPackage] = /.*\/node_modules\/(?:@types\/)?(.*)/.exec(file) ?? [];
  if (ofPackage) return ofPackage.replace(/(\/dist)?\/index$/, "");
  const relative = path.relative(folder, file);
  return relative.startsWith("..") ? path.basename(file) : `./${relative}`;
}
