/** The grey of a piece of cloth or leather: a tone, a pattern, and light falling from one side. */
import type { SeededRandom } from "../../engine";

// Named once: in the contexts that jest runs code in, each look-up of Math takes long.
const { floor } = Math;

/** How often each pattern is chosen; what is left to 1 stays plain. */
export interface Patterns {
  /** Horizontal stripes. */
  stripes?: number;
  /** Vertical stripes. */
  pinstripes?: number;
  checks?: number;
  /** Blotches, as of a print or a knit. */
  mottle?: number;
}

/** A fabric: its tone, and its grey at each pixel. */
export interface Fabric {
  tone: number;
  shade: (x: number, y: number) => number;
}

/** Chooses a fabric whose tone lies between `low` and `high`. */
export function chooseFabric(random: SeededRandom, low: number, high: number, patterns: Patterns): Fabric {
  const tone = random.between(low, high);
  const pattern = choosePattern(random, patterns);
  const contrast = random.between(12, 75) * (tone > 128 ? -1 : 1);
  const light = random.between(-1.2, 1.2);
  const middle = random.between(11, 17);
  const fold = random.between(0, 9);
  const foldPeriod = random.between(5, 9);
  const shade = (x: number, y: number) => {
    const folds = fold * (triangle((x + y * 0.15) / foldPeriod) - 0.5);
    return tone + contrast * pattern(x, y) + light * (x - middle) + folds;
  };
  return { tone, shade };
}

/** A lighter or darker fabric, such as a collar's. */
export function toned(fabric: Fabric, change: number): Fabric {
  return { tone: fabric.tone + change, shade: (x, y) => fabric.shade(x, y) + change };
}

/** A change that shows on this fabric: towards black on a light one, towards white on a dark one. */
export function against(fabric: Fabric, amount: number): number {
  return fabric.tone > 110 ? -amount : amount;
}

function choosePattern(random: SeededRandom, patterns: Patterns): (x: number, y: number) => number {
  const { stripes = 0, pinstripes = 0, checks = 0, mottle = 0 } = patterns;
  const period = random.between(2.2, 6.5);
  const offset = random.between(0, period);
  const width = random.between(0.3, 0.6);
  const band = (at: number) => (((at + offset) % period) / period < width ? 1 : 0);
  const blotches = Array.from({ length: 64 }, () => random.next() * random.next());
  const chosen = random.next();
  if (chosen < stripes) return (_, y) => band(y);
  if (chosen < stripes + pinstripes) return (x) => band(x);
  if (chosen < stripes + pinstripes + checks) return (x, y) => (band(x) + band(y)) / 2;
  if (chosen < stripes + pinstripes + checks + mottle) {
    return (x, y) => blotches[((x >> 1) * 5 + (y >> 1) * 11 + (x >> 1) * (y >> 1)) & 63] as number;
  }
  return () => 0;
}

/** A wave between 0 and 1 with period 1. */
function triangle(at: number): number {
  const phase = at - floor(at);
  return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
}
