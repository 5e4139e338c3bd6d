/** The reports of a batch on disk. They are rewritten after each notebook: an interrupted batch keeps what was graded. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  gradePage,
  gradesCsv,
  gradesJson,
  gradesJunit,
  indexPages,
  type Reported,
  studentPage,
} from "../../grading";
import type { Notebook } from "../../kernel";
import { TrainbookError } from "../../trainbookError";
import type { Submission } from "./submissions";

export interface ReportOptions {
  csv?: string;
  json?: string;
  /** A page, where it ends in .html; otherwise a folder. */
  html?: string;
  junit?: string;
}

export class ReportFiles {
  private readonly grades: (Reported | undefined)[];
  private readonly pages: string[];

  /** @throws TrainbookError where a report could not be written; that should not show after half an hour. */
  constructor(
    submissions: readonly Submission[],
    private readonly options: ReportOptions,
  ) {
    this.grades = submissions.map(() => undefined);
    this.pages = pageNames(submissions).map((name) => `students/${name}.html`);
    const { csv, json, html, junit } = options;
    for (const file of [csv, json, junit, html !== undefined && isPage(html) ? html : undefined])
      if (file !== undefined) requirePlace(file);
    if (html !== undefined && !isPage(html)) requireFolder(html);
  }

  /** A notebook has ended. */
  add(index: number, grade: Reported, executed?: Notebook): void {
    this.grades[index] = grade;
    const there = this.grades.filter((one) => one !== undefined);
    const { csv, json, html, junit } = this.options;
    if (csv !== undefined) writeReport(csv, gradesCsv(there));
    if (json !== undefined) writeReport(json, gradesJson(there));
    if (junit !== undefined) writeReport(junit, gradesJunit(there));
    if (html !== undefined && isPage(html)) writeReport(html, gradePage(there));
    else if (html !== undefined) this.addPage(html, index, executed);
  }

  /** The page of a notebook, and the index with all pages that are there. */
  private addPage(folder: string, index: number, executed: Notebook | undefined): void {
    const entries = this.grades.flatMap((grade, at) =>
      grade ? [{ grade, page: this.pages[at] ?? "" }] : [],
    );
    const grade = this.grades[index];
    if (grade) writeReport(path.join(folder, this.pages[index] ?? ""), studentPage(grade, executed));
    for (const [name, page] of Object.entries(indexPages(entries)))
      writeReport(path.join(folder, name), page);
  }
}

function isPage(html: string): boolean {
  return /\.html?$/i.test(html) && !isFolder(html);
}

function isFolder(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}

/** A file name for each, that no system takes for anything else. */
function pageNames(submissions: readonly Submission[]): string[] {
  const taken = new Set<string>();
  return submissions.map(({ student }) => {
    const plain =
      student
        .normalize("NFC")
        .replaceAll(/[^\p{L}\p{M}\p{N}_-]+/gu, "-")
        .slice(0, 60) || "-";
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${plain}-${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function requirePlace(file: string): void {
  requireFolder(path.dirname(path.resolve(file)));
  if (isFolder(file)) throw new TrainbookError(`${file} is a folder; a report is a file.`);
}

function requireFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new TrainbookError(`${folder} cannot be made: ${(cause as Error).message}`, { cause });
  }
}

/** Writes a file whole: whoever reads it at the time finds the one before. */
function writeReport(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new TrainbookError(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
