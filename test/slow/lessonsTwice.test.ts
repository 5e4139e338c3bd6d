/** The course run twice from top to bottom in one kernel, as learners do who change something and run all cells again. */
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { type CourseNotebook, readCourse } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { type NotebookCell, readNotebook, runNotebook } from "../../src/kernel";
import { offline } from "../course/claims/executedLesson";
import { releaseDescribe } from "../release";

const second = "-again";
const counted = "numTensors";

/** Prints what TensorFlow holds. */
const count = (id: string): NotebookCell => ({
  cell_type: "code",
  id,
  metadata: {},
  source: 'console.log((await import("@tensorflow/tfjs-node-gpu")).memory().numTensors)',
  outputs: [],
  execution_count: null,
});

async function runTwice({ source }: CourseNotebook) {
  const notebook = readNotebook(source);
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  const cells = [
    ...code,
    count(counted),
    ...code.map((cell) => ({ ...cell, id: `${cell.id}${second}` })),
    count(`${counted}${second}`),
  ];
  return runNotebook({ ...notebook, cells }, { cwd: path.dirname(source), env: offline });
}

function textOf(cells: readonly NotebookCell[], id: string | undefined): string {
  const outputs = cells.find((cell) => cell.id === id)?.outputs ?? [];
  return outputs.map(({ text, data }) => [text ?? data?.["text/plain"] ?? ""].flat().join("")).join("\n");
}

/** Losses, accuracies and the like, without the times that stand beside them. */
function measuresIn(text: string): string[] {
  const steady = text.replace(/\d[\d.,]* ?(ms|s|seconds|minutes|min)\b/g, "");
  return [...steady.matchAll(/(loss|accuracy|crossentropy|best|last|gap)\D{0,12}[\d.]+/g)].map(
    ([found]) => found,
  );
}

/** Files beside a notebook, other than those of its own folder. */
const filesBeside = ({ source }: CourseNotebook) =>
  readdirSync(path.dirname(source)).filter((name) => name !== "saved");

releaseDescribe.each(readCourse(packageRoot))("$name", (notebook) => {
  let run: Awaited<ReturnType<typeof runTwice>>;
  let before: string[];
  beforeAll(async () => {
    before = filesBeside(notebook);
    run = await runTwice(notebook);
  }, 900_000);
  afterAll(() => rmSync(path.join(path.dirname(notebook.source), "best_model.keras"), { force: true }));

  test("runs twice", () => {
    expect(run.failure).toBeUndefined();
  });

  test("measures the same the second time", () => {
    const { cells } = run.notebook;
    const measured = cells.filter(({ id }) => id?.endsWith(second) && !id.startsWith(counted));
    expect(measured.length).toBeGreaterThan(0);
    for (const { id } of measured) {
      const again = { id, measures: measuresIn(textOf(cells, id)) };
      expect(again).toEqual({ id, measures: measuresIn(textOf(cells, id?.slice(0, -second.length))) });
    }
  });

  test("holds no more tensors than after the first time", () => {
    const { cells } = run.notebook;
    expect(textOf(cells, `${counted}${second}`)).toBe(textOf(cells, counted));
  });

  test("writes into its own folder only", () => {
    const ours = notebook.name === "02-callbacks" ? ["best_model.keras"] : [];
    expect(filesBeside(notebook).filter((name) => !ours.includes(name))).toEqual(before);
  });
});
