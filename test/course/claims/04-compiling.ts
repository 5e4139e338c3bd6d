import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const compiling: LessonClaims = {
  lesson: "04-compiling",
  claims: [
    {
      says: "−ln 0.7 = 0.357",
      holds: (lesson) => expect(lesson.numbers("loss").at(-1)).toBeCloseTo(0.357, 3),
    },
    {
      says: "−ln 0.1 ≈ 2.303.",
      holds: (lesson) => expect(lesson.after("prices", "loss")[2]).toBeCloseTo(Math.LN10, 3),
    },
    {
      says: "It is the same loss",
      holds: (lesson) =>
        expect(lesson.numbers("one-hot").at(-1)).toBeCloseTo(lesson.numbers("loss").at(-1) as number, 5),
    },
    {
      says: "Give labels of one kind to the loss for the other, and the error says so",
      holds: (lesson) => expect(lesson.text("mixed-up")).toContain("one-hot"),
    },
    {
      says: "`mse`: squared, 10 becomes 100 and dominates the average. `mae` and `huber` stay calmer",
      holds: (lesson) => {
        expect(lesson.first("distances", "mse")).toBeGreaterThan(30);
        expect(lesson.first("distances", "mae")).toBeLessThan(5);
        expect(lesson.first("distances", "huber")).toBeLessThan(5);
      },
    },
    {
      says: "All of them fall.",
      holds: (lesson) => {
        const numbers = lesson.numbers("every-row");
        expect(numbers.length).toBe(30);
        for (let row = 0; row < 30; row += 5) expect(numbers[row + 4]).toBeLessThan(numbers[row] as number);
      },
    },
    {
      says: '"2 of 3 right" is easy to read',
      holds: (lesson) => expect(lesson.numbers("metrics")[0]).toBeCloseTo(2 / 3, 5),
    },
    {
      says: "so it can never be lower than the accuracy",
      holds: (lesson) => {
        const numbers = lesson.numbers("top-3").filter((value) => value !== 3);
        const [accuracy, top3] = [numbers.slice(5, 10), numbers.slice(10, 15)];
        for (const [epoch, value] of top3.entries())
          expect(value).toBeGreaterThanOrEqual(accuracy[epoch] as number);
      },
    },
    {
      says: "`adadelta` has hardly moved, `adagrad` has not got far, and `sgd` is well behind the other five.",
      holds: (lesson) => {
        const end = (name: string) => lesson.first("eight", name);
        expect(end("adadelta")).toBeGreaterThan(2.1);
        expectBetween(end("adagrad"), 1.2, end("adadelta"));
        expect(end("sgd")).toBeLessThan(end("adagrad"));
        for (const name of ["rmsprop", "adam", "adamw", "adamax", "nadam"]) {
          expect(end(name)).toBeLessThan(end("sgd"));
        }
      },
    },
    {
      says: "Nothing good: it stays near an accuracy of 0.1.",
      holds: (lesson) => expectBetween(lesson.last("rates", "sgd 10"), 0.05, 0.25),
    },
    {
      says: "With 0.1, plain `sgd` comes close to `adam`.",
      holds: (lesson) =>
        expectBetween(lesson.first("rates", "sgd 0.1") - lesson.first("eight", "adam"), -0.1, 0.1),
    },
    {
      says: "in the last epochs the loss settles, lower than with the rate of 1 all the way",
      holds: (lesson) =>
        expect(lesson.first("scheduled", "from 1 to 0")).toBeLessThan(
          lesson.first("scheduled", "1 all the way"),
        ),
    },
  ],
  tasks: [
    {
      says: "to more than 0.8 after ten epochs, where the default reaches less than 0.4",
      runs: [
        [
          {
            until: "eight",
            append: `const large = await race(new optimizers.Adam({ learningRate: 0.1 }));
console.log(large.history.val_loss.at(-1), histories.adam.history.val_loss.at(-1));`,
          },
          (lesson) => {
            const [large, usual] = lesson.numbers("appended");
            expect(large).toBeGreaterThan(0.8);
            expect(usual).toBeLessThan(0.4);
          },
        ],
      ],
    },
    {
      says: "Adagrad keeps up with 0.05, 50 times its default of 0.001. Adadelta needs 1",
      runs: [
        [
          {
            until: "race",
            append: `for (const optimizer of [
  new optimizers.Adagrad({ learningRate: 0.05 }), new optimizers.Adadelta({ learningRate: 1 }),
]) console.log((await race(optimizer)).history.val_loss.at(-1));`,
          },
          (lesson) => {
            for (const loss of lesson.numbers("appended")) expect(loss).toBeLessThan(0.45);
          },
        ],
      ],
    },
    {
      says: "Yes, to about the same accuracy.",
      runs: [
        [
          {
            until: "eight",
            append: `const squares = build();
squares.compile({ optimizer: "adam", loss: "mse", metrics: ["accuracy"] });
const { history } = await fit(squares, x, tf.oneHot(y, 10), {
  epochs: 10, batchSize: 64, verbose: 0,
  validationData: [validationData[0], tf.oneHot(validationData[1], 10)],
});
console.log(history.val_accuracy.at(-1), histories.adam.history.val_accuracy.at(-1));`,
          },
          (lesson) => {
            const [squares, usual] = lesson.numbers("appended") as [number, number];
            expectBetween(squares - usual, -0.04, 0.04);
          },
        ],
      ],
    },
    {
      says: "It starts above 2.3 and gets stuck high up",
      runs: [
        [
          {
            edit: { build: [[', activation: "softmax"', ""]] },
            until: "call",
            append: "console.log(...(await fit(model, x, y, { epochs: 3, verbose: 0 })).history.loss);",
          },
          (lesson) => {
            const [first = 0, , last] = lesson.numbers("appended").slice(-3);
            expect(first).toBeGreaterThan(2.3);
            expectBetween(last, 2, 3);
          },
        ],
      ],
    },
  ],
};
