/** The grey of a piece of cloth or leather: a tone, a pattern, and light falling from one side. */
import type { SeededRandom } from "../../engine";

// Named once: in the contexts that jest runs code in, each look-up of Math takes long.
const { floor } = Math;

/** The grey of a fabric at each pixel. */
export type Fabric = (x: number, y: number) => number;

/** Chooses a fabric. Every garment may be of any: a fabric tells nothing about the class. */
export function chooseFabric(random: SeededRandom): Fabric {
  const tone = random.between(120, 255);
  const contrast = random.between(20, 80) * (tone > 160 ? -1 : 1);
  const pattern = choosePattern(random);
  const light = random.between(-2, 2);
  const middle = random.between(11, 17);
  const fold = random.between(0, 18);
  const foldPeriod = random.between(5, 9);
  const lean = random.between(-0.4, 0.4);
  return (x, y) => {
    const folds = fold * (triangle((x + y * lean) / foldPeriod) - 0.5);
    return tone + contrast * pattern(x, y) + light * (x - middle) + folds;
  };
}

/** A darker fabric, such as a collar's; by less than 0 it is lighter. */
export function darker(fabric: Fabric, by: number): Fabric {
  return (x, y) => fabric(x, y) - by;
}

/** Plain, stripes, pinstripes, diagonals, checks, or blotches, as of a print or a knit. */
function choosePattern(random: SeededRandom): (x: number, y: number) => number {
  const period = random.between(2.2, 6.5);
  const offset = random.between(0, period);
  const width = random.between(0.3, 0.6);
  const band = (at: number) => (((at + offset) % period) / period < width ? 1 : 0);
  switch (floor(random.next() * 7)) {
    case 0:
      return (_, y) => band(y);
    case 1:
      return (x) => band(x);
    case 2:
      return (x, y) => band((x + y) / 1.5);
    case 3:
      return (x, y) => (band(x) + band(y)) / 2;
    case 4: {
      const blotches = Array.from({ length: 64 }, () => random.next() * random.next());
      return (x, y) => blotches[((x >> 1) * 5 + (y >> 1) * 11 + (x >> 1) * (y >> 1)) & 63] as number;
    }
    default:
      return () => 0;
  }
}

/** A wave between 0 and 1 with period 1. */
function triangle(at: number): number {
  const phase = at - floor(at);
  return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
}
