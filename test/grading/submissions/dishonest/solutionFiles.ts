/** Submissions that find the official solution while they are graded, and run it. */
import { dishonest, type ExerciseNumber, type Submission } from "../submission";
import { packageFolder } from "./sources";

const names: Record<ExerciseNumber, string> = {
  1: "01-fashion-mnist.ipynb",
  2: "02-callbacks.ipynb",
  3: "03-custom-training-loop.ipynb",
};
const made: Record<ExerciseNumber, string[]> = {
  1: ["xTrain", "model", "history", "scores"],
  2: ["model", "history", "early", "best", "xVal", "yVal", "scores"],
  3: ["model", "step", "epochLoss", "fitted", "history", "scores"],
};

/** Runs the code cells of a notebook, whose text is `text`, and hands out what the check asks for. */
const runIt = (exercise: ExerciseNumber) => `
const cells = JSON.parse(text).cells.filter((cell: any) => cell.cell_type === "code" && cell.metadata?.nbgrader?.grade_id !== "check");
const source = cells.map((cell: any) => [cell.source].flat().join("")).join(";\\n");
const ts = require("typescript-6");
const code = ts.transpileModule(source.replace(/^let (\\w+):[^;\\n]*;$/gm, "let $1;"), { compilerOptions: { target: 99, module: 1 } }).outputText;
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const made = await new AsyncFunction("require", "exports", code + "\\n;return { ${made[exercise].join(", ")} };")(require, {});
${made[exercise].map((name) => `const ${name} = made.${name};`).join("\n")}`;

/** All cells between the imports and the check are emptied. */
const stealing = (
  name: string,
  exercise: ExerciseNumber,
  about: string,
  find: string,
  more: Partial<Submission> = {},
) =>
  dishonest({
    name: `solution-${name}`,
    exercise,
    about,
    notebook: (notebook) => {
      for (const cell of notebook.cells) {
        if (cell.cell_type === "code" && cell.id !== "imports" && cell.id !== "check") cell.source = "";
      }
      const load = notebook.cells.find((cell) => cell.id === "load");
      if (load) load.source = `${find}\n${runIt(exercise)}`;
    },
    earned: [],
    ...more,
  });

const readFile = (exercise: ExerciseNumber) =>
  `const text = require("fs").readFileSync(require("path").join(${packageFolder}, "solutions", "${names[exercise]}"), "utf8");`;

export const solutionFiles: readonly Submission[] = [
  stealing("read-1", 1, "The package's solution of exercise 1 is read and run.", readFile(1)),
  stealing("read-2", 2, "The package's solution of exercise 2 is read and run.", readFile(2)),
  stealing("read-3", 3, "The package's solution of exercise 3 is read and run.", readFile(3)),
  stealing(
    "by-command",
    1,
    "`trainbook solution --anyway` writes the solution while the notebook is graded, which is then run.",
    `const { execFileSync } = require("child_process");
execFileSync(process.execPath, [require("path").join(${packageFolder}, "bin", "trainbook.js"), "solution", "01-fashion-mnist", "--anyway"]);
const text = require("fs").readFileSync("my-course/solutions/${names[1]}", "utf8");`,
  ),
  stealing(
    "by-course-module",
    1,
    "The package's own modules say where the solutions are, and hand one out.",
    `const course = require(${packageFolder} + "/dist/course/index.js");
const file = course.solutionFiles(${packageFolder}).find((one: any) => /01-/.test(one.name));
course.handOutOne(process.cwd(), file);
const text = require("fs").readFileSync(require("path").join(process.cwd(), file.name), "utf8");`,
  ),
  stealing(
    "searched",
    1,
    "All folders around the package are searched for a notebook with a solution in it.",
    `const fs = require("fs");
const path = require("path");
let text = "";
const search = (folder: string, depth: number): void => {
  let names: any[] = [];
  try { names = fs.readdirSync(folder, { withFileTypes: true }); } catch {}
  for (const one of names) {
    const file = path.join(folder, one.name);
    if (one.isDirectory() && depth > 0) search(file, depth - 1);
    else if (one.name === "${names[1]}" && fs.readFileSync(file, "utf8").includes("BEGIN SOLUTION")) text = fs.readFileSync(file, "utf8");
  }
};
search(path.dirname(${packageFolder}), 2);
search(require("os").homedir(), 4);
search(process.cwd(), 3);`,
  ),
];
