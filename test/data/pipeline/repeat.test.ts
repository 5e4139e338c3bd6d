import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers } from "./readElements";

describe("repeat", () => {
  test("is the dataset so many times over", async () => {
    expect(await elements(numbers(3).repeat(2))).toEqual([0, 1, 2, 0, 1, 2]);
    expect(await elements(numbers(3).repeat(0))).toEqual([]);
    expect([numbers(3).repeat(2).size, numbers(3).repeat(0).size]).toEqual([6, 0]);
  });

  test("has no end without a count, and with a negative one", async () => {
    for (const dataset of [numbers(3).repeat(), numbers(3).repeat(-1), numbers(3).repeat(-2)]) {
      expect(await elements(dataset.skip(2).take(5))).toEqual([2, 0, 1, 2, 0]);
      expect([dataset.size, dataset.take(5).size]).toEqual([Number.POSITIVE_INFINITY, 5]);
    }
    expect(Dataset.fromGenerator(() => [1]).repeat().size).toBe(Number.POSITIVE_INFINITY);
  });

  test("ends where there is nothing to repeat", async () => {
    expect(await elements(numbers(0).repeat())).toEqual([]);
  });

  test("goes on behind an empty pass where passes are counted", async () => {
    let passes = 0;
    const dataset = Dataset.fromGenerator(() => (passes++ === 0 ? [] : [passes]));
    expect(await elements(dataset.repeat(3))).toEqual([2, 3]);
  });

  test.each([1.5, Number.NaN, null, "2"])("of %p times is refused", (count) => {
    expect(() => numbers(3).repeat(count as number)).toThrow(
      /repeat: count must be a whole number, found .*\n {2}→ leave it out, or give -1, to repeat without end/,
    );
  });
});
