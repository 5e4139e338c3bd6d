/** Equal submissions: a hint for whoever grades a class. */
import { equalSubmissions, gradesJson } from "../../../src/grading";
import { exerciseById } from "../../../src/grading/checks/exercises";
import { codeFingerprint } from "../../../src/grading/notebooks/codeFingerprint";
import { shippedExercise } from "../../../src/grading/notebooks/exerciseOf";
import { notebookOf } from "../../kernel/notebooks/notebookOf";
import { someGrade, unreadable } from "./someGrades";

const ofCode = (...sources: string[]) => codeFingerprint(notebookOf(sources));
const handedIn = (student: string, code: string, weights?: Record<string, string>) =>
  someGrade(student, {}, { fingerprints: { code, weights } });
const found = (...grades: Parameters<typeof equalSubmissions>[0]) =>
  equalSubmissions(grades).map(({ same, notebooks }) => [same, ...notebooks.map(({ student }) => student)]);

test.each([
  ["comments", "let a = 1; // mine", "/** Its. */ let a = 1;"],
  ["white space and line ends", "let a = [1,\n  2]", "let   a = [1, 2]\r\n"],
  ["semicolons", "let a = 1;\nlet b = 2;", "let a = 1\nlet b = 2"],
  ["empty cells of comments", "let a = 1;", "let a = 1;"],
])("codeFingerprint is the same for code that differs in %s", (_, one, other) => {
  expect(ofCode(one)).toBe(ofCode(other, "  // nothing here"));
});

test.each([
  ["names", "let a = 1;", "let b = 1;"],
  ["texts with what looks like a comment", 'let a = "// 1";', 'let a = "// 2";'],
  ["white space in texts", "let a = `1 2`;", "let a = `12`;"],
])("codeFingerprint differs for code that differs in %s", (_, one, other) => {
  expect(ofCode(one)).not.toBe(ofCode(other));
});

test("codeFingerprint reads code that does not compile", () => {
  expect(ofCode("let a = (1;")).toBe(ofCode("let a = (1 ; // one"));
  expect(ofCode("let a = (1;")).not.toBe(ofCode("let a = 1;"));
});

test("equalSubmissions groups those with the same code, and those with weights in common", () => {
  const grades = [
    handedIn("ada", "x", { model: "1" }),
    handedIn("bo", "y", { model: "2", best: "2" }),
    handedIn("cy", "x", { model: "3" }),
    handedIn("dee", "z", { model: "4", best: "2" }),
    unreadable,
  ];
  expect(found(...grades)).toEqual([
    ["code", "ada", "cy"],
    ["weights", "bo", "dee"],
  ]);
  expect(JSON.parse(gradesJson(grades)).equalSubmissions[0]).toEqual({
    same: "code",
    notebooks: ["class/ada.ipynb", "class/cy.ipynb"],
  });
});

test("equalSubmissions leaves out what was handed in untouched or empty, and tells exercises apart", () => {
  const exercise = exerciseById("exercise-1");
  const untouched = codeFingerprint(shippedExercise(exercise));
  const empty = ofCode();
  expect(found(handedIn("ada", untouched), handedIn("bo", untouched))).toEqual([]);
  expect(found(handedIn("ada", empty), handedIn("bo", empty))).toEqual([]);
  expect(found(handedIn("ada", "x"), { ...handedIn("bo", "x"), exercise: "exercise-2" })).toEqual([]);
});
