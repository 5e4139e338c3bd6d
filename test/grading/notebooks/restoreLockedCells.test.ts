/** Whatever a learner does to a check cell, it is graded as handed out. */
import { restoreLockedCells } from "../../../src/grading/notebooks/restoreLockedCells";
import { type Notebook, type NotebookCell, sourceOf } from "../../../src/kernel";

function codeCell(source: string, id?: string, locked = false): NotebookCell {
  const nbgrader = { schema_version: 3, grade_id: id, grade: locked, solution: !locked, locked, task: false };
  return { cell_type: "code", source, metadata: id === undefined ? {} : { nbgrader } };
}

const notebook = (...cells: NotebookCell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
});
const sources = ({ cells }: Notebook) => cells.map(sourceOf);

const shipped = notebook(
  codeCell("start"),
  codeCell("// YOUR CODE HERE", "task-1"),
  codeCell("check 1", "check-1", true),
  codeCell("// YOUR CODE HERE", "task-2"),
  codeCell("check 2", "check-2", true),
);
const [, , check1, , check2] = shipped.cells as [
  NotebookCell,
  NotebookCell,
  NotebookCell,
  NotebookCell,
  NotebookCell,
];

test("restoreLockedCells keeps what the learner wrote", () => {
  const learners = notebook(
    codeCell("mine"),
    codeCell("one", "task-1"),
    check1,
    codeCell("two", "task-2"),
    check2,
  );
  const restored = restoreLockedCells(learners, shipped);
  expect(restored).toEqual({ notebook: learners, edited: [], deleted: [] });
});

test("restoreLockedCells restores an edited check cell at its place", () => {
  const forged = { ...codeCell("full marks", "check-1", true), cell_type: "markdown" as const };
  const restored = restoreLockedCells(notebook(codeCell("one", "task-1"), forged, check2), shipped);
  expect(sources(restored.notebook)).toEqual(["one", "check 1", "check 2"]);
  expect(restored).toMatchObject({ edited: ["check-1"], deleted: [] });
});

test("restoreLockedCells restores a check cell whose metadata alone was changed", () => {
  const skipped = { ...check1, metadata: { ...check1.metadata, tags: ["skip-execution"] } };
  const restored = restoreLockedCells(notebook(skipped, check2), shipped);
  expect(restored.notebook.cells[0]).toEqual(check1);
});

test("restoreLockedCells puts a deleted check cell behind the task that it followed", () => {
  const learners = notebook(codeCell("one", "task-1"), codeCell("mine"), codeCell("two", "task-2"), check2);
  const restored = restoreLockedCells(learners, shipped);
  expect(sources(restored.notebook)).toEqual(["one", "check 1", "mine", "two", "check 2"]);
  expect(restored).toMatchObject({ edited: [], deleted: ["check-1"] });
});

test("restoreLockedCells puts check cells at the end where nothing else is left", () => {
  const restored = restoreLockedCells(notebook(codeCell("mine")), shipped);
  expect(sources(restored.notebook)).toEqual(["mine", "check 1", "check 2"]);
});

test("restoreLockedCells takes the last copy of a check cell for the check", () => {
  const learners = notebook(check1, codeCell("one", "task-1"), check1, codeCell("two", "task-2"), check2);
  const { cells } = restoreLockedCells(learners, shipped).notebook;
  expect(cells[0]?.metadata).toEqual({});
  expect(cells[2]).toEqual(check1);
});
