import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const fitting: LessonClaims = {
  lesson: "05-fitting",
  claims: [
    {
      says: "2,000 pictures in batches of 32 make 63 [steps](glossary.ipynb#step)",
      holds: (lesson) => expect(lesson.text("epochs")).toContain("63/63"),
    },
    {
      says: "It goes on from where the weights are: the loss is lower than after the third epoch.",
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
      says: "256. In two epochs it corrects the weights only 16 times, batches of 16 do so 250 times.",
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
      says: "`EarlyStopping` ends the training when two epochs in a row bring no improvement.",
      holds: (lesson) => expect(lesson.numbers("ready-made").at(-1)).toBeLessThan(30),
    },
  ],
  tasks: [
    {
      says: "on the offline digits between epoch 8 and epoch 14",
      runs: [
        [
          {
            edit: { validation: [["epochs: 6", "epochs: 15"]] },
            until: "validation",
            append: "console.log(curves.history.val_loss.indexOf(Math.min(...curves.history.val_loss)) + 1);",
          },
          (lesson) => expectBetween(lesson.numbers("appended")[0], 8, 14),
        ],
      ],
    },
    {
      says: "its loss falls well below that of 64 after two epochs",
      runs: [
        [
          {
            until: "batch-size",
            append: `setSeed(1);
const long = await fit(compiledNetwork(), x, y, { epochs: 16, batchSize: 256, verbose: 0 });
console.log(long.history.loss.at(-1));`,
          },
          (lesson) =>
            expect(lesson.numbers("appended")[0]).toBeLessThan(
              lesson.after("batch-size", "loss")[1] as number,
            ),
        ],
      ],
    },
    {
      says: "Never. Mistakes on sevens cost nothing",
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
