import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const fitting: LessonClaims = {
  lesson: "05-fitting",
  claims: [
    {
      says: "62 full batches of 32 and one of 16: 63 [steps](glossary.ipynb#step)",
      holds: (lesson) => expect(lesson.text("epochs")).toContain("63/63"),
    },
    {
      says: "It goes on from the weights it has: the loss is lower than in the third epoch.",
      holds: (lesson) => {
        const [third, fourth] = lesson.numbers("more").slice(-2);
        expect(fourth).toBeLessThan(third as number);
      },
    },
    {
      says: "This trains epochs 5 and 6",
      holds: (lesson) => expect(lesson.numbers("initial-epoch").slice(-2)).toEqual([4, 5]),
    },
    {
      says: "256. In two epochs it corrects the weights only 16 times; with batches of 16 it does so 250 times.",
      holds: (lesson) => {
        const [small, middle, large] = lesson.after("batch-size", "loss") as [number, number, number];
        expect(large).toBeGreaterThan(middle);
        expect(large).toBeGreaterThan(small);
        expect(lesson.text("batch-size")).toMatch(/of 16: 250 steps[\s\S]*of 256: 16 steps/);
      },
    },
    {
      says: "`validationFreq: 2` measures after every second epoch only",
      holds: (lesson) => expect(lesson.numbers("split").at(-1)).toBe(2),
    },
    {
      says: "its validation accuracy is near that of a blind guess",
      holds: (lesson) => {
        expect(lesson.first("shuffle", "shuffle true: val_accuracy")).toBeGreaterThan(0.6);
        expect(lesson.first("shuffle", "shuffle false: val_accuracy")).toBeLessThan(0.3);
      },
    },
    {
      says: "It misses fewer sevens, and when in doubt it now says seven: both numbers grow.",
      holds: (lesson) => {
        const [plain, heavy] = lesson.after("class-weight", "says 7") as [number, number];
        const [found, foundNow] = lesson.after("class-weight", "finds") as [number, number];
        expect(heavy).toBeGreaterThan(plain);
        expect(foundNow).toBeGreaterThan(found);
      },
    },
    {
      says: "when `val_loss` has not improved for a number of epochs in a row, its `patience`: here two",
      holds: (lesson) => expect(lesson.numbers("ready-made").at(-1)).toBeLessThan(30),
    },
  ],
  tasks: [
    {
      says: "On the offline digits that is somewhere after epoch 5",
      runs: [
        [
          {
            edit: { validation: [["epochs: 6", "epochs: 15"]] },
            until: "validation",
            append: "console.log(curves.history.val_loss.indexOf(Math.min(...curves.history.val_loss)) + 1);",
          },
          (lesson) => expectBetween(lesson.numbers("appended")[0], 6, 15),
        ],
      ],
    },
    {
      says: "the loss falls well below that of 64 after two epochs",
      runs: [
        [
          { edit: { "batch-size": [["[256, 2]", "[256, 16]"]] }, until: "batch-size" },
          (lesson) => {
            const [, middle, large] = lesson.after("batch-size", "loss") as [number, number, number];
            expect(large).toBeLessThan(middle);
          },
        ],
      ],
    },
    {
      says: "Never. Missing a seven costs nothing",
      runs: [
        [
          { edit: { "class-weight": [["{ 7: 10 }", "{ 7: 0 }"]] }, until: "class-weight" },
          (lesson) => expect(lesson.last("class-weight", "says 7")).toBe(0),
        ],
      ],
    },
    { says: "Everything learned up to the last step before the stop.", runs: [] },
  ],
};
