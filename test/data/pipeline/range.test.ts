import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers } from "./readElements";

test("take(n) and skip(n) are the first elements, and the others", async () => {
  expect(await elements(numbers(5).take(2))).toEqual([0, 1]);
  expect(await elements(numbers(5).skip(3))).toEqual([3, 4]);
  expect(await elements(numbers(3).skip(5))).toEqual([]);
  expect([numbers(3).take(5), numbers(3).skip(2)].map(({ size }) => size)).toEqual([3, 1]);
});

test("a negative count takes all, and skips all, as in tf.data", async () => {
  for (const count of [-1, -2]) {
    expect(await elements(numbers(3).take(count))).toEqual([0, 1, 2]);
    expect(await elements(numbers(3).repeat().skip(count))).toEqual([]);
    expect([numbers(3).take(count).size, numbers(3).skip(count).size]).toEqual([3, 0]);
  }
});

test("take(0) and skip(-1) read nothing", async () => {
  const unread = Dataset.fromGenerator(() => {
    throw new Error("was read");
  });
  expect(await elements(unread.shuffle(3).take(0))).toEqual([]);
  expect(await elements(unread.skip(-1))).toEqual([]);
});

test("take reads no further than it takes", async () => {
  const failing = numbers(5).map((n) => {
    if (n.dataSync()[0] === 3) throw new RangeError("three");
    return n;
  });
  expect(await elements(failing.take(3).batch(8))).toEqual([[0, 1, 2]]);
});

test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, "2"])(
  "a count of %p is refused",
  (count) => {
    const found = typeof count === "string" ? `"${count}"` : String(count);
    for (const [method, cure] of [
      ["take", "-1 takes all"],
      ["skip", "-1 skips all"],
    ] as const) {
      // biome-ignore format: rows
      const call = () => numbers(3)[method](count as number);
      expect(call).toThrow(`${method}: count must be a whole number, found ${found}.`);
      expect(call).toThrow(cure);
    }
  },
);
