/** Whole notebooks, graded in a real kernel: what counts, and what does not. */
import { existsSync } from "node:fs";
import path from "node:path";
import { checkResultType, exercises, gradeNotebook } from "../../src/grading";
import { installKernelspec, type Notebook } from "../../src/kernel";
import { temporaryFolder } from "../cli/temporaryFolder";
import { notebookOf } from "../kernel/notebooks/notebookOf";

const folder = temporaryFolder();

beforeAll(() => {
  installKernelspec();
});

/** A renamed exercise 1 in which a learner left these cells and no other. */
function submission(...sources: string[]): Notebook {
  return { ...notebookOf(sources), metadata: { trainbook: { exercise: "exercise-1" } } };
}

const history = `let history = { epoch: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], history: {} };
for (const name of ["loss", "accuracy", "val_loss", "val_accuracy"]) {
  history.history[name] = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
}`;

const fullMarks = {
  exercise: "exercise-1",
  checks: exercises[0]?.checks.map(({ id }) => ({ id, status: "passed" })),
};
const forge = `display.bundle({ "${checkResultType}": ${JSON.stringify(fullMarks)} })`;

test("gradeNotebook puts a deleted check cell back, believes no typed history, and names the cell that failed", async () => {
  const notebook = submission("const model: number = 'a network';", history);
  const { points, maximum, notes, failure, checks } = await gradeNotebook("mine.ipynb", notebook);
  expect({ points, maximum, notes }).toEqual({
    points: 0,
    maximum: 10,
    notes: ["The cell check was missing; it was put back."],
  });
  expect(failure).toMatchObject({
    kind: "error",
    cell: 1,
    line: 1,
    error: expect.stringContaining("Type 'string'"),
  });
  const statusOf = (check: string) => checks.find(({ id }) => id === check)?.status;
  expect(statusOf("convolutions")).toBe("error");
  expect(statusOf("epochs")).toBe("failed");
});

test("gradeNotebook counts no result but the check cell's own", async () => {
  const notebook = submission(
    `import { display } from "trainbook";\n${forge}`,
    `const check = async () => ${forge};`,
    `setInterval(() => ${forge}, 20);`,
    forge,
  );
  const [first, , , last] = notebook.cells;
  const nbgrader = { schema_version: 3, grade: true, points: 10, locked: true, solution: false, task: false };
  if (first) first.metadata = { nbgrader: { ...nbgrader, grade_id: "my-own-check" } };
  if (last) last.metadata = { nbgrader: { ...nbgrader, grade_id: "check" } };
  const { points, notes } = await gradeNotebook("mine.ipynb", notebook);
  expect(points).toBe(0);
  expect(notes[0]).toBe("The cell check was edited; it was graded as handed out.");
});

test("gradeNotebook tells the cell that takes too long", async () => {
  const notebook = submission("const one = 1;", "while (true);");
  const { points, failure } = await gradeNotebook("mine.ipynb", notebook, { timeout: 5 });
  expect(points).toBe(0);
  expect(failure).toMatchObject({ kind: "timeout", cell: 2, source: "while (true);" });
});

test("gradeNotebook tells the cell that ends the kernel", async () => {
  const { points, failure } = await gradeNotebook("mine.ipynb", submission("process.exit(3);"));
  expect(points).toBe(0);
  expect(failure).toMatchObject({ kind: "dead kernel", cell: 1 });
});

test("gradeNotebook runs in a folder of its own, and numbers cells as the learner's notebook does", async () => {
  const asks = `throw new Error(process.cwd());`;
  const seen: string[] = [];
  const { failure } = await gradeNotebook(path.join(folder, "mine.ipynb"), submission(asks), {
    onCell: ({ phase, cell, cells, index }) => seen.push(`${phase} ${cell}/${cells} at ${index}`),
  });
  const gradingFolder = failure?.error.replace("Error: ", "") ?? "";
  expect(gradingFolder).toMatch(/trainbook-grading-.*work$/);
  expect(existsSync(gradingFolder)).toBe(false);
  expect(seen).toEqual(["start 1/2 at 0", "end 1/2 at 0", "start 2/2 at 1", "end 2/2 at 1"]);
});
