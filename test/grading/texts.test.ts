/** The words of exercises are complete, fit the places that use them, and give no solution away. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript-6";
import { packageRoot } from "../../src/engine";
import { exercises } from "../../src/grading/checks/exercises";
import { checkStatuses } from "../../src/grading/checks/verdict";
import { type ExerciseTexts, texts } from "../../src/grading/texts";
import { readNotebook, sourceOf } from "../../src/kernel";

const grading = path.join(packageRoot, "src", "grading");
const sources = readdirSync(grading, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.startsWith("texts"))
  .map((name) => ({ name, text: readFileSync(path.join(grading, name), "utf8") }));

const words = (text: string) => text.split(/\s+/).length;
const codeIn = (text: string) => [...text.matchAll(/`([^`]*)`/g)].map(([, code = ""]) => code);

describe.each(exercises)("$id", ({ id, notebook, checks }) => {
  const own = texts.exercises[id] as ExerciseTexts;

  test("has words for each of its checks, and for no other", () => {
    expect(Object.keys(own.checks).sort()).toEqual(checks.map((check) => check.id).sort());
    for (const title of [own.title, ...Object.values(own.checks).map((check) => check.title)]) {
      expect(words(title)).toBeGreaterThanOrEqual(3);
      expect(words(title)).toBeLessThanOrEqual(12);
    }
  });

  describe.each(checks.map((check) => [check.id, own.checks[check.id]?.hints ?? ["", "", ""]] as const))(
    "%s",
    (_check, hints) => {
      const [question, pointer, line] = hints;

      test("has three hints of 15 to 60 words", () => {
        expect(hints).toHaveLength(3);
        for (const hint of hints) {
          expect(words(hint)).toBeGreaterThanOrEqual(15);
          expect(words(hint)).toBeLessThanOrEqual(60);
        }
      });

      test("asks a question first, and shows no call", () => {
        expect(question).toContain("?");
        expect(codeIn(question).filter((code) => code.includes("("))).toEqual([]);
      });

      test("then points to sections that are in the lessons", () => {
        const pointers = [...pointer.matchAll(/[Ll]esson (\d)|“([^”]+)”/g)];
        const [first] = pointers;
        expect(first?.[1]).toBeDefined();
        const lessons = pointers.flatMap(([, lesson]) => (lesson ? [headingsOf(lesson)] : [])).flat();
        for (const [, , section] of pointers) if (section) expect(lessons).toContain(section);
        expect(pointers.some(([, , section]) => section)).toBe(true);
      });

      test("then gives code, with gaps in every call", () => {
        expect(line).toContain("…");
        for (const code of codeIn(line)) if (/[({]/.test(code)) expect(code).toContain("…");
      });

      test("gives no statement of the solution away", () => {
        const given = hints.map(withoutSpaces);
        for (const statement of statementsOfSolution(notebook)) {
          for (const hint of given) expect(hint).not.toContain(withoutSpaces(statement));
        }
      });
    },
  );
});

function headingsOf(lesson: string): string[] {
  const folder = path.join(packageRoot, "notebooks");
  const file = readdirSync(folder).find((name) => name.startsWith(`0${lesson}-`)) ?? "";
  return readNotebook(path.join(folder, file)).cells.flatMap((cell) =>
    [...sourceOf(cell).matchAll(/^## \d+ · (.*)$/gm)].map(([, heading = ""]) => heading),
  );
}

const withoutSpaces = (code: string) => code.replace(/\s+/g, "");

/** Statements in the solution regions, those inside functions and loops too, and the values that they assign. */
function statementsOfSolution(notebook: string): string[] {
  const { cells } = readNotebook(path.join(packageRoot, "solutions", notebook));
  const regions = cells.flatMap((cell) =>
    [...sourceOf(cell).matchAll(/BEGIN SOLUTION\n([\s\S]*?)\n.*END SOLUTION/g)].map(([, code = ""]) => code),
  );
  expect(regions.length).toBeGreaterThan(3);
  const found: string[] = [];
  const visit = (node: ts.Node, file: ts.SourceFile) => {
    if (ts.isExpressionStatement(node)) found.push(node.expression.getText(file));
    if (ts.isVariableDeclaration(node) && node.initializer) found.push(node.getText(file));
    const value = ts.isVariableDeclaration(node)
      ? node.initializer
      : ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
        ? node.right
        : undefined;
    if (value && ts.isCallOrNewExpression(ts.isAwaitExpression(value) ? value.expression : value)) {
      found.push(value.getText(file));
    }
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const region of regions) {
    const file = ts.createSourceFile("solution.ts", region, ts.ScriptTarget.Latest);
    visit(file, file);
  }
  // A bare name at a cell's end shows a value, and solves nothing.
  return found.filter((statement) => !/^\w+$/.test(statement));
}

// Findings --------------------------------------------------------------------------------------------------

const findings = Object.entries(texts.findings);
const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);

test.each(findings)("the finding %s is used, and is a sentence of at most 50 words", (name, text) => {
  expect(sources.some((source) => source.text.includes(`"${name}"`))).toBe(true);
  expect(words(text)).toBeLessThanOrEqual(50);
  expect(text).toMatch(/^[A-Z`{].*([.?!]|\{\w+\}\.?)$/);
  expect(text.split("`").length % 2).toBe(1);
});

const uses = sources.flatMap(({ name, text }) => usesOfFindings(name, text));

test.each(uses)("$finding in $file is given its placeholders", ({ finding, values }) => {
  expect([...values].sort()).toEqual([...new Set(placeholdersOf(findingText(finding)))].sort());
});

test("uses of findings are found in all of their files", () => {
  expect(new Set(uses.map(({ finding }) => finding)).size).toBe(findings.length);
});

const findingText = (name: string) => (texts.findings as Record<string, string>)[name] ?? "";

/** Calls that make a finding or a verdict, with the names of the values that they give. */
function usesOfFindings(name: string, text: string) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: { file: string; finding: string; values: string[] }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && /^(finding|passed|partly|failed)$/.test(node.expression.getText())) {
      const [finding, values] = node.arguments;
      if (finding && ts.isStringLiteral(finding)) {
        found.push({ file: name, finding: finding.text, values: values ? namesIn(values) : [] });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The names of an object's properties; where it is a constant, of the object that it was set to. */
function namesIn(node: ts.Expression): string[] {
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.flatMap((property) =>
      ts.isSpreadAssignment(property) ? namesIn(property.expression) : [property.name?.getText() ?? ""],
    );
  }
  let values: ts.Expression | undefined;
  const visit = (one: ts.Node) => {
    const isIt = ts.isVariableDeclaration(one) && one.pos < node.pos && one.name.getText() === node.getText();
    if (isIt && one.initializer && ts.isObjectLiteralExpression(one.initializer)) values = one.initializer;
    ts.forEachChild(one, visit);
  };
  visit(node.getSourceFile());
  if (!values) throw new Error(`${node.getText()} is not an object that this test can follow`);
  return namesIn(values);
}

// Cards -----------------------------------------------------------------------------------------------------

test("every status has a word", () => {
  expect(Object.keys(texts.statuses).sort()).toEqual([...checkStatuses].sort());
  for (const word of Object.values(texts.statuses)) expect(word).not.toBe("");
});
