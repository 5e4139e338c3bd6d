import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const customTrainingLoop: LessonClaims = {
  lesson: "07-custom-training-loop",
  claims: [
    {
      says: "Each digit gets about a tenth of the probability, and −ln 0.1 is about 2.3.",
      holds: (lesson) => expectBetween(lesson.numbers("measure")[0], 2.2, 2.45),
    },
    {
      says: "Is the loss on these pictures smaller?",
      holds: (lesson) => {
        const [before, after] = lesson.numbers("apply") as [number, number];
        expect(after).toBeLessThan(before);
      },
    },
    {
      says: "It learns.",
      holds: (lesson) => expect(lesson.last("eager", "loss")).toBeLessThan(lesson.first("eager", "loss") / 2),
    },
    {
      says: "The losses are about the same",
      holds: (lesson) =>
        expectBetween(lesson.last("compiled", "loss") - lesson.last("eager", "loss"), -0.1, 0.1),
    },
    {
      says: "a convolution, its bias and its ReLU have become one",
      holds: (lesson) =>
        expect(lesson.text("explain")).toContain("convolution, with its bias and activation"),
    },
    {
      says: "Once. `console.log` is not a TensorFlow operation",
      holds: (lesson) => expect(lesson.text("noisy").match(/I run/g)).toHaveLength(1),
    },
    {
      says: "Another shape needs another graph, so the function is traced once more",
      holds: (lesson) => expect(lesson.text("shapes").match(/I run/g)).toHaveLength(1),
    },
    {
      says: "Asking for them is an error that says so",
      holds: (lesson) => expect(lesson.text("values")).toMatch(/traced/),
    },
    {
      says: "500: ten gradients a step that nobody frees.",
      holds: (lesson) => {
        expect(lesson.first("leak", "leaky")).toBe(500);
        expect(lesson.first("leak", "tidy")).toBe(0);
      },
    },
    {
      says: "Three ways to the same place.",
      holds: (lesson) => {
        const ends = ["eager", "tfFunction", "fit"].map((name) => lesson.first("curves", name));
        expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.1);
      },
    },
    {
      says: "About the same: it is the same training.",
      holds: (lesson) => {
        const [own, byFit] = lesson.after("validation", "accuracy") as [number, number];
        expectBetween(own - byFit, -0.06, 0.06);
      },
    },
  ],
  tasks: [
    {
      says: "It is an error while the step is traced",
      runs: [
        [
          {
            edit: { "make-step": [["return value;", "value.print();\n    return value;"]] },
            until: "make-step",
            append: `const printing = tfFunction(makeStep(model, optimizer));
try { await printing(x.slice(0, 64), y.slice(0, 64)); } catch (error) { console.log(String(error)); }`,
          },
          (lesson) => expect(lesson.text("appended")).toMatch(/TracingError/),
        ],
      ],
    },
    {
      says: "Two: one for 64 pictures and one for the last 50. With 65, 50 batches fill 3,250 pictures exactly: one graph.",
      runs: [64, 65].map((batchSize) => [
        {
          edit: { data: [[".batch(64, { dropRemainder: true })", `.batch(${batchSize})`]] },
          until: "epoch",
          append: `const graphs = tfFunction(makeStep(model, optimizer));
await trainEpoch(graphs);
console.log(String(graphs.explain()));`,
        },
        (lesson) => expect(lesson.text("appended")).toContain(batchSize === 65 ? "1 graph" : "2 graphs"),
      ]),
    },
    {
      says: "In the step itself, between `gradientTape` and `applyGradients`",
      runs: [
        [
          {
            edit: { build: [["new optimizers.Adam()", "new optimizers.Adam({ clipnorm: 0.1 })"]] },
            until: "apply",
          },
          (lesson) => expect(lesson.numbers("apply").length).toBe(2),
        ],
      ],
    },
    {
      says: "Twice as large as that of the whole batch, because each loss is an average",
      runs: [
        [
          {
            until: "predict",
            append: `const lossOn = (from: number, count: number) =>
  lossOf(y.slice(from, count), call(model, x.slice(from, count), { training: true }));
const lengthOf = (fn: () => tf.Tensor) => {
  const { gradients } = gradientTape(fn as () => tf.Scalar, model.trainableWeights);
  return tf.addN(Object.values(gradients).map((gradient) => gradient.square().sum())).sqrt().dataSync()[0];
};
console.log(lengthOf(() => lossOn(0, 32).add(lossOn(32, 32))) / lengthOf(() => lossOn(0, 64)));`,
          },
          (lesson) => expect(lesson.numbers("appended")[0]).toBeCloseTo(2, 3),
        ],
      ],
    },
  ],
};
