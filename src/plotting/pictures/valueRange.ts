/** Which values of images are black and which white, and what is to be said of it. */

/** The contents of a batch of images, opacity aside. */
export interface Contents {
  /** Of finite values. */
  low: number;
  high: number;
  isWhole: boolean;
  /** How many are NaN or infinite. */
  odd: number;
  /** Of the values above 0 how many are at most 1, and at most 255. */
  positive: number;
  upTo1: number;
  upTo255: number;
}

export interface ValueRange {
  /** Drawn black. */
  black: number;
  /** Drawn white. */
  white: number;
  /** A note on what a viewer would not expect; undefined for values from 0 to 1 and whole ones from 0 to 255. */
  note: string | undefined;
}

/** Values above a unit by so many times still are of that unit: they are clipped. */
const OVERSHOOT = 10;
/** Below zero by such a part of the unit too: resizing leaves that. */
const UNDERSHOOT = 0.1;
/** Whole numbers below it are classes of a mask and no shades, of which all would be black. */
const SHADES = 32;

/**
 * Decides as matplotlib does where it can: floats are from 0 to 1, whole numbers from 0 to 255, and what is beyond is
 * clipped. Unlike there, floats may be from 0 to 255 too, masks are seen, and what is far below zero is stretched.
 */
export function valueRange(contents: Contents): ValueRange {
  const { low, high, odd } = contents;
  const { black, white, text } = rangeOf(contents);
  const notes = [
    text,
    text === undefined && high > white
      ? `values above ${white}, up to ${digits(high)}, clipped to ${white}`
      : undefined,
    text === undefined && low < black
      ? `values below ${black}, down to ${digits(low)}, clipped to ${black}`
      : undefined,
    odd > 0 ? `${odd} ${odd === 1 ? "value that is" : "values that are"} not finite` : undefined,
  ].filter((note) => note !== undefined);
  return { black, white, note: notes.length > 0 ? notes.join("; ") : undefined };
}

function rangeOf(contents: Contents): { black: number; white: number; text?: string } {
  const { low, high, isWhole, positive, upTo1, upTo255 } = contents;
  const isMask = isWhole && low >= 0 && high < SHADES;
  if (isMask) {
    if (high <= 1) return { black: 0, white: 1 };
    return { black: 0, white: high, text: `values from 0 to ${high} drawn from black to white` };
  }
  const are1 = !isWhole && (high <= OVERSHOOT || 2 * upTo1 >= positive);
  const unit = are1 ? 1 : 255;
  const isUnit = are1 || high <= unit || 2 * upTo255 >= positive;
  if (isUnit && low >= -UNDERSHOOT * unit) return { black: 0, white: unit };
  const black = Math.min(0, low);
  const white = high > black ? high : black + 1;
  return {
    black,
    white,
    text: `values from ${digits(black, 4)} to ${digits(white, 4)} drawn from black to white`,
  };
}

/** @param channels of which a fourth, opacity, does not count. */
export function contentsOf(values: ArrayLike<number>, channels: number): Contents {
  const contents = { low: 0, high: 0, isWhole: true, odd: 0, positive: 0, upTo1: 0, upTo255: 0 };
  for (let index = 0; index < values.length; index++) {
    if (channels === 4 && index % 4 === 3) continue;
    const value = values[index] as number;
    if (!Number.isFinite(value)) {
      contents.odd++;
      continue;
    }
    if (value < contents.low) contents.low = value;
    if (value > contents.high) contents.high = value;
    if (contents.isWhole && !Number.isInteger(value)) contents.isWhole = false;
    if (value <= 0) continue;
    contents.positive++;
    if (value <= 1) contents.upTo1++;
    if (value <= 255) contents.upTo255++;
  }
  return contents;
}

/** @param precision Defaults to what float32 has: a little above 1 is told from 1. */
const digits = (value: number, precision = 7): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(precision)));
