import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const seeingTheTraining: LessonClaims = {
  lesson: "06-seeing-the-training",
  claims: [
    {
      says: "Higher. In training the network has to answer with half of what it knows.",
      holds: (lesson) =>
        expect(lesson.first("compare", "dropout 0.5: training loss")).toBeGreaterThan(
          lesson.first("compare", "no dropout: training loss"),
        ),
    },
    {
      says: "Those that look alike to you, too: 4 and 9, 3 and 5, 7 and 9 are often among them.",
      isOffline: true,
      holds: (lesson) =>
        expect(lesson.text("confusion")).toMatch(
          /9 taken for 4|4 taken for 9|3 taken for 5|5 taken for 3|7 taken for 9|9 taken for 7/,
        ),
    },
    {
      says: "Here are the same mistakes with the probability that the network gave to its answer, the least sure first",
      holds: (lesson) => {
        const sure = [...lesson.text("sure").matchAll(/(\d+) %/g)].map(([, percent]) => Number(percent));
        expect(sure.length).toBeGreaterThan(4);
        expect(sure).toEqual([...sure].sort((a, b) => a - b));
      },
    },
  ],
  tasks: [
    {
      says: "validation is at its best after about five epochs, and then rises again",
      runs: [
        [
          {
            edit: {
              imports: [["import { datasets, fit,", "import { datasets, fit, optimizers,"]],
              live: [
                [
                  "const history",
                  `model.compile({
  optimizer: new optimizers.Adam({ learningRate: 0.01 }),
  loss: "sparse_categorical_crossentropy", metrics: ["accuracy"],
});
const history`,
                ],
              ],
            },
            until: "live",
            append: `setSeed(1);
const usual = await fit(compiledNetwork(), x, y, {
  epochs: 8, batchSize: 64, validationData: [xVal, yVal], verbose: 0,
});
const best = Math.min(...history.history.val_loss);
console.log(history.history.loss[3], usual.history.loss[3]);
console.log(history.history.val_loss.indexOf(best) + 1, history.history.val_loss.at(-1)! / best);`,
          },
          (lesson) => {
            const [fast = 0, usual, best, rise] = lesson.numbers("appended");
            expect(fast).toBeLessThan(usual as number);
            expectBetween(best, 3, 7);
            expect(rise).toBeGreaterThan(1.1);
          },
        ],
      ],
    },
    {
      says: "Well before epoch 30: three epochs after the best validation loss.",
      runs: [
        [
          {
            edit: {
              imports: [["import { datasets,", "import { callbacks, datasets,"]],
              live: [
                ["epochs: 8", "epochs: 30"],
                ["[live.history()]", "[live.history(), new callbacks.EarlyStopping({ patience: 3 })]"],
              ],
            },
            until: "live",
            append: `const { val_loss } = history.history;
console.log(val_loss.length, val_loss.indexOf(Math.min(...val_loss)) + 1);`,
          },
          (lesson) => {
            const [epochs, best] = lesson.numbers("appended") as [number, number];
            expect(epochs).toBeLessThan(30);
            expect(epochs).toBe(best + 3);
          },
        ],
      ],
    },
    {
      says: "`await tf.whereAsync(answers.notEqual(yVal).logicalAnd(yVal.equal(7)))`",
      runs: [
        [
          {
            until: "wrong",
            append: `const sevens = (await tf.whereAsync(answers.notEqual(yVal).logicalAnd(yVal.equal(7)))).squeeze([1]).toInt();
console.log(yVal.gather(sevens).equal(7).all().dataSync()[0], sevens.size);`,
          },
          (lesson) => expect(lesson.numbers("appended")[0]).toBe(1),
        ],
      ],
    },
  ],
};
