import * as tf from "@tensorflow/tfjs-node-gpu";
import { AUTOTUNE, Dataset } from "../../../src/data/pipeline";
import { elements, numbers, tensorsLeftBy } from "./readElements";

const moment = () => new Promise((go) => setTimeout(go, 5));

/** Counts what it makes, and whether it is closed. */
function counted() {
  const made: number[] = [];
  const seen = { made, isClosed: false };
  const dataset = Dataset.fromGenerator(function* () {
    try {
      for (let i = 0; i < 6; i++) {
        made.push(i);
        yield tf.scalar(i);
      }
    } finally {
      seen.isClosed = true;
    }
  });
  return { dataset, seen };
}

describe("prefetch", () => {
  test("makes elements ahead, and changes nothing else", async () => {
    const { dataset, seen } = counted();
    for await (const _ of dataset.prefetch(3)) {
      await moment();
      break;
    }
    expect(seen.made).toEqual([0, 1, 2, 3]);
    expect(await elements(dataset.batch(4).prefetch(AUTOTUNE))).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
  });

  test("stops when a consumer leaves, and frees what it had made", async () => {
    const { dataset, seen } = counted();
    const left = await tensorsLeftBy(async () => {
      for await (const _ of dataset.prefetch(3)) break;
    });
    const { length } = seen.made;
    await moment();
    expect([left, seen.isClosed, seen.made.length]).toEqual([0, true, length]);
  });

  test("tells an error at its element, and not before", async () => {
    const failing = numbers(9).map((n) => {
      if (n.dataSync()[0] === 4) throw new RangeError("four");
      return n;
    });
    const seen: number[] = [];
    const reading = (async () => {
      for await (const n of failing.prefetch(3)) {
        await moment();
        seen.push(n.dataSync()[0] as number);
      }
    })();
    await expect(reading).rejects.toThrow("four");
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(await elements(failing.prefetch(3).take(4))).toEqual([0, 1, 2, 3]);
  });

  test("takes 0, and refuses what is no count", async () => {
    expect(await elements(numbers(2).prefetch(0))).toEqual([0, 1]);
    for (const size of [-2, 1.5, Number.NaN])
      expect(() => numbers(3).prefetch(size)).toThrow(
        `prefetch: bufferSize must be a whole number of at least 0, or AUTOTUNE, found ${size}.`,
      );
  });
});
