/** Grades as a table for a spreadsheet: CSV of RFC 4180, UTF-8, a notebook a row. */
import { exercises } from "../checks/exercises";
import { marksOf } from "./marks";
import { printable } from "./printable";
import { remarks } from "./remarks";
import { hasFullMarks, isGraded, type Reported } from "./reported";

/**
 * The columns: `student`, `file`, `exercise`, `points`, `maximum`, the points of each check by its id, `checks` with the
 * mark of each, `status` ("full marks", "graded", "not graded"), `seconds`, `note`. A check that an exercise does not
 * have is empty.
 */
export function gradesCsv(grades: readonly Reported[]): string {
  const checks = checkIds(grades);
  const header = [
    "student",
    "file",
    "exercise",
    "points",
    "maximum",
    ...checks,
    "checks",
    "status",
    "seconds",
    "note",
  ];
  return [header, ...grades.map((grade) => row(grade, checks))]
    .map((fields) => `${fields.map(field).join(",")}\r\n`)
    .join("");
}

/** The ids of the checks of all exercises that are there, in the order of the course. */
function checkIds(grades: readonly Reported[]): string[] {
  const there = new Set(grades.filter(isGraded).map(({ exercise }) => exercise));
  const ids = exercises.filter(({ id }) => there.has(id)).flatMap(({ checks }) => checks.map(({ id }) => id));
  return [...new Set(ids)];
}

function row(grade: Reported, checks: readonly string[]): (string | number)[] {
  const { student, notebook } = grade;
  if (!isGraded(grade)) {
    const empty = checks.map(() => "");
    return [student, notebook, "", "", "", ...empty, "", "not graded", "", grade.error];
  }
  const points = checks.map((id) => grade.checks.find((check) => check.id === id)?.points ?? "");
  return [
    student,
    notebook,
    grade.exercise,
    grade.points,
    grade.maximum,
    ...points,
    marksOf(grade),
    hasFullMarks(grade) ? "full marks" : "graded",
    Number(grade.seconds.toFixed(1)),
    remarks(grade).join("\n"),
  ];
}

/** Spreadsheets take text that begins like a formula for one; an apostrophe in front keeps it text. */
const FORMULA = /^\s*[=+\-@]|^[\t\n]/;

function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = printable(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
