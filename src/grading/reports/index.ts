/** The reports that `trainbook grade` writes about the grades of a class. Whatever notebooks say comes into it as text. */
export { gradesCsv } from "./csv";
export { type EqualSubmissions, equalSubmissions, equalSubmissionsHint } from "./equalSubmissions";
export { gradeHtml } from "./gradeHtml";
export { gradePage } from "./gradePage";
export { gradesJson } from "./gradesJson";
export { type IndexEntry, indexPages } from "./indexPages";
export { gradesJunit } from "./junit";
export { marksOf } from "./marks";
export { printable } from "./printable";
export { failureText, remarks } from "./remarks";
export { hasFullMarks, isGraded, namesOf, type Reported, type Ungraded } from "./reported";
export { studentPage } from "./studentPage";
