/** An error as Jupyter shows it, made from what a cell threw or from what its type check found. */
import path from "node:path";
import { inspect, stripVTControlCharacters } from "node:util";
import type { Cell, CellHistory } from "./cellHistory";

/** The content of Jupyter's `error` message. */
export interface CellError {
  ename: string;
  evalue: string;
  /** Lines of text, coloured with ANSI codes. */
  traceback: string[];
}

/** One finding of the type check, counted from 0 and relative to the cell. */
export interface Finding {
  start: { line: number; character: number };
  end: { line: number; character: number };
  messageText: string;
  code: number;
  fileName?: string;
}

const bold = (text: string) => `\u001b[1m${text}\u001b[0m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[0m`;

/** The error of a cell that did not pass the type check: each finding with its line and a mark under it. */
export function typeCheckError(cell: Cell, findings: readonly Finding[]): CellError {
  const lines = cell.source.split("\n");
  const traceback: string[] = [];
  let previous: Finding | undefined;
  for (const finding of findings) {
    // TypeScript's explanations of one error follow it as findings at the same place.
    if (previous && samePlace(previous, finding)) {
      traceback.push(`  ${finding.messageText}`);
      continue;
    }
    previous = finding;
    const { line, character } = finding.start;
    const place = finding.fileName ? `${finding.fileName}, line ${line + 1}` : `line ${line + 1}`;
    traceback.push(`${bold("TypeScript")} ${place}: ${finding.messageText} ${dim(`(TS${finding.code})`)}`);
    const source = lines[line];
    if (finding.fileName || source === undefined) continue;
    const end = finding.end.line === line ? finding.end.character : source.length;
    traceback.push(
      `    ${source}`,
      `    ${" ".repeat(character)}${bold("^".repeat(Math.max(1, end - character)))}`,
    );
  }
  if (findings.some(isMissingPackage)) {
    traceback.push("→ move the notebook into my-course/, or into a project that has trainbook installed");
  }
  const first = findings[0];
  const evalue = first ? `line ${first.start.line + 1}: ${first.messageText}` : "";
  return { ename: "TypeScript", evalue, traceback };
}

/** TypeScript does not find trainbook or tfjs from the notebook's folder upward. */
function isMissingPackage({ code, messageText }: Finding): boolean {
  return code === 2307 && /'(trainbook|@tensorflow\/tfjs-node-gpu)'/.test(messageText);
}

function samePlace(a: Finding, b: Finding): boolean {
  return (
    a.fileName === b.fileName && a.start.line === b.start.line && a.start.character === b.start.character
  );
}

/** The error of a cell that threw `thrown`, which need not be an Error. */
export function thrownError(thrown: unknown, cells: CellHistory): CellError {
  if (isInterrupt(thrown)) {
    return { ename: "Interrupted", evalue: "the cell was interrupted", traceback: [bold("Interrupted")] };
  }
  if (!isError(thrown)) {
    const text = inspect(thrown);
    return { ename: "Thrown", evalue: text, traceback: [`${bold("Thrown")}: ${text}`] };
  }
  const traceback = [`${bold(nameOf(thrown))}: ${thrown.message}`, ...frames(thrown, cells)];
  for (let cause = thrown.cause, depth = 0; isError(cause) && depth < 5; cause = cause.cause, depth++) {
    traceback.push(`caused by ${bold(nameOf(cause))}: ${cause.message}`, ...frames(cause, cells));
  }
  return { ename: nameOf(thrown), evalue: thrown.message, traceback };
}

/** The traceback as plain text. */
export function plainTraceback(error: CellError): string {
  return stripVTControlCharacters(error.traceback.join("\n"));
}

function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function nameOf(error: Error): string {
  return String(error.name || "Error");
}

/** tslab rejects an awaited cell with this message; Node throws this code out of a running one. */
function isInterrupt(thrown: unknown): boolean {
  if (!isError(thrown)) return false;
  const { code } = thrown as NodeJS.ErrnoException;
  return code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || thrown.message === "Interrupted asynchronously";
}

const FRAME = /^\s+at (?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/;
const FRAME_LINES = 20;

/** The frames that a learner can act on: those in cells and in files that are not somebody's package. */
function frames(error: Error, cells: CellHistory): string[] {
  const shown: string[] = [];
  for (const frame of (error.stack ?? "").split("\n")) {
    const [, called = "", file = "", row = "0", column = "0"] = FRAME.exec(frame) ?? [];
    const name = called.replace(/^(async )?((Proxy|Object|exports)\.)?/, "");
    const caller = name === "" || name.startsWith("eval") ? "" : `${name}, `;
    const place = cells.locate(file, Number(row), Number(column));
    // A frame of a cell without a line is the function that tslab wraps around the cell.
    if (place?.line) {
      shown.push(`  at ${caller}cell [${place.cell}], line ${place.line}`, dim(`      ${place.text}`));
    } else if (isLearnersFile(file)) {
      shown.push(`  at ${caller}${file.replace(/^file:\/\//, "")}:${row}:${column}`);
    }
  }
  return shown.slice(0, FRAME_LINES);
}

function isLearnersFile(file: string): boolean {
  return (
    /^(file:\/\/)?(\/|[A-Za-z]:[\\/])/.test(file) &&
    !/[\\/]node_modules[\\/]/.test(file) &&
    !file.replace(/^file:\/\//, "").startsWith(ownFolder)
  );
}

/** `dist`: trainbook's own code, whose frames say nothing to a learner. */
const ownFolder = path.dirname(__dirname);
