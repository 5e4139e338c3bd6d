/** The table of exercises and its notebooks fit together. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../src/engine";
import { exerciseById, exercises, maximumOf } from "../../../src/grading/checks/exercises";
import { exerciseFrom } from "../../../src/grading/notebooks/generateExercises";
import { type NbgraderMetadata, nbgraderOf } from "../../../src/grading/notebooks/nbgraderMetadata";
import { readNotebook, sourceOf } from "../../../src/kernel";

const inSolutions = (name: string) => path.join(packageRoot, "solutions", name);
const inExercises = (name: string) => path.join(packageRoot, "exercises", name);

describe.each(exercises)("$id", (exercise) => {
  const solution = readNotebook(inSolutions(exercise.notebook));
  const handedOut = readNotebook(inExercises(exercise.notebook));

  test("is in exercises/ as solutions/ generates it (npm run exercises)", () => {
    const generated = `${JSON.stringify(exerciseFrom(solution, exercise), null, 1)}\n`;
    expect(readFileSync(inExercises(exercise.notebook), "utf8")).toBe(generated);
  });

  test("hands over in its check cell the values that the checks read, for all of its points", () => {
    const graded = handedOut.cells.filter((cell) => nbgraderOf(cell)?.grade);
    expect(graded.map((cell) => nbgraderOf(cell)?.points)).toEqual([maximumOf(exercise)]);
    const [check] = graded;
    // By getters, so that a name that is not there costs only its task; and a bare number at the end, for nbgrader.
    const values = exercise.values.map((name) => `get ${name}() { return ${name}; },`).join(" ");
    expect(
      check &&
        sourceOf(check)
          .replace(/^\/\/ @ts-nocheck: .*/, "")
          .replace(/\s+/g, " "),
    ).toBe(
      ` import { check } from "trainbook"; const { points } = await check("${exercise.id}", { ${values} }); points`,
    );
  });

  test.each([
    ["solution", solution],
    ["exercise", handedOut],
  ])("is valid for nbgrader as %s, and has no outputs", (_, notebook) => {
    const cells = notebook.cells.map(nbgraderOf).filter((cell) => cell !== undefined);
    for (const cell of cells) expect(nbgraderProblems(cell)).toEqual([]);
    expect(new Set(cells.map((cell) => cell.grade_id)).size).toBe(cells.length);
    expect(notebook.cells.flatMap((cell) => cell.outputs ?? [])).toEqual([]);
    expect(notebook.metadata.kernelspec).toEqual({
      display_name: "TypeScript (tslab)",
      language: "typescript",
      name: "tslab",
    });
  });

  test("has code cells of at most 15 lines and 80 columns", () => {
    for (const cell of solution.cells.filter(({ cell_type }) => cell_type === "code")) {
      const lines = sourceOf(cell)
        .split("\n")
        .filter((line) => !line.includes("SOLUTION"));
      expect(lines.length).toBeLessThanOrEqual(15);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });
});

/** Violations of nbgrader's schema, version 3, and of its validator's rules in a cell's metadata. */
function nbgraderProblems(cell: NbgraderMetadata): string[] {
  const { schema_version, grade_id, grade, locked, solution, task, points, ...others } = cell;
  const flags = { grade, locked, solution, task };
  return [
    ...Object.keys(others).map((name) => `${name} is unknown`),
    ...Object.entries(flags).flatMap(([name, flag]) =>
      typeof flag === "boolean" ? [] : [`${name} is no boolean`],
    ),
    ...(schema_version === 3 ? [] : ["schema_version is not 3"]),
    ...(/^[a-zA-Z0-9_-]+$/.test(grade_id) ? [] : ["grade_id has other characters"]),
    ...(grade === (points !== undefined) ? [] : ["points are for graded cells, and only for them"]),
    ...(grade && !solution && !locked ? ["a graded cell without a solution must be locked"] : []),
  ];
}

test("exerciseById lists the known exercises where it does not know one", () => {
  expect(() => exerciseById("exercise-99")).toThrow(
    'check: there is no exercise "exercise-99"; there is "exercise-1", "exercise-2", "exercise-3".',
  );
});
