import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const elements: LessonClaims = {
  lesson: "01-elements",
  claims: [
    {
      says: "784 × 10 weights and 10 biases: 7,850.",
      holds: (lesson) => expect(lesson.numbers("architecture")[0]).toBe(7850),
    },
    {
      says: "−ln 0.01 ≈ 4.6: more than six times as much.",
      holds: (lesson) => {
        const [, guess, , wrong] = lesson.after("loss", "loss");
        expectBetween(wrong, 4.55, 4.65);
        expectBetween((wrong as number) / (guess as number), 6.5, 7);
      },
    },
    {
      says: "Each [step](glossary.ipynb#step) covers a fifth of the distance that is left",
      holds: (lesson) => expect(lesson.last("optimizer", "step 12")).toBeCloseTo(3 - 3 * 0.8 ** 12, 2),
    },
    {
      says: "At 1.08: the gradient is 2(0.6 − 3) = −4.8 now",
      holds: (lesson) => {
        expect(lesson.first("optimizer", "step 1")).toBeCloseTo(0.6, 3);
        expect(lesson.first("optimizer", "step 2")).toBeCloseTo(1.08, 3);
      },
    },
    {
      says: "The first. It is surer where it is right, and exactly as wrong as the other on the third question.",
      holds: (lesson) => {
        const [sure, unsure] = lesson.after("metrics", "loss");
        expect(sure).toBeLessThan(unsure as number);
        expect(lesson.after("metrics", "accuracy")).toEqual([0.67, 0.67]);
      },
    },
    {
      says: "ten weighted sums of pixels are enough to read most digits",
      holds: (lesson) => expect(lesson.last("exam", "accuracy")).toBeGreaterThan(0.8),
    },
  ],
  tasks: [
    {
      says: "each time a little closer: 5.4, 1.08, 4.536, …",
      runs: [0.9, 1.1].map((rate) => [
        {
          edit: {
            optimizer: [["learningRate: 0.1", `learningRate: ${rate}`]],
          },
          until: "optimizer",
        },
        (lesson) => {
          const values = lesson.numbers("optimizer").filter((_, index) => index % 2 === 1);
          if (rate === 0.9) expect(values.slice(0, 3)).toEqual([5.4, 1.08, 4.536]);
          const distances = values.map((value) => Math.abs(value - 3));
          const closer = distances.slice(1).map((value, index) => value < (distances[index] as number));
          expect(new Set(closer)).toEqual(new Set([rate === 0.9]));
        },
      ]),
    },
    {
      says: "The training loss falls to about 0.2, and validation flattens far above it, near 0.65",
      runs: [
        [
          {
            edit: { data: [["slice(0, 3000)", "slice(0, 300)"]], all: [["epochs: 8", "epochs: 80"]] },
            until: "all",
          },
          (lesson) => {
            expect(lesson.last("all", "loss")).toBeLessThan(0.25);
            expectBetween(lesson.last("all", "val_loss"), 0.55, 0.75);
          },
        ],
      ],
    },
    {
      says: "32 × 10 + 10 in the second: 25,450.",
      runs: [
        [
          {
            edit: {
              architecture: [
                [
                  "model.add(tf.layers.dense({ inputShape: [784], ",
                  'model.add(tf.layers.dense({ inputShape: [784], units: 32, activation: "relu" }));\nmodel.add(tf.layers.dense({ ',
                ],
              ],
              weights: [
                ["[10, 28, 28]", "[32, 28, 28]"],
                ["length: 10", "length: 32"],
              ],
            },
          },
          (lesson) => expect(lesson.numbers("architecture")[0]).toBe(25_450),
        ],
      ],
    },
  ],
};
