import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers, tensorsLeftBy } from "./readElements";

/** Counts from 0; throws at one number, and tells when it is closed. */
const counting = (name: string, closed: string[], failsAt = Number.POSITIVE_INFINITY) =>
  Dataset.fromGenerator(function* () {
    try {
      for (let n = 0; ; n++) {
        if (n === failsAt) throw new RangeError(`${name} at ${n}`);
        yield n;
      }
    } finally {
      closed.push(name);
    }
  });

describe("zip", () => {
  test("puts datasets side by side, up to the end of the shortest", async () => {
    const both = Dataset.zip([numbers(3), numbers(2).map((n) => n.add(10))]);
    expect(await elements(both)).toEqual([
      [0, 10],
      [1, 11],
    ]);
    expect(both.size).toBe(2);
    expect(await elements(Dataset.zip({ a: numbers(1), b: numbers(1).batch(1) }))).toEqual([
      { a: 0, b: [0] },
    ]);
  });

  test("takes nested structures, a single dataset, and several arguments", async () => {
    const nested = Dataset.zip([numbers(1), { a: numbers(2), b: [numbers(3)] }]);
    expect(await elements(nested)).toEqual([[0, { a: 0, b: [0] }]]);
    expect(await elements(Dataset.zip(numbers(2)))).toEqual([0, 1]);
    expect(await elements(Dataset.zip(numbers(1), numbers(2)))).toEqual([[0, 0]]);
  });

  test("frees what the others gave where one throws, and closes them all", async () => {
    const closed: string[] = [];
    const parts = ["a", "b", "c"].map((name) => counting(name, closed, name === "b" ? 3 : undefined));
    const left = await tensorsLeftBy(() =>
      expect(elements(Dataset.zip(parts).batch(8))).rejects.toThrow("b at 3"),
    );
    expect([left, closed.sort()]).toEqual([0, ["a", "b", "c"]]);
  });

  test("does not meet an error beyond the end of another part", async () => {
    const zipped = Dataset.zip([counting("a", [], 4), numbers(3)]);
    expect(await elements(zipped.batch(8))).toEqual([[[0, 1, 2], [0, 1, 2]]]); // biome-ignore format: rows
  });

  test("closes all parts when a consumer leaves, and their prefetching stops", async () => {
    const closed: string[] = [];
    const parts = { a: counting("a", closed).prefetch(2), b: counting("b", closed).shuffle(3) };
    const left = await tensorsLeftBy(async () => {
      for await (const _ of Dataset.zip(parts).prefetch(2)) break;
    });
    expect([left, closed.sort()]).toEqual([0, ["a", "b"]]);
  });

  test.each<[string, unknown, string]>([
    ["no datasets", [], "zip: expected at least one dataset, found an empty list."],
    ["nothing", undefined, "zip: expected datasets, found undefined."],
    ["an empty object", {}, "zip: expected at least one dataset, found an empty object."],
    ["a number among them", { a: numbers(1), b: [3] }, "zip: expected datasets, found 3 as part b[0]."],
  ])("refuses %s", (_, datasets, message) => {
    expect(() => Dataset.zip(datasets as [])).toThrow(`${message}\n  → Dataset.zip([images, labels])`);
  });
});
