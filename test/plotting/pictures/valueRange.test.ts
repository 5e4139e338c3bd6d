/** Which values of images are black and which are white. */
import { contentsOf, valueRange } from "../../../src/plotting/pictures/valueRange";

const rangeOf = (values: number[], channels = 1) => {
  const { black, white, note } = valueRange(contentsOf(values, channels));
  return [black, white, note];
};

test.each<[what: string, values: number[], range: unknown[]]>([
  ["floats from 0 to 1", [0, 0.5, 1], [0, 1, undefined]],
  ["whole numbers from 0 to 255", [0, 100, 255], [0, 255, undefined]],
  ["floats from 0 to 255", [0, 99.5, 255], [0, 255, undefined]],
  ["floats a little above 1", [0, 0.5, 1.000001], [0, 1, "values above 1, up to 1.000001, clipped to 1"]],
  ["floats that were made brighter", [0, 1.5, 3], [0, 1, "values above 1, up to 3, clipped to 1"]],
  ["floats with one far above 1", [0.1, 0.2, 0.3, 400], [0, 1, "values above 1, up to 400, clipped to 1"]],
  ["floats a little below 0", [-0.01, 0.5, 1], [0, 1, "values below 0, down to -0.01, clipped to 0"]],
  [
    "floats that were standardised",
    [-2.5, 0, 2],
    [-2.5, 2, "values from -2.5 to 2 drawn from black to white"],
  ],
  ["a mask of 0 and 1", [0, 1, 1], [0, 1, undefined]],
  ["a mask of classes", [0, 3, 20], [0, 20, "values from 0 to 20 drawn from black to white"]],
  [
    "whole numbers a little above 255",
    [0, 200, 260],
    [0, 255, "values above 255, up to 260, clipped to 255"],
  ],
  ["16 bits", [0, 300, 65535], [0, 65535, "values from 0 to 65535 drawn from black to white"]],
  ["differences of bytes", [-255, 0, 255], [-255, 255, "values from -255 to 255 drawn from black to white"]],
  ["what is not finite", [Number.NaN, Number.POSITIVE_INFINITY, 0.5], [0, 1, "2 values that are not finite"]],
  ["nothing but black", [0, 0], [0, 1, undefined]],
])("%s", (_, values, range) => expect(rangeOf(values)).toEqual(range));

test("opacity is no shade", () => expect(rangeOf([0.1, 0.2, 0.3, 255], 4)).toEqual([0, 1, undefined]));
