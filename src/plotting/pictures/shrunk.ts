/** A smaller picture: each of its pixels is the average of what it covers, so that nothing is skipped. */
import type { Pixels } from "../rendering";

/** @param side of the longer side in pixels. A picture that is no larger is left as it is. */
export function shrunk(pixels: Pixels, side: number): Pixels {
  const longer = Math.max(pixels.width, pixels.height);
  if (longer <= side) return pixels;
  const [width, height] = [pixels.width, pixels.height].map((length) =>
    Math.max(1, Math.round((length * side) / longer)),
  ) as [number, number];
  const { channels, data } = pixels;
  const narrow = averaged(data, { lines: pixels.height, length: pixels.width, to: width, step: channels });
  const small = averaged(narrow, { lines: 1, length: pixels.height, to: height, step: width * channels });
  return { width, height, channels, data: Uint8Array.from(small, Math.round) };
}

interface Line {
  lines: number;
  /** Places of a line, and how many there shall be. */
  length: number;
  to: number;
  /** Values of a place. */
  step: number;
}

function averaged(values: ArrayLike<number>, { lines, length, to, step }: Line): Float32Array {
  const result = new Float32Array(lines * to * step);
  const scale = length / to;
  for (let place = 0; place < to; place++) {
    const [start, end] = [place * scale, (place + 1) * scale];
    for (let from = Math.floor(start); from < Math.min(length, end); from++) {
      const weight = (Math.min(end, from + 1) - Math.max(start, from)) / scale;
      for (let line = 0; line < lines; line++) {
        const [source, target] = [(line * length + from) * step, (line * to + place) * step];
        for (let index = 0; index < step; index++) {
          result[target + index] =
            (result[target + index] as number) + weight * (values[source + index] as number);
        }
      }
    }
  }
  return result;
}
