import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const quickstart: LessonClaims = {
  lesson: "00-quickstart",
  claims: [
    {
      says: "About 0.1. A blind guess among ten digits is right one time in ten",
      holds: (lesson) => expectBetween(lesson.last("untrained", "accuracy"), 0.02, 0.25),
    },
    {
      says: "The 93,322 [parameters](glossary.ipynb#parameter)",
      holds: (lesson) => expect(lesson.text("dense")).toContain("93,322 parameters"),
    },
    {
      says: "More than 0.9, even on the pictures that were set aside.",
      holds: (lesson) => expect(lesson.numbers("val-accuracy").at(-1)).toBeGreaterThan(0.9),
    },
    {
      says: "Here are the first twelve that it got wrong",
      holds: (lesson) => expect(lesson.numbers("wrong")[0]).toBe(12),
    },
  ],
  tasks: [
    {
      says: "it is about 0.865 after one epoch, and about 0.97 after five",
      runs: [
        [
          { edit: { fit: [["epochs: 5", "epochs: 1"]] }, until: "val-accuracy" },
          (lesson) => expectBetween(lesson.numbers("val-accuracy")[0], 0.8, 0.91),
        ],
      ],
    },
    {
      says: "Only 79,258 parameters are left",
      runs: [
        [
          { edit: { convolutions: [["filters: 32", "filters: 8"]] }, until: "val-accuracy" },
          (lesson) => {
            expect(lesson.text("dense")).toContain("79,258 parameters");
            expect(lesson.numbers("val-accuracy").at(-1)).toBeGreaterThan(0.93);
          },
        ],
      ],
    },
    {
      says: "it stays near 2.3 for the whole first epoch, and after five it is still above 1.5",
      runs: [
        [
          {
            edit: { compile: [['"adam"', '"sgd"']] },
            until: "fit",
            append: "console.log(history.history.loss)",
          },
          (lesson) => {
            const [first, ...later] = lesson.numbers("appended");
            expectBetween(first, 2.2, 2.4);
            expect(later.at(-1)).toBeGreaterThan(1.5);
          },
        ],
      ],
    },
    {
      says: "Far above 2.3.",
      runs: [
        [
          { edit: { prepare: [[".div(255)", ""]] }, until: "fit" },
          (lesson) => expect(lesson.last("untrained", "loss")).toBeGreaterThan(10),
        ],
      ],
    },
  ],
};
