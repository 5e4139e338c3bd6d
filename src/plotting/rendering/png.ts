/** PNG files of 8-bit pixels, written with Node's own zlib. */
import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOUR_TYPE = { 1: 0, 3: 2 } as const;
/** One byte for each pixel, the number of its colour in a list. */
const INDEXED = 3;
const COLOURS = 256;
/** A tenth smaller than zlib's default, for 10 ms a chart; the highest, 9, takes three times as long for 1 % more. */
const LEVEL = 8;
/** The part of a drawing that may be of other colours than it has in its file. */
const LEFT = 0.005;
/** Colours that are no farther from each other, in red, green and blue squared, look the same: steps of a gradient. */
const SAME = 48;
/** With more colours it is a photograph. */
const COLOURS_OF_DRAWING = 5000;

/** Pixels row by row, `channels` bytes each: 1 for grey, 3 for red, green and blue. */
export interface Pixels {
  width: number;
  height: number;
  channels: 1 | 3;
  data: Uint8Array;
}

/** Encodes pixels as a PNG file. */
export function encodePng({ width, height, channels, data }: Pixels): Buffer {
  return file({ width, height, type: COLOUR_TYPE[channels], chunks: [imageData(data, width * channels)] });
}

/**
 * Encodes a drawing as a small PNG file: as numbers of colours where few are all of it, or look like almost all. What is
 * left, shades where edges meet, takes the nearest of them.
 *
 * @param rgba four bytes for each pixel, of which the last, how opaque it is, is left out.
 */
export function encodeDrawing(rgba: Uint8Array, { width, height }: Pick<Pixels, "width" | "height">): Buffer {
  const colours = new Uint32Array(width * height);
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const at = 4 * pixel;
    colours[pixel] =
      ((rgba[at] as number) << 16) | ((rgba[at + 1] as number) << 8) | (rgba[at + 2] as number);
  }
  const counts = countsOf(colours);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const palette = byCount.slice(0, COLOURS).map(([colour]) => colour);
  const asItIs = () => encodePng({ width, height, channels: 3, data: withoutOpacity(rgba) });
  if (byCount.length > COLOURS_OF_DRAWING) return asItIs();
  const indices = new Map(palette.map((colour, index) => [colour, index]));
  let changed = 0;
  for (const [colour, count] of byCount.slice(COLOURS)) {
    const { index, distance } = nearest(colour, palette);
    indices.set(colour, index);
    if (distance > SAME) changed += count;
  }
  if (changed > LEFT * colours.length) return asItIs();
  const data = new Uint8Array(colours.length);
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const isSame = pixel > 0 && colours[pixel] === colours[pixel - 1];
    data[pixel] = (isSame ? data[pixel - 1] : indices.get(colours[pixel] as number)) as number;
  }
  const list = chunk("PLTE", Buffer.from(palette.flatMap(partsOf)));
  return file({ width, height, type: INDEXED, chunks: [list, imageData(data, width)] });
}

/** How often each occurs. Drawings are mostly runs of one colour, which are counted at once. */
function countsOf(colours: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let start = 0, end = 0; start < colours.length; start = end) {
    const colour = colours[start] as number;
    while (colours[end] === colour) end++;
    counts.set(colour, (counts.get(colour) ?? 0) + end - start);
  }
  return counts;
}

const partsOf = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

function nearest(colour: number, palette: readonly number[]): { index: number; distance: number } {
  const parts = partsOf(colour);
  const distances = palette.map((other) =>
    partsOf(other).reduce((sum, part, index) => sum + (part - (parts[index] as number)) ** 2, 0),
  );
  const distance = Math.min(...distances);
  return { index: distances.indexOf(distance), distance };
}

const withoutOpacity = (rgba: Uint8Array): Uint8Array => rgba.filter((_, index) => index % 4 !== 3);

interface FileParts {
  width: number;
  height: number;
  type: number;
  chunks: Buffer[];
}

function file({ width, height, type, chunks }: FileParts): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, type, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

/** @param stride bytes of a row. */
function imageData(data: Uint8Array, stride: number): Buffer {
  const height = data.length / stride;
  // Each row is led by its filter; 0 is none.
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  return chunk("IDAT", deflateSync(rows, { level: LEVEL }));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
