/** Long lines with fewer points. */
import { thinned } from "../../../src/plotting/charts/thinned";

const itself = (value: number) => value;
const flat = (length: number) => new Array<number>(length).fill(0);

it("leaves a line alone that is short enough", () => {
  expect(thinned([3, 1, 2], itself, 3)).toEqual([3, 1, 2]);
});

it("keeps the first point, the last, and every extreme between them", () => {
  const values = flat(10_000);
  Object.assign(values, { 0: 1, 3333: 9, 5001: -9, 9999: 2 });
  const kept = thinned(values, itself, 100);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect([kept[0], kept.at(-1), Math.max(...kept), Math.min(...kept)]).toEqual([1, 2, 9, -9]);
});

it("keeps a value that is not finite, at which the line has a gap", () => {
  const values = flat(1000);
  values[517] = Number.NaN;
  expect(thinned(values, itself, 50).filter(Number.isNaN)).toHaveLength(1);
});
