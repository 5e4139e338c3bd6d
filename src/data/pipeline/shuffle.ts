/**
 * `shuffle`, as tf.data does it: a buffer is filled, each output is drawn from it at random, and the next input takes
 * the output's place. A buffer as large as the dataset shuffles evenly; a smaller one keeps what lay far apart apart.
 */
import { SeededRandom } from "../../engine";
import { boolean, number, type OptionsOf, type Resolved } from "../../options";
import type { Element } from "./element";
import { disposeAll, type Open } from "./stream";

export interface ShuffleOptions {
  /** The same seed gives the same orders in each run. Defaults to a random one, which `setSeed` makes repeatable. */
  seed?: number;
  /** Whether each pass through the dataset has an order of its own. Defaults to true. */
  reshuffleEachIteration?: boolean;
}

export const shuffleOptions = {
  seed: number(),
  reshuffleEachIteration: boolean(true),
} satisfies OptionsOf<ShuffleOptions>;

/** 2³² over the golden ratio: spreads the seeds of successive passes. */
const SPREAD = 0x9e3779b9;

export function shuffled(
  open: Open,
  bufferSize: number,
  { seed, reshuffleEachIteration }: Resolved<typeof shuffleOptions>,
): Open {
  let base = seed;
  let passes = 0;
  return () => {
    base ??= Math.floor(Math.random() * 2 ** 32);
    const random = new SeededRandom(base + (reshuffleEachIteration ? passes++ * SPREAD : 0));
    const upstream = open();
    const buffer: Element[] = [];
    /** The place of the last one drawn, which the next input takes. */
    let hole: number | undefined;
    let hasMore = true;
    const draw = (): Element => {
      hole = Math.floor(random.next() * buffer.length);
      return buffer[hole] as Element;
    };
    const fill = (inputs: readonly Element[]) => {
      for (const input of inputs) {
        if (hole === undefined) buffer.push(input);
        else buffer[hole] = input;
        hole = undefined;
      }
    };
    /** Without a next input, the last in the buffer takes the place. */
    const closeHole = () => {
      if (hole === undefined) return;
      const last = buffer.pop() as Element;
      if (hole < buffer.length) buffer[hole] = last;
      hole = undefined;
    };
    return {
      pull: async (count) => {
        const held = buffer.length - (hole === undefined ? 0 : 1);
        const wanted = hasMore ? bufferSize - held + count - 1 : 0;
        const inputs = wanted > 0 ? await upstream.pull(wanted) : [];
        hasMore &&= inputs.length === wanted;
        let next = bufferSize - held;
        fill(inputs.slice(0, next));
        const drawn: Element[] = [];
        while (drawn.length < count) {
          closeHole();
          if (buffer.length === 0) break;
          drawn.push(draw());
          fill(inputs.slice(next, next + 1));
          next++;
        }
        return drawn;
      },
      close: async () => {
        closeHole();
        disposeAll(buffer);
        buffer.length = 0;
        await upstream.close();
      },
    };
  };
}
