/**
 * The index of a class: a table of all grades, with a link to each student's page. Without a script a table cannot be
 * sorted in place, so that there is a page for each order, and the headings lead from one to the other.
 */
import { escapeMarkup } from "../../display";
import { colours, marks } from "../scores/card";
import { equalSubmissions, equalSubmissionsHint } from "./equalSubmissions";
import { htmlPage } from "./htmlPage";
import { printable } from "./printable";
import { remarks } from "./remarks";
import { hasFullMarks, isGraded, namesOf, type Reported } from "./reported";

/** A notebook and the path of its page, relative to the index. */
export interface IndexEntry {
  grade: Reported;
  page: string;
}

interface Order {
  file: string;
  /** The heading that leads there. */
  heading: string;
  sorted: (a: Reported, b: Reported) => number;
  direction: "ascending" | "descending";
}

const byName = (a: Reported, b: Reported) =>
  a.student.localeCompare(b.student, "en", { numeric: true }) || a.notebook.localeCompare(b.notebook, "en");
const share = (grade: Reported) => (isGraded(grade) ? grade.points / grade.maximum : -1);
const seconds = (grade: Reported) => (isGraded(grade) ? grade.seconds : -1);
const exercise = (grade: Reported) => (isGraded(grade) ? grade.exercise : "");

/** The first is the index itself. */
const orders: readonly Order[] = [
  { file: "index.html", heading: "Student", sorted: byName, direction: "ascending" },
  {
    file: "by-exercise.html",
    heading: "Exercise",
    sorted: (a, b) => exercise(a).localeCompare(exercise(b), "en") || byName(a, b),
    direction: "ascending",
  },
  {
    file: "by-points.html",
    heading: "Points",
    sorted: (a, b) => share(b) - share(a) || byName(a, b),
    direction: "descending",
  },
  {
    file: "by-seconds.html",
    heading: "Seconds",
    sorted: (a, b) => seconds(b) - seconds(a) || byName(a, b),
    direction: "descending",
  },
];

/** The pages by their file names. */
export function indexPages(entries: readonly IndexEntry[]): Record<string, string> {
  const grades = entries.map(({ grade }) => grade);
  const pageOf = new Map(entries.map(({ grade, page }) => [grade, page]));
  const link = (grade: Reported, name: string) =>
    `<a href="${escapeMarkup(address(pageOf.get(grade)))}">${escapeMarkup(printable(name))}</a>`;
  return Object.fromEntries(
    orders.map((order) => {
      const rows = [...grades].sort(order.sorted).map((grade) => row(grade, link));
      const body = [
        "<h1>Grades</h1>",
        `<p>${escapeMarkup(summary(grades))}</p>`,
        '<div class="wide" tabindex="0" role="region" aria-label="Grades"><table>',
        `<thead><tr>${headings(order)}</tr></thead>`,
        `<tbody>\n${rows.join("\n")}\n</tbody>`,
        "</table></div>",
        ...equalSection(grades, link),
      ];
      return [order.file, htmlPage("Grades", body.join("\n"))];
    }),
  );
}

function summary(grades: readonly Reported[]): string {
  const full = grades.filter(hasFullMarks).length;
  const without = grades.filter((grade) => !isGraded(grade)).length;
  return `${full} of ${grades.length} notebooks with full marks${without > 0 ? `, ${without} without a grade` : ""}`;
}

function headings(current: Order): string {
  const sortable = (heading: string, numeric = false) => {
    const order = orders.find((one) => one.heading === heading);
    const attributes = `scope="col"${numeric ? ' class="number"' : ""}`;
    if (!order) return `<th ${attributes}>${heading}</th>`;
    if (order !== current) return `<th ${attributes}><a href="${order.file}">${heading}</a></th>`;
    const arrow = order.direction === "ascending" ? "▲" : "▼";
    return `<th ${attributes} aria-sort="${order.direction}">${heading} <span aria-hidden="true">${arrow}</span></th>`;
  };
  return [
    sortable("Student"),
    sortable("Exercise"),
    sortable("Points", true),
    sortable("Checks"),
    sortable("Seconds", true),
    sortable("Note"),
  ].join("");
}

const address = (page = ""): string => page.split("/").map(encodeURIComponent).join("/");

type Link = (grade: Reported, name: string) => string;

function row(grade: Reported, link: Link): string {
  const student = `<td class="student">${link(grade, grade.student)}<div class="quiet">${escapeMarkup(printable(grade.notebook))}</div></td>`;
  if (!isGraded(grade)) {
    const note = `<td class="note">${escapeMarkup(printable(grade.error))}</td>`;
    return `<tr>${student}<td></td><td class="number">–</td><td></td><td class="number"></td>${note}</tr>`;
  }
  const notes = remarks(grade).map((line) => `<div>${escapeMarkup(printable(line))}</div>`);
  return [
    "<tr>",
    student,
    `<td class="exercise">${escapeMarkup(grade.exercise)}</td>`,
    `<td class="number">${grade.points} / ${grade.maximum}</td>`,
    `<td class="marks">${grade.checks.map(mark).join("")}</td>`,
    `<td class="number">${grade.seconds.toFixed(1)}</td>`,
    `<td class="note">${notes.join("")}</td>`,
    "</tr>",
  ].join("");
}

function mark({ title, status }: { title: string; status: keyof typeof marks }): string {
  const label = escapeMarkup(`${title}: ${status}`);
  return `<span role="img" aria-label="${label}" title="${label}" style="color: ${colours[status]}">${marks[status]}</span>`;
}

function equalSection(grades: readonly Reported[], link: Link): string[] {
  const groups = equalSubmissions(grades);
  if (groups.length === 0) return [];
  const names = namesOf(grades);
  const items = groups.map(({ same, notebooks }) => {
    const members = notebooks.map((grade) => link(grade, names[grades.indexOf(grade)] ?? grade.notebook));
    return `<li>The same ${same}: ${members.join(", ")}</li>`;
  });
  return ["<h2>Equal submissions</h2>", `<p>${equalSubmissionsHint}</p>`, `<ul>\n${items.join("\n")}\n</ul>`];
}
