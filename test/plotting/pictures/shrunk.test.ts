/** Smaller pictures. */
import { shrunk } from "../../../src/plotting/pictures/shrunk";

const grey = (width: number, height: number, values: number[]) => ({
  ...{ width, height, channels: 1 as const },
  data: Uint8Array.from(values),
});

it("averages what each pixel covers", () => {
  expect(shrunk(grey(4, 2, [0, 100, 200, 200, 100, 200, 0, 0]), 2)).toEqual(grey(2, 1, [100, 100]));
});

it("takes parts of pixels by their share", () => {
  expect(shrunk(grey(3, 1, [0, 90, 255]), 2)).toEqual(grey(2, 1, [30, 200]));
});

it("keeps colours apart", () => {
  const pixels = {
    width: 2,
    height: 1,
    channels: 3 as const,
    data: Uint8Array.from([0, 10, 20, 100, 30, 40]),
  };
  expect(Array.from(shrunk(pixels, 1).data)).toEqual([50, 20, 30]);
});

it("leaves a picture alone that is no larger", () => {
  const pixels = grey(2, 1, [1, 2]);
  expect(shrunk(pixels, 2)).toBe(pixels);
});
