/** Ticks of axes that count. */
import { wholeTicks } from "../../../src/plotting/charts/wholeTicks";

test.each([
  [[1, 1], [1]],
  [
    [1, 3],
    [1, 2, 3],
  ],
  [
    [6, 8],
    [6, 7, 8],
  ],
  [
    [1, 20],
    [2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
  ],
  [
    [15, 18],
    [15, 16, 17, 18],
  ],
  [
    [0, 1000],
    [0, 200, 400, 600, 800, 1000],
  ],
  [
    [1, 10_000],
    [2000, 4000, 6000, 8000, 10_000],
  ],
])("from %j they are %j", ([first, last], values) => {
  expect(wholeTicks(first as number, last as number)).toEqual({ format: "d", values });
});
