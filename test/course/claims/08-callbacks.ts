import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

/** The epochs that a run with EarlyStopping of some patience takes, and its best one. */
const stoppedWith = (patience: number) => ({
  edit: { two: [["patience: 3", `patience: ${patience}`]] as [string, string][] },
  until: "stopped",
  append: `const { val_loss } = history.history;
console.log(val_loss.length, val_loss.indexOf(Math.min(...val_loss)) + 1);`,
});

export const callbacks: LessonClaims = {
  lesson: "08-callbacks",
  claims: [
    {
      says: "It falls at first, turns, and rises",
      holds: (lesson) => {
        expectBetween(lesson.first("alone", "in epoch"), 5, 22);
        const [last, best] = [lesson.first("alone", "val_loss"), lesson.first("alone", "(best")];
        expect(last).toBeGreaterThan(best * 1.05);
      },
    },
    {
      says: "The loss of `best` is the smallest of the history.",
      holds: (lesson) => {
        const [, best] = lesson.after("best", "loss") as [number, number];
        expect(best).toBeCloseTo(lesson.numbers("best").at(-1) as number, 4);
      },
    },
    {
      says: "does its validation loss go lower after the epoch where this run stopped?",
      holds: (lesson) =>
        expect(lesson.first("alone", "(best")).toBeLessThan(lesson.numbers("best").at(-1) as number),
    },
    {
      says: "If you only want the best weights back in the model, `EarlyStopping` can do that alone",
      holds: (lesson) =>
        expect(lesson.last("restore", "loss")).toBeCloseTo(lesson.numbers("best").at(-1) as number, 4),
    },
    {
      says: "`ModelCheckpoint` writes the model to a file after every epoch",
      holds: (lesson) => expect(lesson.text("every-epoch").match(/weights\.h5/g)).toHaveLength(3),
    },
    {
      says: "Two epochs without a better validation loss, and the rate falls to a fifth.",
      holds: (lesson) => expect(lesson.first("reduce", "learning_rate")).toBeLessThan(0.001 / 20),
    },
    {
      says: "`TerminateOnNaN` ends such a training at once.",
      holds: (lesson) => expect(lesson.numbers("nan").at(-1)).toBe(1),
    },
    {
      says: "With the third. A backup is written when all callbacks have heard of the end of an epoch",
      holds: (lesson) => expect(lesson.first("restore-backup", "Epoch")).toBe(3),
    },
    {
      says: "So it ends with the same loss, to the last digit.",
      holds: (lesson) => {
        const [survived, unbroken] = lesson.numbers("restore-backup").slice(-2);
        expect(survived).toBe(unbroken);
      },
    },
  ],
  tasks: [
    {
      says: "With 0 it stops at the first epoch that brings no improvement",
      runs: [
        [stoppedWith(0), (lesson) => expect(lesson.numbers("appended")[0]).toBeLessThan(13)],
        [
          stoppedWith(6),
          (lesson) => {
            const [epochs, best] = lesson.numbers("appended") as [number, number];
            expect(epochs).toBe(Math.min(25, best + 6));
          },
        ],
      ],
    },
    { says: "Not necessarily.", runs: [] },
    {
      says: "Hardly: the training loss goes on falling",
      runs: [
        [
          {
            edit: { reduce: [["patience: 2 }", 'patience: 2, monitor: "loss" }']] },
            until: "reduce",
            append: "console.log(reducing.history.learning_rate[9]);",
          },
          (lesson) => expect(lesson.numbers("appended")[0]).toBeCloseTo(0.001, 6),
        ],
      ],
    },
    {
      says: "set it to `performance.now()` in `onEpochBegin`, and print the difference in `onEpochEnd`",
      runs: [
        [
          {
            until: "build",
            append: `let start = 0;
await fit(build(), x, y, { epochs: 2, verbose: 0, callbacks: {
  onEpochBegin: () => { start = performance.now(); },
  onEpochEnd: (epoch) => console.log(epoch, (performance.now() - start) / 1000),
} });`,
          },
          (lesson) => expect(lesson.numbers("appended").length).toBe(4),
        ],
      ],
    },
  ],
};
