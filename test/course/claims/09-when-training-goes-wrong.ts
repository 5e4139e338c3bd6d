import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";
import type { ExecutedLesson } from "./executedLesson";

const cures = ["L2", "L1", "dropout", "smaller model", "early stopping", "more data", "augmentation"];

/** The two lines of the validation curve, from weak to strong. */
const curveOf = (lesson: ExecutedLesson) => {
  const numbers = lesson.numbers("validation-curve").slice(5);
  return { training: numbers.slice(0, 5), validation: numbers.slice(5) };
};

export const whenTrainingGoesWrong: LessonClaims = {
  lesson: "09-when-training-goes-wrong",
  claims: [
    {
      says: "Two of them: the lowest, whose steps are too small to get anywhere in ten epochs, and the highest",
      holds: (lesson) => {
        expect(lesson.first("rates", "rate 0.00001")).toBeGreaterThan(1.9);
        expect(lesson.first("rates", "rate 1")).toBeGreaterThan(1.9);
        expect(lesson.first("rates", "rate 0.001")).toBeLessThan(0.6);
      },
    },
    {
      says: "Up to about 10⁻⁴ (−4) the rate is too low: nothing happens. Then the loss falls. From about 10⁻² (−2) on it hardly falls further and jumps more and more, and before 1 (0) it explodes.",
      holds: (lesson) => {
        const points = lesson.rows("found").map(({ x, y }) => [Number(x), Number(y)] as const);
        const between = (from: number, to: number) =>
          points.filter(([x]) => x >= from && x < to).map(([, y]) => y);
        expect(Math.min(...between(-6, -4.3))).toBeGreaterThan(1.8);
        expect(Math.min(...between(-3, -1))).toBeLessThan(1);
        const [where, loss] = points.at(-1) as [number, number];
        expect(loss).toBeGreaterThan(4);
        expect(where).toBeLessThan(0);
      },
    },
    {
      says: "It learns, and so does 0.001",
      holds: (lesson) => expect(lesson.first("cured-rate", "rate 0.001")).toBeLessThan(0.6),
    },
    {
      says: "If they can't be learned by heart, the set-up has a mistake.",
      holds: (lesson) => expect(lesson.numbers("twenty")[0]).toBe(1),
    },
    {
      says: "0.003. 0.0001 is at the start of the slope: it works, but slowly.",
      holds: (lesson) => expect(lesson.first("cured-rate", "rate 0.003")).toBeLessThan(0.6),
    },
    {
      says: "With batches of 2. Each of the 1,000 steps in an epoch follows only two pictures",
      holds: (lesson) => {
        const [small, large] = lesson.numbers("jumps").filter((value) => value < 1) as [number, number];
        expect(small).toBeGreaterThan(2 * large);
      },
    },
    {
      says: "many small steps average out",
      holds: (lesson) => {
        const [small] = lesson.numbers("jumps").filter((value) => value < 1) as [number];
        expect(lesson.first("cured-batch", "rate 0.0003")).toBeLessThan(small / 2);
      },
    },
    {
      says: "a network of 269,322 parameters",
      holds: () => expect(784 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10).toBe(269_322),
    },
    {
      says: "it knows almost everything, the wrong labels too. Validation turns after a few epochs and rises.",
      holds: (lesson) => {
        expect(lesson.first("gap", "in epoch")).toBeLessThan(10);
        expect(lesson.first("gap", "last")).toBeGreaterThan(1.2 * lesson.first("gap", "best"));
        expect(lesson.first("gap", "gap")).toBeGreaterThan(0.9 * lesson.first("gap", "last"));
      },
    },
    {
      says: "Every cure ends lower than no cure.",
      holds: (lesson) => {
        for (const cure of cures)
          expect(lesson.first("cured", cure)).toBeLessThan(lesson.first("cured", "nothing"));
      },
    },
    {
      says: "L2, L1 and the smaller model slow or stop the rise, but never get lower than the uncured network was early on. Early stopping keeps just that early network. Dropout, augmentation and more data find a better one.",
      holds: (lesson) => {
        const uncured = lesson.first("gap", "best");
        const [l2, l1, dropout, smaller] = lesson.after("regularized", "best") as [
          number,
          number,
          number,
          number,
        ];
        for (const best of [l2, l1, smaller]) expect(best).toBeGreaterThan(uncured);
        const better = [dropout, lesson.first("augmentation", "best"), lesson.first("more-data", "best")];
        for (const best of better) expect(best).toBeLessThan(uncured);
      },
    },
    {
      says: "The gap is below zero here",
      holds: (lesson) => expect(lesson.first("augmentation", "gap")).toBeLessThan(0),
    },
    {
      says: "L1 pushed most of them to within 0.001 of zero.",
      holds: (lesson) => expect(lesson.first("sparse", "L1")).toBeGreaterThan(50),
    },
    {
      says: "pushes those that are not needed to zero",
      holds: (lesson) =>
        expect(lesson.first("sparse", "L1")).toBeGreaterThan(5 * lesson.first("sparse", "nothing")),
    },
    {
      says: "Left, they are far apart: overfitting. Right, they meet, but high up",
      holds: (lesson) => {
        const { training, validation } = curveOf(lesson) as { training: number[]; validation: number[] };
        expect(validation[0]).toBeGreaterThan((training[0] as number) + 0.5);
        expect(Math.abs((validation[4] as number) - (training[4] as number))).toBeLessThan(0.1);
        expect(training[4]).toBeGreaterThan(2);
        expect(Math.min(...validation.slice(1, 4))).toBeLessThan(validation[0] as number);
      },
    },
    {
      says: "with 32, 16 and 8 filters in its first convolution",
      holds: (lesson) => expect(lesson.text("slow")).toMatch(/93322 [\s\S]*33194 [\s\S]*13498 /),
    },
    {
      says: "Each step up pays here: the convolutional network makes the fewest mistakes on validation.",
      holds: (lesson) => {
        const ends = ["linear", "dense", "convolutional"].map((name) =>
          lesson.last("simple-to-complex", name),
        );
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
      },
    },
    {
      says: "On the offline digits the best trial has the highest rate of all.",
      holds: (lesson) => {
        const rows = [...lesson.text("search").matchAll(/^│ \d+ +│ ([\d.]+)/gm)].map(([, rate]) =>
          Number(rate),
        );
        expect(rows.length).toBe(8);
        expect(rows[0]).toBe(Math.max(...rows));
      },
    },
  ],
  tasks: [
    {
      says: "Plain SGD needs a rate of about 0.1 here, and its loss explodes only above 1.",
      runs: [
        [
          {
            edit: {
              step: [["new optimizers.Adam()", "new optimizers.SGD()"]],
              found: [["100, 1e-6", "120, 1e-6"]],
            },
            until: "found",
          },
          (lesson) => {
            const points = lesson.rows("found").map(({ x, y }) => [Number(x), Number(y)] as const);
            const lowest = points.reduce((best, point) => (point[1] < best[1] ? point : best));
            expectBetween(lowest[0], -1.3, 0.6);
          },
        ],
      ],
    },
    {
      says: "After 30 epochs, no: with both, the network learns more slowly",
      runs: [
        [
          {
            edit: { augmentation: [["build({ units: wide })", "build({ units: wide, dropout: 0.5 })"]] },
            until: "augmentation",
          },
          (lesson) => expectBetween(lesson.first("augmentation", "in epoch"), 20, 30),
        ],
        [
          {
            until: "augmentation",
            append: `const longer = { ...withoutBatches, epochs: 60 };
for (const dropout of [0, 0.5]) {
  const trained = await fit(compile(build({ units: wide, dropout })), shifted, longer);
  console.log(Math.min(...trained.history.val_crossentropy));
}`,
          },
          (lesson) => {
            const [alone, both] = lesson.numbers("appended").slice(-2);
            expect(both).toBeLessThan(alone as number);
          },
        ],
      ],
    },
    {
      says: "Some of it. The training loss still goes to nothing",
      runs: [
        [
          { edit: { noisy: [["withNoise(yAll.slice(0, 500))", "yAll.slice(0, 500)"]] }, until: "gap" },
          (lesson) => {
            expectBetween(lesson.first("gap", "gap"), 0.4, 0.75);
            expectBetween(lesson.first("gap", "last") - lesson.first("gap", "best"), 0.05, 0.2);
          },
        ],
      ],
    },
    {
      says: "Not much: the first draws already include a good rate.",
      runs: [
        [
          {
            edit: { draw: [["[8, 3]", "[16, 3]"]] },
            until: "search",
            append: "console.log(trials[0].val_accuracy);",
          },
          (lesson) => expectBetween(lesson.numbers("appended")[0], 0.93, 0.985),
        ],
      ],
    },
    {
      says: "Between 0.002 and 0.02. The one higher rate that was drawn, 0.06, does worse.",
      runs: [
        [
          {
            edit: { draw: [["-4 + 2 * a", "-3 + 2 * a"]] },
            until: "search",
            append: "console.log(trials[0].rate, Math.max(...trials.map(({ rate }) => rate)));",
          },
          (lesson) => {
            const [best, highest] = lesson.numbers("appended");
            expectBetween(best, 0.002, 0.02);
            expectBetween(highest, 0.05, 0.07);
          },
        ],
      ],
    },
  ],
};
