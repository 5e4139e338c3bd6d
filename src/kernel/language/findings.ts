/** Findings of the parser or the type check, as the error that the learner sees: short, with the cure last. */
import path from "node:path";
import type { CellError } from "../cellError";
import { bold, dim, red } from "../textStyle";
import { type BoundSourceFile, ts } from "./compiler";
import type { CheckedCell, Told } from "./slips/explanation";
import { punctuationCure } from "./slips/punctuation";
import { syntaxSlip } from "./slips/syntaxSlip";
import { typeSlips } from "./slips/typeSlips";

/** More would hide the first, which most often explains the others. */
const SHOWN = 3;

/** The error of a cell that does not parse. */
export function syntaxError(file: BoundSourceFile, folder: string): CellError {
  const findings = [...file.parseDiagnostics].sort((a, b) => a.start - b.start);
  const [first] = findings;
  if (!first) return findingsError("SyntaxError", [], file, folder);
  const slip = syntaxSlip(file, first);
  // Where the parser has lost the thread, what else it says is no news.
  if (slip) return findingsError("SyntaxError", [{ finding: first, slip }], file, folder);
  const lines = new Map<number, Told>();
  for (const finding of findings) {
    const { line } = file.getLineAndCharacterOfPosition(finding.start);
    if (!lines.has(line)) lines.set(line, { finding });
  }
  const told = [...lines.values()];
  if (told[0]) told[0].cure = punctuationCure(file, first);
  return findingsError("SyntaxError", told, file, folder);
}

/** The error of a cell, or of a file that it imports, that does not pass the type check. */
export function typeError(findings: readonly ts.Diagnostic[], cell: CheckedCell): CellError {
  return findingsError("TypeScript", typeSlips(findings, cell), cell.file, cell.folder);
}

/** One error that tells the first findings, each with its line and a mark below the place, and then their cures. */
function findingsError(
  kind: "SyntaxError" | "TypeScript",
  told: readonly Told[],
  cell: BoundSourceFile,
  folder: string,
): CellError {
  const shown = told.slice(0, SHOWN).map((one) => placed(one));
  const traceback: string[] = [];
  for (const one of shown) {
    if (traceback.length > 0) traceback.push("");
    traceback.push(...described(kind, one, cell, folder));
  }
  const more = told.length - SHOWN;
  if (more > 0) traceback.push("", dim(`… and ${more} more`));
  traceback.push(...curesOf(shown, cell, folder));
  const [first] = shown;
  const others = told.length > 1 ? ` (and ${told.length - 1} more)` : "";
  const evalue = first
    ? `${place(first.finding, cell, folder)}: ${messageOf(first, folder)[0]}${others}`
    : "";
  return { ename: kind, evalue, traceback };
}

/** A finding at the place of its slip. */
function placed(told: Told): Told {
  const { finding, slip } = told;
  if (slip?.start === undefined) return told;
  return { ...told, finding: { ...finding, start: slip.start, length: slip.length ?? 1 } };
}

/** The cures, last of all, each with its place where there are several. */
function curesOf(told: readonly Told[], cell: BoundSourceFile, folder: string): string[] {
  const cures = new Map<string, string>();
  for (const { finding, slip, cure = slip?.cure } of told) {
    if (cure !== undefined && !cures.has(cure)) cures.set(cure, place(finding, cell, folder));
  }
  if (cures.size === 0) return [];
  return ["", ...[...cures].map(([cure, at]) => (cures.size > 1 ? `→ ${at}: ${cure}` : `→ ${cure}`))];
}

function messageOf({ finding, slip }: Told, folder: string): string[] {
  return slip ? [slip.message] : messageLines(finding, folder);
}

function described(kind: string, told: Told, cell: BoundSourceFile, folder: string): string[] {
  const { finding, slip } = told;
  const [message = "", ...explanation] = messageOf(told, folder);
  const { file, start, length = 1 } = finding;
  const code = slip ? "" : ` ${dim(`(TS${finding.code})`)}`;
  const lines = [`${red(kind)} ${bold(placeWithColumn(finding, cell, folder))}: ${message}${code}`];
  if (file && start !== undefined) lines.push(...marked(file, start, length));
  lines.push(...explanation.map((line) => `  ${line}`));
  if (slip || told.cure) return lines;
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

/** The lines of a finding; of a call that fits none of several forms, what the most telling one says. */
function messageLines(finding: ts.DiagnosticRelatedInformation, folder: string): string[] {
  const [first = "", ...lines] = allLines(finding, folder);
  const starts = lines.flatMap((line, index) => (/^ {2}Overload \d+ of \d+/.test(line) ? [index] : []));
  if (starts.length < 2) return [first, ...lines];
  const forms = starts.map((start, index) => lines.slice(start, starts[index + 1]));
  const shown =
    forms.find((form) => form.some((line) => line.includes("known properties"))) ?? forms[0] ?? [];
  return [first, ...shown, `  (and ${forms.length - 1} more)`];
}

function allLines({ messageText }: ts.DiagnosticRelatedInformation, folder: string): string[] {
  return (
    ts
      .flattenDiagnosticMessageText(messageText, "\n")
      // Two types of one name, of which a later cell has redeclared the other.
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
