import { expectBetween } from "./between";
import type { LessonClaims } from "./claim";

export const fasterTraining: LessonClaims = {
  lesson: "10-faster-training",
  claims: [
    {
      says: "The losses are close: it is the same training, with coarser numbers.",
      holds: (lesson) => {
        const [exact, coarse] = lesson.after("precision", "loss") as [number, number];
        expectBetween(coarse - exact, -0.1, 0.1);
      },
    },
  ],
  tasks: [
    {
      says: "the same pictures make 100 steps an epoch instead of 7",
      runs: [
        [
          { until: "data", append: "console.log(Math.ceil(x.shape[0] / 16), Math.ceil(x.shape[0] / 256));" },
          (lesson) => expect(lesson.numbers("appended")).toEqual([100, 7]),
        ],
      ],
    },
    { says: "Finished batches instead of single pictures.", runs: [] },
    { says: "Before `cache` every picture is cut once", runs: [] },
    { says: "a policy holds for every call from then on", runs: [] },
  ],
};
