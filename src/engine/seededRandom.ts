// Named once: in the contexts that jest runs code in, each look-up of Math takes long.
const { floor, imul, sqrt } = Math;

/**
 * A small seeded generator (mulberry32). It uses 32-bit integers and exact arithmetic
 * only: the same seed gives the same numbers on every platform and every Node.
 */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** The seed of a generator that goes on from here. */
  get position(): number {
    return this.state;
  }

  /** A number in [0, 1), of 32 random bits. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let bits = this.state;
    bits = imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Nearly normal, mean 0 and standard deviation 1: a sum of uniforms, because Math.log may differ by version. */
  normal(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * sqrt(3);
  }

  /** Shuffles in place (Fisher-Yates) and returns its argument. */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const other = floor(this.next() * (last + 1));
      [items[last], items[other]] = [items[other] as T, items[last] as T];
    }
    return items;
  }
}
