/** Submissions whose values answer differently each time that they are asked. */
import { allBut, dishonest, type Submission, solutionOf, solved } from "../submission";
import { attack, built, builtCells, typedHistory, typedScores } from "./sources";

export const values: readonly Submission[] = [
  attack(
    "getter-history",
    "The history is made of getters: ten epochs for one reader, falling numbers for the next.",
    `let asked = 0;
const history: any = {
  get epoch() { return Array.from({ length: 10 }, (_, i) => i); },
  get history() {
    asked++;
    const row = (k: number) => Array.from({ length: 10 }, (_, i) => k / (i + 1 + asked / 100));
    return { loss: row(1), accuracy: row(0.9), val_loss: row(1), val_accuracy: row(0.9) };
  },
};`,
  ),
  attack(
    "proxy-history",
    "The history is a proxy that has whatever it is asked for.",
    `const history: any = {
  epoch: new Proxy([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], {}),
  history: new Proxy({}, { get: (_of, name) => typeof name === "string"
    ? Array.from({ length: 10 }, (_, i) => 1 / (i + 1)) : undefined, has: () => true,
    ownKeys: () => ["loss", "accuracy", "val_loss", "val_accuracy"],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: [] }) }),
};`,
  ),
  attack(
    "getter-scores",
    "The scores run through all accuracies from 0 to 1, one at each reading.",
    `let turn = 0;
const scores: any = { get accuracy() { return (turn++ % 500) / 500; }, get loss() { return (turn % 300) / 100; } };`,
  ),
  dishonest({
    name: "getter-images",
    exercise: 1,
    about: "xTrain is not prepared: a proxy of the raw pictures says another shape and other extremes.",
    cells: {
      "task-5": {
        after: [
          `const raw = xTrain;`,
          `const xTrain: any = new Proxy(raw, { get: (of: any, key) =>
  key === "shape" ? [of.shape[0], 28, 28, 1] : key === "rank" ? 4 : key === "dtype" ? "float32"
  : key === "min" ? () => tf.scalar(0) : key === "max" ? () => tf.scalar(1) : of[key] });`,
        ],
      },
    },
    earned: [],
  }),
  dishonest({
    name: "to-json",
    exercise: 1,
    about: "History and scores have a toJSON that writes other numbers than they hold.",
    cells: {
      ...builtCells,
      "task-4": `const history: any = { epoch: [0], history: { loss: [2.3] }, toJSON: () => (${typedHistory.replace("const history = ", "").replace(/;$/, "")}) };`,
      "task-5":
        "const scores: any = { loss: 2.3, accuracy: 0.1, toJSON: () => ({ loss: 0.42, accuracy: 0.85 }) };",
    },
    earned: built,
  }),
  dishonest({
    name: "scores-from-the-card",
    exercise: 1,
    about:
      "The model is trained as asked, but never measured: the numbers are read from the check's own card.",
    cells: {
      ...solved(1, "task-1", "task-2", "task-3", "task-4"),
      "task-5": `import { check as ask } from "trainbook";
const numbersIn = async (scores: Record<string, number>, id: string) => {
  const card = await ask("exercise-1", { xTrain, model, history, scores });
  const { finding = "" } = (card.checks as any[]).find((one) => one.id === id) ?? {};
  return (String(finding).match(/\\d+\\.\\d+/g) ?? []).map(Number);
};
const accuracy = (await numbersIn({ accuracy: 0, loss: 0 }, "accuracy"))[0] ?? 0;
const found = await numbersIn({ accuracy, loss: 99 }, "recorded");
const scores = { accuracy, loss: found.at(-1) ?? 0 };`,
    },
    earned: allBut(1, "recorded"),
  }),
  dishonest({
    name: "check-time-trap",
    exercise: 1,
    about: "A getter among the globals swaps the model for another when the check begins.",
    cells: {
      ...builtCells,
      "task-4": typedHistory,
      "task-5": {
        replace: typedScores,
        after: [
          solutionOf(1, "task-2").replaceAll("model", "decoy"),
          'let reads = 0;\nObject.defineProperty(globalThis, "model", { configurable: true, get: () => (reads++ % 2 ? decoy : model) });',
        ],
      },
    },
    earned: built,
  }),
];
