/** Every loss, option by option, on random targets and predictions: value and gradient are Keras's. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom } from "../../../src/engine";
import { type Loss, losses } from "../../../src/training/losses";

type Numbers = number | Numbers[];
type LossClass = keyof typeof losses;
type Kind = "measured" | "positive" | "binary" | "oneHot" | "sparse" | "distribution";

interface Case {
  loss: LossClass;
  options: Record<string, unknown>;
  yTrue: Numbers;
  dtype: "float32" | "int32";
  yPred: Numbers;
  sampleWeight: Numbers | null;
}

/** The kind of targets and predictions that each loss takes, and the options to try beside those of all. */
const plans: Record<LossClass, { kind: Kind; options?: Record<string, unknown>[] }> = {
  MeanSquaredError: { kind: "measured" },
  MeanAbsoluteError: { kind: "measured" },
  MeanAbsolutePercentageError: { kind: "measured" },
  MeanSquaredLogarithmicError: { kind: "positive" },
  Huber: { kind: "measured", options: [{ delta: 0.3 }] },
  LogCosh: { kind: "measured" },
  Poisson: { kind: "positive" },
  CosineSimilarity: { kind: "measured", options: [{ axis: 0 }] },
  BinaryCrossentropy: { kind: "binary", options: [{ fromLogits: true }, { labelSmoothing: 0.1 }] },
  BinaryFocalCrossentropy: {
    kind: "binary",
    options: [
      { applyClassBalancing: true, alpha: 0.3 },
      { gamma: 3, fromLogits: true },
      { labelSmoothing: 0.2 },
    ],
  },
  CategoricalCrossentropy: {
    kind: "oneHot",
    options: [{ fromLogits: true }, { labelSmoothing: 0.1 }, { fromLogits: true, labelSmoothing: 0.3 }],
  },
  CategoricalFocalCrossentropy: {
    kind: "oneHot",
    options: [
      { alpha: 0.5, gamma: 1.5 },
      { alpha: [0.1, 0.5, 0.9, 0.3] },
      { fromLogits: true },
      { labelSmoothing: 0.1 },
    ],
  },
  SparseCategoricalCrossentropy: { kind: "sparse", options: [{ fromLogits: true }, { ignoreClass: 2 }] },
  Hinge: { kind: "binary" },
  SquaredHinge: { kind: "binary" },
  CategoricalHinge: { kind: "oneHot" },
  KLDivergence: { kind: "distribution" },
  Dice: { kind: "binary", options: [{ axis: [1] }] },
  Tversky: { kind: "binary", options: [{ alpha: 0.2, beta: 0.7 }, { axis: [1] }] },
};

const seed = 20;
const random = new SeededRandom(seed);
const numbers = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function drawn(kind: Kind, fromLogits: boolean): Pick<Case, "yTrue" | "yPred" | "dtype"> {
  const [samples, classes] = [5, 4];
  const rows = (draw: () => number) => numbers(samples, () => 0).map(() => numbers(classes, draw));
  const unit = () => random.between(0.01, 0.99);
  const raw = () => random.between(-3, 3);
  const distribution = () =>
    rows(unit).map((row) => {
      const sum = row.reduce((a, b) => a + b);
      return row.map((value) => value / sum);
    });
  const label = () => Math.floor(random.next() * classes);
  switch (kind) {
    case "measured":
      return { yTrue: rows(raw), yPred: rows(raw), dtype: "float32" };
    case "positive":
      return {
        yTrue: rows(() => random.between(0, 9)),
        yPred: rows(() => random.between(0.1, 9)),
        dtype: "float32",
      };
    case "binary":
      return {
        yTrue: rows(() => Number(random.chance(0.5))),
        yPred: rows(fromLogits ? raw : unit),
        dtype: "int32",
      };
    case "oneHot": {
      const yTrue = numbers(samples, label).map((of) =>
        numbers(classes, () => 0).map((_, i) => Number(i === of)),
      );
      return { yTrue, yPred: fromLogits ? rows(raw) : distribution(), dtype: "float32" };
    }
    case "sparse":
      return {
        yTrue: numbers(samples, label),
        yPred: fromLogits ? rows(raw) : distribution(),
        dtype: "int32",
      };
    case "distribution":
      return { yTrue: distribution(), yPred: distribution(), dtype: "float32" };
  }
}

const cases: Case[] = Object.entries(plans).flatMap(([name, { kind, options = [] }]) => {
  const reductions = ["sum", "mean_with_sample_weight", "none"].map((reduction) => ({ reduction }));
  return [{}, ...options, ...reductions].flatMap((tried) => {
    const fromLogits = "fromLogits" in tried && tried.fromLogits === true;
    const given = { loss: name as LossClass, options: tried, ...drawn(kind, fromLogits) };
    const weights = numbers(5, () => random.between(0, 2));
    // A weight a sample means nothing where the loss is of the whole batch, or of columns.
    const isOfBatch = name === "Dice" || name === "Tversky" || ("axis" in tried && tried.axis === 0);
    return [{ ...given, sampleWeight: null }, ...(isOfBatch ? [] : [{ ...given, sampleWeight: weights }])];
  });
});

let answers: { value: Numbers; gradient: Numbers; name: string }[];
beforeAll(() => {
  const forKeras = cases.map(({ options, ...rest }) => ({
    ...rest,
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [snake(name), value])),
  }));
  const script = path.join(__dirname, "keras_losses.py");
  const answer = execFileSync(environmentExecutable("python"), [script], {
    input: JSON.stringify(forKeras),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 26,
  });
  answers = JSON.parse(answer.toString());
}, 120_000);

function relativeDistance(ours: tf.Tensor, keras: Numbers): number {
  const [a, b] = [Array.from(ours.dataSync()), [keras].flat(9) as number[]];
  const largest = Math.max(...b.map(Math.abs), 1e-3);
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN)))) / largest;
}

const title = ({ loss, options, sampleWeight }: Case) =>
  `${loss} ${JSON.stringify(options)}${sampleWeight ? " with weights" : ""}`;

describe(`losses (seed ${seed})`, () => {
  it.each(cases.map((one, index) => [title(one), one, index] as const))("%s is Keras's", (_, one, index) => {
    const loss = new (losses[one.loss] as new (options: object) => Loss)(one.options);
    const answer = answers[index] as (typeof answers)[number];
    tf.tidy(() => {
      const yTrue = tf.tensor(one.yTrue as number[], undefined, one.dtype);
      const yPred = tf.tensor(one.yPred as number[]);
      const weight = one.sampleWeight ? tf.tensor(one.sampleWeight as number[]) : undefined;
      expect(relativeDistance(loss(yTrue, yPred, weight), answer.value)).toBeLessThan(1e-6);
      const gradient = tf.grad((x) => loss(yTrue, x, weight).sum())(yPred);
      expect(relativeDistance(gradient, answer.gradient)).toBeLessThan(1e-5);
      expect(loss.name).toBe(answer.name);
    });
  });
});

it("CategoricalFocalCrossentropy says where alpha has not one weight for each class", () => {
  const loss = new losses.CategoricalFocalCrossentropy({ alpha: [0.1, 0.2] });
  expect(() => loss(tf.eye(3), tf.fill([3, 3], 1 / 3))).toThrow(
    "categorical_focal_crossentropy: alpha must be a number, or one for each of the 3 classes, found 2.",
  );
});
