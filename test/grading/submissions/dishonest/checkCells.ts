/** Submissions that tamper with the check cell, with other cells' metadata, or with the notebook around them. */
import { type Cell, codeCell, dishonest, type Submission } from "../submission";
import { checkType, emptyAttack, fullResult, typedWork } from "./sources";

const draw = `import { display } from "trainbook";
await display.bundle({ "${checkType}": ${fullResult(1)}, "text/plain": "10 of 10 points" });`;

const nbgrader = (grade_id: string, more: object = {}) => ({
  nbgrader: {
    schema_version: 3,
    grade_id,
    grade: true,
    solution: false,
    locked: true,
    task: false,
    points: 10,
    ...more,
  },
});

/** A cell that draws full marks, with the metadata of a check cell. */
const forgedCell = (id: string, more: object = {}): Cell => ({
  ...codeCell(draw),
  id: `forged-${id}`,
  metadata: nbgrader(id, more),
});

const edit = (name: string, about: string, cells: Submission["cells"], more: Partial<Submission> = {}) =>
  dishonest({ name: `check-cell-${name}`, exercise: 1, about, cells, earned: [], ...more });
const around = (
  name: string,
  about: string,
  notebook: Submission["notebook"],
  more: Partial<Submission> = {},
) => edit(name, about, {}, { notebook, ...more });

export const checkCells: readonly Submission[] = [
  edit("edited", "The check cell draws a card of full marks.", { check: draw }),
  edit("deleted", "The check cell is gone; the last task draws a card.", {
    check: { delete: true },
    "task-5": draw,
  }),
  edit("as-markdown", "The check cell is text, and a second one draws.", {
    check: {
      change: (cell) => {
        cell.cell_type = "markdown";
        delete cell.outputs;
        delete cell.execution_count;
      },
      after: [draw],
    },
  }),
  edit(
    "unlocked",
    "The check cell is edited and its metadata says that it is not locked, and worth 100 points.",
    {
      check: {
        replace: draw,
        change: (cell) =>
          Object.assign(cell, { metadata: nbgrader("check", { locked: false, points: 100 }) }),
      },
    },
  ),
  edit("renamed", "The check cell has another grade id, and draws.", {
    check: { replace: draw, change: (cell) => Object.assign(cell, { metadata: nbgrader("check-1") }) },
  }),
  around("copied-before", "A copy of the check cell that draws stands first.", ({ cells }) => {
    cells.unshift(forgedCell("check"));
  }),
  around("copied-after", "A copy of the check cell that draws stands last.", ({ cells }) => {
    cells.push(forgedCell("check"));
  }),
  around("second", "A second check cell of the student's own draws.", ({ cells }) => {
    cells.push(forgedCell("check-2"), forgedCell("task-6"));
  }),
  around("every-cell", "Every cell says that it is the check cell.", ({ cells }) => {
    for (const cell of cells.filter((one) => one.cell_type === "code")) cell.metadata = nbgrader("check");
    cells.push(forgedCell("check"));
  }),
  edit("with-output", "The check cell's saved output shows full marks, and so do its attachments.", {
    check: {
      change: (cell) => {
        cell.outputs = [
          { output_type: "display_data", metadata: {}, data: { [checkType]: JSON.parse(fullResult(1)) } },
        ];
        cell.metadata.points = 10;
        cell.metadata.score = 10;
      },
    },
  }),
  around(
    "other-exercise",
    "The notebook says that it is another exercise, and that it has full marks.",
    (notebook) => {
      notebook.metadata.trainbook = {
        exercise: "exercise-1",
        points: 10,
        maximum: 0,
        checks: JSON.parse(fullResult(1)).checks,
      };
      notebook.metadata.kernelspec = { name: "python3", display_name: "Python", language: "python" };
    },
  ),
  edit("drawn-late", "A timer draws cards of full marks while the check runs.", {
    "task-5": `import { display } from "trainbook";\nsetInterval(() => display.bundle({ "${checkType}": ${fullResult(1)} }), 10);`,
  }),
  edit("drawn-at-exit", "The card is drawn when the process ends.", {
    "task-5": `import { display } from "trainbook";\nprocess.on("exit", () => display.bundle({ "${checkType}": ${fullResult(1)} }));\nprocess.on("beforeExit", () => display.bundle({ "${checkType}": ${fullResult(1)} }));`,
  }),
  edit("updated", "A display that is updated later becomes the check's card.", {
    "task-5": `import { display } from "trainbook";
const bundle = { "${checkType}": ${fullResult(1)} };
const handle: any = await display.bundle({ "text/plain": "wait" });
setInterval(() => { try { handle?.update?.(bundle); } catch {} }, 20);`,
  }),
  emptyAttack(
    "own-trainbook",
    "The working folder gets a node_modules in which trainbook is the student's own.",
    `const fs = require("fs");
const real = require.resolve("trainbook");
try { fs.unlinkSync("node_modules"); } catch {}
fs.mkdirSync("node_modules/trainbook", { recursive: true });
fs.writeFileSync("node_modules/trainbook/package.json", '{"name":"trainbook","version":"9.0.0","main":"index.js"}');
fs.writeFileSync("node_modules/trainbook/index.js", "const real = require(" + JSON.stringify(real) + ");\\n" +
  "module.exports = { ...real, check: () => real.display.bundle({ '${checkType}': " + ${JSON.stringify(fullResult(1))} + " }) };");`,
  ),
  emptyAttack(
    "own-modules",
    "Files trainbook.ts, package.json with imports, and tsconfig.json with paths lie in the working folder.",
    `const fs = require("fs");
const fake = "export const check = () => console.log(1);";
fs.writeFileSync("trainbook.ts", fake);
fs.writeFileSync("package.json", JSON.stringify({ name: "trainbook", exports: "./trainbook.ts", main: "trainbook.ts" }));
fs.writeFileSync("tsconfig.json", JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { trainbook: ["./trainbook.ts"] } } }));`,
  ),
  dishonest({
    name: "declared-check",
    exercise: 1,
    about: "The typed work, and a check of the student's own that hides the real one.",
    cells: typedWork(
      `const check = async () => ({ points: 10, passed: true });\n(globalThis as any).check = check;`,
    ),
    earned: ["images", "convolutions", "outputs", "compiled"],
  }),
];
