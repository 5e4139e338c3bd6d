import type { LessonClaims } from "./claim";

/** A pair for each kernel: how strongly it answers to a lying bar and to a standing one. */
const pairsOf = (numbers: number[]) =>
  Array.from({ length: numbers.length / 3 }, (_, kernel) => numbers.slice(3 * kernel + 1, 3 * kernel + 3));

export const buildingTheModel: LessonClaims = {
  lesson: "03-building-the-model",
  claims: [
    {
      says: "The window has 26 places across and 26 down.",
      holds: (lesson) => expect(lesson.text("kernel")).toContain("[ 4, 26, 26, 1 ]"),
    },
    {
      says: "(3 × 3 + 1) × 32 = 320.",
      holds: (lesson) => expect(lesson.numbers("parameters")).toEqual([320, 320]),
    },
    {
      says: "From 28 × 28 with one channel to 3 × 3 with 64",
      holds: (lesson) => expect(lesson.text("deeper")).toContain("[ null, 3, 3, 64 ] 36928"),
    },
    {
      says: "Most parameters are in the third convolution and the first dense layer: 36,928 each.",
      holds: (lesson) => expect(lesson.text("decision").match(/36,928/g)).toHaveLength(2),
    },
    {
      says: "it builds the same layers",
      holds: (lesson) => expect(lesson.numbers("file")).toEqual([93_322]),
    },
    {
      says: "Some kernels answer about twice as strongly to one of the two.",
      holds: (lesson) => {
        const ratios = pairsOf(lesson.numbers("bars")).map(
          ([lying, standing]) => (lying as number) / (standing as number),
        );
        expect(ratios.length).toBe(8);
        expect(Math.max(...ratios)).toBeGreaterThan(1.6);
        expect(Math.min(...ratios)).toBeLessThan(1 / 1.5);
      },
    },
  ],
  tasks: [
    {
      says: "so that the bright column becomes the bottom row: `[-1, -1, -1, 0, 0, 0, 1, 1, 1]`.",
      runs: [
        [
          {
            edit: { kernel: [["[1, 0, -1, 1, 0, -1, 1, 0, -1]", "[-1, -1, -1, 0, 0, 0, 1, 1, 1]"]] },
            until: "kernel",
            // Ink in the lower half of a picture: its upper edge.
            append: `const edge = tf.zeros([1, 3, 3, 1]).concat(tf.ones([1, 3, 3, 1]), 1) as tf.Tensor4D;
console.log(tf.conv2d(edge, kernel, 1, "valid").max().dataSync()[0]);`,
          },
          (lesson) => expect(lesson.numbers("appended")).toEqual([3]),
        ],
      ],
    },
    {
      says: "2,038,922. The pictures stay at 22 × 22",
      runs: [
        [
          {
            edit: {
              pooling: [["model.add(tf.layers.maxPooling2d({ poolSize: 2 }));", ""]],
              deeper: [["model.add(tf.layers.maxPooling2d({ poolSize: 2 }));", ""]],
            },
            until: "decision",
          },
          (lesson) => {
            expect(lesson.text("decision")).toContain("2,038,922");
            expect(lesson.text("decision")).toContain("1,982,528");
            expect(lesson.text("decision")).toContain("[null, 22, 22, 64]");
          },
        ],
      ],
    },
    {
      says: "All later shapes and all 93,322 parameters stay the same",
      runs: [
        [
          {
            edit: {
              "first-layer": [["kernelSize: 3,", "kernelSize: 3, strides: 2,"]],
              pooling: [["model.add(tf.layers.maxPooling2d({ poolSize: 2 }));", ""]],
            },
            until: "decision",
          },
          (lesson) => {
            expect(lesson.text("decision")).toContain("[null, 13, 13, 32]");
            expect(lesson.text("decision")).toContain("[null, 3, 3, 64]");
            expect(lesson.text("decision")).toContain("93,322");
          },
        ],
      ],
    },
  ],
};
