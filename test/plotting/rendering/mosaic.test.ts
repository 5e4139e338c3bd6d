import { mosaic, stretched } from "../../../src/plotting/rendering";

test("numbers are stretched from dark to bright, the lowest to the highest; what is not finite is dark", () => {
  expect([...stretched([-1, 0, 1, Number.NaN, Number.POSITIVE_INFINITY])]).toEqual([0, 127, 255, 0, 0]);
  expect([...stretched([3, 3])]).toEqual([0, 0]);
});

test("tiles stand side by side, enlarged, with white between them, the last row as it is", () => {
  const tile = (grey: number) => ({ width: 1, height: 1, channels: 1 as const, data: Uint8Array.of(grey) });
  const { width, height, data } = mosaic([tile(1), tile(2), tile(3)], { columns: 2, zoom: 2, gap: 1 });
  expect([width, height]).toEqual([5, 5]);
  expect(Array.from({ length: 5 }, (_, row) => [...data.subarray(5 * row, 5 * row + 5)])).toEqual([
    [1, 1, 255, 2, 2],
    [1, 1, 255, 2, 2],
    [255, 255, 255, 255, 255],
    [3, 3, 255, 255, 255],
    [3, 3, 255, 255, 255],
  ]);
});
