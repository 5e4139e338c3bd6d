/**
 * Grades as JUnit XML, which continuous integration shows: a notebook is a test suite, a check a test case. Whatever
 * gives less than a check's points is a failure, a check that was not attempted too; a cell that did not end, and a
 * notebook without a grade, are errors.
 */
import { escapeMarkup } from "../../display";
import type { Grade } from "../gradeNotebook";
import type { ScoredCheck } from "../scores/score";
import { texts } from "../texts";
import { printable } from "./printable";
import { failureText } from "./remarks";
import { isGraded, type Reported } from "./reported";

export function gradesJunit(grades: readonly Reported[]): string {
  const suites = grades.map((grade) => (isGraded(grade) ? gradedSuite(grade) : ungradedSuite(grade)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="trainbook grade">',
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function gradedSuite(grade: Grade & { student: string }): string {
  const { notebook, student, exercise, points, maximum, seconds, checks, notes, failure } = grade;
  const outcomes = checks.map(({ status }) => outcomeOf(status));
  const properties = Object.entries({ student, exercise, points, maximum }).map(
    ([name, value]) => `    <property${attributes({ name, value })}/>`,
  );
  const said = [...notes, ...(failure ? [failureText(failure), failure.source] : [])];
  return [
    `  <testsuite${attributes({
      name: notebook,
      tests: checks.length,
      failures: outcomes.filter((outcome) => outcome === "failure").length,
      errors: outcomes.filter((outcome) => outcome === "error").length,
      skipped: 0,
      time: seconds.toFixed(3),
    })}>`,
    "    <properties>",
    ...properties.map((property) => `  ${property}`),
    "    </properties>",
    ...checks.map((check) => testCase(notebook, check)),
    ...(said.length > 0 ? [`    <system-out>${escaped(said.join("\n"))}</system-out>`] : []),
    "  </testsuite>",
  ].join("\n");
}

function ungradedSuite({ notebook, error }: { notebook: string; error: string }): string {
  const suite = attributes({ name: notebook, tests: 1, failures: 0, errors: 1, skipped: 0, time: "0.000" });
  return [
    `  <testsuite${suite}>`,
    `    <testcase${attributes({ classname: notebook, name: "The notebook can be graded", time: "0.000" })}>`,
    `      <error${attributes({ message: firstLine(error), type: "not graded" })}>${escaped(error)}</error>`,
    "    </testcase>",
    "  </testsuite>",
  ].join("\n");
}

/** A check takes no time that anybody measures; readers of the format ask for the attribute. */
function testCase(notebook: string, { title, status, points, maximum, finding, hint }: ScoredCheck): string {
  const opening = `    <testcase${attributes({ classname: notebook, name: title, time: "0.000" })}`;
  const outcome = outcomeOf(status);
  if (outcome === undefined) return `${opening}/>`;
  const message = `${points} of ${maximum} points: ${finding ?? status}`;
  const text = [finding ?? status, ...(hint === undefined ? [] : [`${texts.hint}: ${hint}`])].join("\n");
  return [
    `${opening}>`,
    `      <${outcome}${attributes({ message, type: status })}>${escaped(text)}</${outcome}>`,
    "    </testcase>",
  ].join("\n");
}

function outcomeOf(status: ScoredCheck["status"]): "failure" | "error" | undefined {
  if (status === "passed") return undefined;
  return status === "error" || status === "timed out" ? "error" : "failure";
}

const escaped = (text: string | number): string => escapeMarkup(printable(String(text)));

/** XML turns line ends in an attribute into spaces unless they are written by number. */
const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll("\n", "&#10;")}"`)
    .join("");

const firstLine = (text: string): string => text.split("\n")[0] ?? "";
