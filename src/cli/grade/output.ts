/** The output of `trainbook grade`. */
import {
  cardText,
  type EqualSubmissions,
  equalSubmissionsHint,
  type Grade,
  hasFullMarks,
  isGraded,
  marksOf,
  namesOf,
  printable,
  type Reported,
  remarks,
} from "../../grading";

import { fitted, padded, widthOf } from "./textWidth";

/** How notebooks are kept apart on this system, in one line. */
export function apartText(isApart: boolean, hasNetwork: boolean): string {
  if (!isApart)
    return (
      "Graded without namespaces: a notebook can reach whatever you can; changes to the package are found afterwards. " +
      "Grade those of strangers in a container or a virtual machine."
    );
  const network = hasNetwork ? "The network can be reached (--network)." : "There is no network.";
  return `Graded in namespaces: each notebook writes to its own folder alone, and sees no other. ${network}`;
}

/** One notebook's outcome, followed by an empty line. */
export function outcomeText(grade: Reported): { text: string; isError: boolean } {
  if (isGraded(grade)) return { text: gradeText(grade), isError: false };
  const { notebook, error } = grade;
  return { text: `error: ${error.includes(notebook) ? error : `${notebook}: ${error}`}\n`, isError: true };
}

function gradeText(grade: Grade): string {
  const { notebook, failure, seconds } = grade;
  const indented = failure?.source.trimEnd().replaceAll(/^/gm, "      ");
  return [
    `${notebook} (${seconds.toFixed(1)} s)`,
    cardText(grade),
    ...remarks(grade).map((remark) => `  ! ${remark}`),
    ...(indented === undefined ? [] : [indented]),
    "",
  ].join("\n");
}

const longestName = 40;
const longestError = 60;

/** All grades, a notebook a line, and how many have full marks. */
export function gradesTable(grades: readonly Reported[]): string {
  const names = namesOf(grades).map((name) => fitted(oneLine(name), longestName));
  const rows = grades.map((grade, at) => [names[at] ?? "", ...columns(grade)]);
  const all = [["name", "points", "checks", "seconds"], ...rows];
  const widths = [0, 1, 2, 3].map((at) => {
    // A reason for having no grade takes the place of the checks, and may be longer than those.
    const counted = all.filter((_, row) => at !== 2 || row === 0 || isGraded(grades[row - 1] as Reported));
    return Math.max(...counted.map((row) => widthOf(row[at] ?? "")));
  });
  const lines = all.map((row) => {
    const [name = "", points = "", checks = "", seconds = ""] = row;
    const [nameWidth = 0, pointsWidth = 0, checksWidth = 0, secondsWidth = 0] = widths;
    return [
      padded(name, nameWidth),
      padded(points, pointsWidth, "right"),
      padded(checks, checksWidth),
      padded(seconds, secondsWidth, "right"),
    ]
      .join("  ")
      .trimEnd();
  });
  const full = grades.filter(hasFullMarks).length;
  return [...lines, "", `${full} of ${grades.length} notebooks with full marks`].join("\n");
}

function columns(grade: Reported): string[] {
  if (!isGraded(grade)) return ["–", fitted(oneLine(grade.error), longestError), ""];
  return [`${grade.points}/${grade.maximum}`, marksOf(grade), grade.seconds.toFixed(1)];
}

const oneLine = (text: string) => printable(text).split("\n")[0] ?? "";

/** Submissions that are equal; "" where there are none. */
export function equalText(groups: readonly EqualSubmissions[]): string {
  if (groups.length === 0) return "";
  return [
    "",
    `Equal submissions. ${equalSubmissionsHint}`,
    ...groups.map(
      ({ same, notebooks }) => `  the same ${same}: ${notebooks.map(({ notebook }) => notebook).join(", ")}`,
    ),
  ].join("\n");
}
