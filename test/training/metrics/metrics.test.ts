/** Every metric, option by option, over random batches: the results are Keras's. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom } from "../../../src/engine";
import { UnknownNameError } from "../../../src/options";
import { losses } from "../../../src/training/losses";
import { asMetric, type Metric, metrics } from "../../../src/training/metrics";

type Numbers = number | Numbers[];
type MetricClass = Exclude<keyof typeof metrics, "Mean" | "Sum" | "MeanMetricWrapper">;
type Kind = "measured" | "positive" | "binary" | "oneHot" | "sparse" | "distribution" | "labels" | "whole";

interface Batch {
  yTrue: Numbers;
  yPred: Numbers;
  sampleWeight: Numbers | null;
}

/** The kind of targets and predictions that each metric takes, and the options to try beside none. */
const plans: Record<MetricClass, { kind: Kind; options?: Record<string, unknown>[]; always?: object }> = {
  Accuracy: { kind: "whole" },
  BinaryAccuracy: { kind: "binary", options: [{ threshold: 0.3 }] },
  CategoricalAccuracy: { kind: "oneHot" },
  SparseCategoricalAccuracy: { kind: "sparse" },
  TopKCategoricalAccuracy: { kind: "oneHot", options: [{ k: 2 }] },
  SparseTopKCategoricalAccuracy: { kind: "sparse", options: [{ k: 2 }] },
  MeanSquaredError: { kind: "measured" },
  RootMeanSquaredError: { kind: "measured" },
  MeanAbsoluteError: { kind: "measured" },
  MeanAbsolutePercentageError: { kind: "measured" },
  MeanSquaredLogarithmicError: { kind: "positive" },
  CosineSimilarity: { kind: "measured" },
  LogCoshError: { kind: "measured" },
  Poisson: { kind: "positive" },
  KLDivergence: { kind: "distribution" },
  BinaryCrossentropy: { kind: "binary", options: [{ labelSmoothing: 0.1 }] },
  CategoricalCrossentropy: { kind: "oneHot", options: [{ labelSmoothing: 0.1 }] },
  SparseCategoricalCrossentropy: { kind: "sparse" },
  Hinge: { kind: "binary" },
  SquaredHinge: { kind: "binary" },
  CategoricalHinge: { kind: "oneHot" },
  TruePositives: { kind: "binary", options: [{ thresholds: [0.2, 0.8] }] },
  FalsePositives: { kind: "binary", options: [{ thresholds: 0.7 }] },
  TrueNegatives: { kind: "binary" },
  FalseNegatives: { kind: "binary" },
  Precision: { kind: "binary", options: [{ thresholds: [0.2, 0.8] }, { topK: 2 }, { classId: 1 }] },
  Recall: { kind: "binary", options: [{ thresholds: 0.7 }, { topK: 1, classId: 2 }] },
  AUC: {
    kind: "binary",
    options: [
      { curve: "PR" },
      { summationMethod: "majoring" },
      { curve: "PR", summationMethod: "minoring" },
      { numThresholds: 20 },
      { thresholds: [0.2, 0.35, 0.8] },
      { multiLabel: true },
      { multiLabel: true, curve: "PR", labelWeights: [1, 2, 3, 4] },
    ],
  },
  FBetaScore: {
    kind: "oneHot",
    options: [
      { beta: 2.5, average: "micro" },
      { average: "weighted", threshold: 0.3 },
    ],
  },
  F1Score: { kind: "oneHot", options: [{ average: "macro" }] },
  R2Score: {
    kind: "measured",
    options: [{ classAggregation: "variance_weighted_average" }, { classAggregation: null }],
  },
  MeanIoU: { kind: "labels", always: { numClasses: 4 } },
};

const seed = 31;
const random = new SeededRandom(seed);
const numbers = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const snake = (name: string) =>
  name.replace("YTrue", "_y_true").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function drawn(kind: Kind, samples: number): { yTrue: Numbers; yPred: Numbers } {
  const classes = 4;
  const rows = (draw: () => number) => numbers(samples, () => 0).map(() => numbers(classes, draw));
  const unit = () => random.between(0.01, 0.99);
  const raw = () => random.between(-3, 3);
  const distribution = () =>
    rows(unit).map((row) => {
      const sum = row.reduce((a, b) => a + b);
      return row.map((value) => value / sum);
    });
  const label = () => Math.floor(random.next() * classes);
  const oneHot = () => numbers(samples, label).map((of) => [0, 1, 2, 3].map((index) => Number(index === of)));
  switch (kind) {
    case "measured":
      return { yTrue: rows(raw), yPred: rows(raw) };
    case "positive":
      return { yTrue: rows(() => random.between(0, 9)), yPred: rows(() => random.between(0.1, 9)) };
    case "binary":
      return { yTrue: rows(() => Number(random.chance(0.5))), yPred: rows(unit) };
    case "oneHot":
      return { yTrue: oneHot(), yPred: distribution() };
    case "sparse":
      return { yTrue: numbers(samples, label), yPred: distribution() };
    case "distribution":
      return { yTrue: distribution(), yPred: distribution() };
    case "whole":
      return { yTrue: rows(label), yPred: rows(label) };
    case "labels":
      return { yTrue: numbers(samples, label), yPred: numbers(samples, label) };
  }
}

const cases = Object.entries(plans).flatMap(([name, { kind, options = [], always = {} }]) =>
  [{}, ...options].flatMap((tried) =>
    [false, true].map((isWeighted) => {
      const batches: Batch[] = [7, 5, 2].map((samples) => {
        // Weights of a matrix of whole numbers are whole numbers.
        const weight = () => (name === "MeanIoU" ? Math.floor(random.between(0, 4)) : random.between(0, 2));
        return { ...drawn(kind, samples), sampleWeight: isWeighted ? numbers(samples, weight) : null };
      });
      const dtype = ["sparse", "labels"].includes(kind) ? ("int32" as const) : ("float32" as const);
      return { metric: name as MetricClass, options: { ...always, ...tried }, batches, dtype };
    }),
  ),
);

let answers: { results: number[][]; name: string }[];
beforeAll(() => {
  const forKeras = cases.map(({ options, ...rest }) => ({
    ...rest,
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [snake(name), value])),
  }));
  const script = path.join(__dirname, "keras_metrics.py");
  const answer = execFileSync(environmentExecutable("python"), [script], {
    input: JSON.stringify(forKeras),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 26,
  });
  answers = JSON.parse(answer.toString());
}, 120_000);

const made = (name: MetricClass, options: object) =>
  new (metrics[name] as new (options: object) => Metric)(options);

describe(`metrics (seed ${seed})`, () => {
  it.each(
    cases.map((one, index) => {
      const weights = one.batches[0]?.sampleWeight ? " with weights" : "";
      return [`${one.metric} ${JSON.stringify(one.options)}${weights}`, one, index] as const;
    }),
  )("%s is Keras's", (_, { metric: name, options, batches, dtype }, index) => {
    const metric = made(name, options);
    const before = tf.memory().numTensors;
    for (const [step, { yTrue, yPred, sampleWeight }] of batches.entries()) {
      tf.tidy(() => {
        const weight = sampleWeight ? tf.tensor(sampleWeight as number[]) : undefined;
        metric.updateState(
          tf.tensor(yTrue as number[], undefined, dtype),
          tf.tensor(yPred as number[]),
          weight,
        );
      });
      const keras = answers[index]?.results[step] as number[];
      const ours = metric.results();
      expect(ours).toHaveLength(keras.length);
      for (const [at, value] of keras.entries()) {
        expect(Math.abs((ours[at] as number) - value)).toBeLessThanOrEqual(
          1e-6 * Math.max(Math.abs(value), 0.1),
        );
      }
    }
    metric.resetState();
    expect(metric.result()).toBe(0);
    metric.dispose();
    expect(tf.memory().numTensors).toBe(before);
    // Keras counts the metrics of a process in the names of those that have no fixed one.
    expect(answers[index]?.name.replace(/_\d+$/, "")).toBe(metric.name);
  });
});

describe("a metric", () => {
  it("measures one batch when it is called, and remembers nothing", () => {
    const accuracy = new metrics.SparseCategoricalAccuracy();
    const [labels, predictions] = [
      tf.tensor1d([0, 1], "int32"),
      tf.tensor2d([
        [1, 0],
        [1, 0],
      ]),
    ];
    expect(accuracy(labels, predictions).dataSync()[0]).toBe(0.5);
    expect(accuracy.result()).toBe(0);
  });

  it("of several values says where they are", () => {
    const precision = new metrics.Precision({ thresholds: [0.2, 0.8] });
    precision.updateState(tf.tensor1d([1, 0]), tf.tensor1d([0.9, 0.3]));
    expect(precision.results()).toEqual([0.5, 1]);
    expect(() => precision.result()).toThrow(/one number, and this metric has 2[\s\S]*results\(\)/);
  });

  it("averages plain numbers", () => {
    const mean = new metrics.Mean();
    mean.updateState(tf.tensor1d([1, 3, 5]));
    mean.updateState(tf.scalar(11), 3);
    expect(mean.result()).toBe(7);
  });
});

describe("a metric's name", () => {
  const labels = { outputShape: [null, 10], targetShape: [32] };

  it.each([
    ["accuracy", labels, "SparseCategoricalAccuracy", "accuracy"],
    ["accuracy", { outputShape: [32, 10], targetShape: [32, 10] }, "CategoricalAccuracy", "accuracy"],
    ["acc", { outputShape: [32, 1], targetShape: [32] }, "BinaryAccuracy", "acc"],
    ["mse", labels, "MeanSquaredError", "mse"],
    ["mean_squared_error", labels, "MeanSquaredError", "mean_squared_error"],
    ["binaryAccuracy", labels, "BinaryAccuracy", "binary_accuracy"],
    ["MAE", labels, "MeanAbsoluteError", "mae"],
  ])("%s with %j is a %s, logged as %s", (name, shapes, className, logName) => {
    const metric = asMetric(name, shapes);
    expect([metric.constructor.name, metric.name]).toEqual([className, logName]);
  });

  it("that nothing has is an error with those that are near", () => {
    expect(() => asMetric("acuracy", labels)).toThrow(UnknownNameError);
    expect(() => asMetric("acuracy", labels)).toThrow(/no metric "acuracy"[\s\S]*"accuracy"/);
  });

  it("may be that of a function, or of a loss", () => {
    const largest = (yTrue: tf.Tensor, yPred: tf.Tensor) => yTrue.sub(yPred).abs().max(-1);
    expect(asMetric(largest, labels).name).toBe("largest");
    expect(asMetric(new losses.Huber({ delta: 2 }), labels).name).toBe("huber_loss");
  });
});
