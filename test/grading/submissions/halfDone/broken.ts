/** Notebooks that break: cells that crash, hang or eat memory, and files that hardly are notebooks. */
import { allBut, checks, halfDone, type Submission, solutionOf, solved } from "../submission";

const built = ["images", "convolutions", "outputs", "compiled"];
const builtCells = solved(1, "task-1", "task-2", "task-3");

/** Seconds that a cell may take: more than a training on a busy machine. */
const timeout = 150;
/** The same where nothing is trained; loading TensorFlow alone takes half a minute on a busy machine. */
const shortTimeout = 60;

const crashes: Submission[] = [
  halfDone({
    name: "loop-after-all",
    exercise: 1,
    about: "Everything is right; then a cell loops forever.",
    start: "solution",
    cells: { "task-5": { after: ["while (true);"] } },
    earned: checks[1],
    timeout,
  }),
  halfDone({
    name: "loop-in-task-5",
    exercise: 1,
    about: "The last task measures, and then loops forever with pauses.",
    start: "solution",
    cells: {
      "task-5": `${solutionOf(1, "task-5")};\nwhile (true) await new Promise((resolve) => setTimeout(resolve, 100));`,
    },
    earned: allBut(1, "recorded"),
    upTo: 1,
    timeout,
  }),
  halfDone({
    name: "loop-in-task-4",
    exercise: 1,
    about: "Built and compiled; task 4 loops forever.",
    cells: { ...builtCells, "task-4": "let history: History;\nfor (;;) tf.tidy(() => xVal.mean());" },
    earned: built,
    timeout: shortTimeout,
  }),
  halfDone({
    name: "loop-first",
    exercise: 1,
    about: "The first cell loops forever; everything after it is right.",
    start: "solution",
    cells: { imports: { before: ["while (true);"] } },
    earned: checks[1],
    timeout: shortTimeout,
  }),
  halfDone({
    name: "loop-without-end-of-promise",
    exercise: 1,
    about: "Built and compiled; task 4 awaits a promise that nobody keeps.",
    cells: { ...builtCells, "task-4": "await new Promise(() => {});" },
    earned: built,
    timeout: shortTimeout,
  }),
  halfDone({
    name: "exit-after-all",
    exercise: 1,
    about: "Everything is right; then a cell calls process.exit.",
    start: "solution",
    cells: { "task-5": { after: ["process.exit(0);"] } },
    earned: checks[1],
  }),
  halfDone({
    name: "abort-after-all",
    exercise: 1,
    about: "Everything is right; then the process aborts.",
    start: "solution",
    cells: { "task-5": { after: ["process.abort();"] } },
    earned: checks[1],
  }),
  halfDone({
    name: "killed-in-task-4",
    exercise: 1,
    about: "Built and compiled; the process is killed in task 4.",
    cells: { ...builtCells, "task-4": 'process.kill(process.pid, "SIGKILL");' },
    earned: built,
  }),
  halfDone({
    name: "exit-first",
    exercise: 1,
    about: "The first cell ends the process.",
    start: "solution",
    cells: { imports: { before: ["process.exit(7);"] } },
    earned: [],
  }),
  halfDone({
    name: "three-exit-in-the-loop",
    exercise: 3,
    about: "Network and step are right; the loop ends the process.",
    cells: {
      ...solved(3, "task-1", "task-2"),
      "task-3":
        "const epochLoss: number[] = [];\nfor await (const [images, labels] of dataset) {\n  await step(images, labels);\n  process.exit(3);\n}",
    },
    earned: ["convolutions", "outputs", "step", "graph"],
  }),
  halfDone({
    name: "late-rejection",
    exercise: 1,
    about: "Built and compiled; a promise that nobody awaits is rejected, and a timer throws.",
    cells: {
      ...builtCells,
      "task-4":
        'void Promise.reject(new Error("too late"));\nsetTimeout(() => { throw new Error("out of a timer"); }, 5);\nawait new Promise((resolve) => setTimeout(resolve, 200));',
    },
    earned: built,
  }),
  halfDone({
    name: "stack-overflow",
    exercise: 1,
    about: "Built and compiled; task 4 calls itself without end.",
    cells: { ...builtCells, "task-4": "const deeper = (n: number): number => deeper(n + 1) + 1;\ndeeper(0)" },
    earned: built,
  }),
  halfDone({
    name: "memory-hog",
    exercise: 1,
    about: "Built and compiled; task 4 takes memory without end. (It stops at six gigabytes by itself.)",
    cells: {
      ...builtCells,
      "task-4":
        "const eaten: Buffer[] = [];\nwhile (eaten.length < 60) {\n  eaten.push(Buffer.alloc(100_000_000, 1));\n  await new Promise((resolve) => setTimeout(resolve, 20));\n}\nawait new Promise((resolve) => setTimeout(resolve, 60_000));",
    },
    earned: built,
    timeout: 90,
  }),
  halfDone({
    name: "heap-exhausted",
    exercise: 1,
    about: "Built and compiled; task 4 fills JavaScript's heap until Node gives up.",
    cells: {
      ...builtCells,
      "task-4":
        "const rows: number[][] = [];\nfor (;;) rows.push(Array.from({ length: 1000 }, (_, index) => index + 0.5));",
    },
    earned: built,
    timeout: 120,
  }),
  halfDone({
    name: "much-output",
    exercise: 1,
    about: "Built and compiled; task 4 prints a hundred thousand lines, and control sequences.",
    cells: {
      ...builtCells,
      "task-4":
        "for (let line = 0; line < 100_000; line++) console.log('\\u001b[2J\\u001b]0;title\\u0007line ' + line);",
    },
    earned: built,
    timeout: 90,
  }),
];

/** Built, but not trained, so that the file is what is tried and not the patience. */
const written = (name: string, about: string, more: Partial<Submission>) =>
  halfDone({ name, exercise: 1, about, cells: builtCells, earned: built, ...more });
const unreadable = (name: string, about: string, file: Submission["file"]) =>
  halfDone({ name, exercise: 1, about, file, earned: [] });

const files: Submission[] = [
  unreadable("empty-file", "A file without a byte.", () => ""),
  unreadable("not-json", "A text file.", () => "My solution is on paper.\n"),
  unreadable("half-of-a-file", "The file was cut off in the middle.", (text) =>
    text.slice(0, text.length / 2),
  ),
  unreadable("json-list", "A list instead of a notebook.", () => "[1, 2, 3]"),
  unreadable("no-cells", "A notebook without cells.", () =>
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] }),
  ),
  unreadable("cells-of-null", "Cells that are null and numbers.", () =>
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [null, 3, {}, { cell_type: "code" }],
    }),
  ),
  unreadable("nbformat-3", "A notebook of format 3.", () =>
    JSON.stringify({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: "" },
      worksheets: [{ cells: [], metadata: {} }],
    }),
  ),
  unreadable("random-bytes", "Bytes that are no text.", () =>
    Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256)),
  ),
  written("byte-order-mark", "The file begins with a byte order mark.", { file: (text) => `\ufeff${text}` }),
  written("windows-lines", "Lines end as on Windows, in the file and in the cells.", {
    file: (text) => text.replaceAll("\n", "\r\n").replaceAll("\\n", "\\r\\n"),
  }),
  written("nbformat-4-0", "nbformat 4.0: no cell has an id.", {
    notebook: (notebook) => {
      notebook.nbformat_minor = 0;
      for (const cell of notebook.cells) delete cell.id;
    },
  }),
  written("nbformat-4-4", "nbformat 4.4, with metadata of other tools.", {
    notebook: (notebook) => {
      notebook.nbformat_minor = 4;
      notebook.metadata = {
        kernelspec: { name: "deno", display_name: "Deno", language: "typescript" },
        vscode: {},
      };
      for (const cell of notebook.cells) {
        delete cell.id;
        cell.metadata.collapsed = false;
      }
    },
  }),
  written("no-ids", "nbformat 4.5, but no cell has an id.", {
    file: (text) => {
      const notebook = JSON.parse(text);
      for (const cell of notebook.cells) delete cell.id;
      return JSON.stringify(notebook);
    },
  }),
  written("equal-ids", "All cells have the same id.", {
    file: (text) => {
      const notebook = JSON.parse(text);
      for (const cell of notebook.cells) cell.id = "same";
      return JSON.stringify(notebook);
    },
  }),
  written(
    "lines-as-list",
    "Sources are lists of lines, as Jupyter writes them, with outputs of an earlier run.",
    {
      notebook: (notebook) => {
        for (const cell of notebook.cells) {
          cell.source = String(cell.source).split(/(?<=\n)/);
          if (cell.cell_type !== "code") continue;
          cell.outputs = [{ output_type: "stream", name: "stdout", text: ["10 of 10 points\n"] }];
          Object.assign(cell, { execution_count: 3 });
        }
      },
    },
  ),
  written("check-cell-lost", "The check cell was deleted by mistake.", {
    cells: { ...builtCells, check: { delete: true } },
  }),
  written("prose-deleted", "All text cells were deleted.", {
    notebook: (notebook) => {
      notebook.cells = notebook.cells.filter((cell) => cell.cell_type === "code");
    },
  }),
  halfDone({
    name: "task-as-markdown",
    exercise: 1,
    about: "Task 2 became a text cell by mistake.",
    cells: {
      ...builtCells,
      "task-2": {
        replace: builtCells["task-2"],
        change: (cell) => {
          cell.cell_type = "markdown";
          delete cell.outputs;
          delete cell.execution_count;
        },
      },
    },
    earned: ["images"],
  }),
  halfDone({
    name: "all-in-a-comment",
    exercise: 1,
    about: "The solution stands in comments.",
    cells: {
      "task-2": `const model = tf.sequential();\n/*\n${solutionOf(1, "task-2")}\n*/`,
      "task-1": `function prepare(images: tf.Tensor): tf.Tensor {\n  // return images.reshape([-1, 28, 28, 1]).div(255);\n  return images;\n}`,
    },
    earned: [],
  }),
];

export const broken: readonly Submission[] = [...crashes, ...files];
