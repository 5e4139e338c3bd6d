import type { LessonClaims } from "./claim";

export const preparingData: LessonClaims = {
  lesson: "02-preparing-data",
  claims: [
    {
      says: "The offline selection has 400 of each digit",
      isOffline: true,
      holds: (lesson) => {
        const counts = lesson.rows("count").map(({ value }) => Number(value));
        expect(counts).toEqual(Array(10).fill(400));
      },
    },
    {
      says: "Two more after `careless`: the product, which nothing refers to, stays as well. One more after `careful`",
      holds: (lesson) => expect(lesson.numbers("memory")).toEqual([2, 1]),
    },
    {
      says: "None above 28.",
      holds: (lesson) => {
        const numbers = lesson.numbers("small-buffer");
        expect(Math.max(...numbers.slice(0, 25))).toBeLessThanOrEqual(28);
        expect(Math.min(...numbers.slice(75))).toBeGreaterThan(60);
      },
    },
    {
      says: "In the first. The second shuffles *batches*",
      holds: (lesson) => {
        const numbers = lesson.numbers("order");
        const isInOrder = (batch: number[]) =>
          batch.every((value, index) => value === (batch[0] as number) + index);
        expect(isInOrder(numbers.slice(0, 10))).toBe(false);
        expect(isInOrder(numbers.slice(20, 30))).toBe(true);
        expect(isInOrder(numbers.slice(30, 40))).toBe(true);
      },
    },
    {
      says: "Once for each element.",
      holds: (lesson) => expect(lesson.numbers("cache")[0]).toBe(100),
    },
  ],
  tasks: [
    {
      says: "Its labels are those of the first pictures of this lesson.",
      runs: [
        [
          { edit: { shuffle: [["shuffle(10_000)", "shuffle(1)"]] }, until: "shuffle" },
          (lesson) => expect(lesson.text("shuffle")).toContain("shows 4 4 9 9"),
        ],
      ],
    },
    {
      says: "Both walks give the same order.",
      runs: [
        [
          {
            until: "small-buffer",
            append: `const remembered = numbers.shuffle(100).cache().batch(25);
await printRows(remembered);
await printRows(remembered);`,
          },
          (lesson) => {
            const numbers = lesson.numbers("appended");
            expect(numbers.slice(0, 100)).toEqual(numbers.slice(100));
          },
        ],
      ],
    },
    { says: "about 64 times as many pieces of work", runs: [] },
    {
      says: "`batches.map(([images, labels]) => [images.reverse(1), labels])`",
      runs: [
        [
          {
            until: "one-batch",
            append: `const turned = batches.map(([images, labels]): [tf.Tensor, tf.Tensor] => [images.reverse(1), labels]);
await showBatch(turned);`,
          },
          (lesson) => expect(lesson.text("appended")).toContain("64 images"),
        ],
      ],
    },
  ],
};
