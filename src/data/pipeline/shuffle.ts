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
    let hasMore = true;
    const draw = (inputs: Element[]): Element => {
      const place = Math.floor(random.next() * buffer.length);
      const drawn = buffer[place] as Element;
      const replacement = inputs.shift() ?? (buffer.pop() as Element);
      if (place < buffer.length) buffer[place] = replacement;
      return drawn;
    };
    return {
      pull: async (count) => {
        const wanted = count + (hasMore ? bufferSize - buffer.length : 0);
        const inputs = hasMore ? await upstream.pull(wanted) : [];
        hasMore &&= inputs.length === wanted;
        buffer.push(...inputs.splice(0, bufferSize - buffer.length));
        const drawn: Element[] = [];
        while (drawn.length < count && buffer.length > 0) drawn.push(draw(inputs));
        return drawn;
      },
      close: async () => {
        disposeAll(buffer);
        buffer.length = 0;
        await upstream.close();
      },
    };
  };
}
