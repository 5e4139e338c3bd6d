/** Hints grow with each check that fails in the same way. */
import { HintProgress } from "../../../src/grading/checks/hintProgress";

test("next gives the second and the third hint where a check fails in the same way, and then stays", () => {
  const hints = new HintProgress();
  const levels = [1, 2, 3, 4].map(() => hints.next("exercise-1", "images", "imagesShape"));
  expect(levels).toEqual([1, 2, 3, 3]);
});

test("next begins with the first hint where a check fails in another way", () => {
  const hints = new HintProgress();
  const levels = (["imagesShape", "imagesShape", "imagesRange", "imagesShape"] as const).map((finding) =>
    hints.next("exercise-1", "images", finding),
  );
  expect(levels).toEqual([1, 2, 1, 1]);
});

test("next counts for each check of each exercise", () => {
  const hints = new HintProgress();
  hints.next("exercise-1", "convolutions", "convolutions");
  expect(hints.next("exercise-1", "outputs", "convolutions")).toBe(1);
  expect(hints.next("exercise-2", "convolutions", "convolutions")).toBe(1);
  expect(hints.next("exercise-1", "convolutions", "convolutions")).toBe(2);
});

test("after forget the first hint comes next", () => {
  const hints = new HintProgress();
  hints.next("exercise-1", "images", "imagesShape");
  hints.forget("exercise-1", "images");
  expect(hints.next("exercise-1", "images", "imagesShape")).toBe(1);
});
