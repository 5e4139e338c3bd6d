/** PNG files of 8-bit pixels, written with Node's own zlib. */
import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOUR_TYPE = { 1: 0, 3: 2 } as const;
/** One byte for each pixel, the number of its colour in a list. */
const INDEXED = 3;
/** Red, green, blue, and how opaque a pixel is. */
const WITH_OPACITY = 6;
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

export interface EncodeDrawingOptions {
  /** Of red, of green and of blue: fewer make photographs smaller. Defaults to 256, all. */
  shades?: number;
  /** Steps of opacity at edges: fewer make drawings smaller. Defaults to 255, all. */
  opacities?: number;
}

/**
 * Encodes a drawing as a small PNG file: as numbers of colours where few are all of it, or look like almost all. What is
 * left, shades where edges meet, takes the nearest of them. The ground may show through.
 *
 * @param rgba four bytes for each pixel: red, green and blue, already multiplied by the last, how opaque it is.
 */
export function encodeDrawing(
  rgba: Uint8Array,
  { width, height }: Pick<Pixels, "width" | "height">,
  { shades = 256, opacities = 255 }: EncodeDrawingOptions = {},
): Buffer {
  const pixels = coloursOf(rgba, { shade: 255 / (shades - 1), opacity: 255 / opacities });
  const counts = countsOf(pixels);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const palette = byCount.slice(0, COLOURS).map(([colour]) => colour);
  const asItIs = () => encodeColours(pixels, { width, height });
  if (byCount.length > COLOURS_OF_DRAWING) return asItIs();
  const indices = new Map(palette.map((colour, index) => [colour, index]));
  let changed = 0;
  for (const [colour, count] of byCount.slice(COLOURS)) {
    const { index, distance } = nearest(colour, palette);
    indices.set(colour, index);
    if (distance > SAME) changed += count;
  }
  if (changed > LEFT * pixels.length) return asItIs();
  const data = new Uint8Array(pixels.length);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const isSame = pixel > 0 && pixels[pixel] === pixels[pixel - 1];
    data[pixel] = (isSame ? data[pixel - 1] : indices.get(pixels[pixel] as number)) as number;
  }
  const parts = palette.map(partsOf);
  const list = chunk("PLTE", Buffer.from(parts.flatMap((four) => four.slice(0, 3))));
  const ground = chunk("tRNS", Buffer.from(parts.map(([, , , opacity]) => opacity)));
  return file({ width, height, type: INDEXED, chunks: [list, ground, imageData(data, width)] });
}

/** Each pixel as one number, red the highest byte, and no longer multiplied. @param steps what each part is a multiple of. */
function coloursOf(rgba: Uint8Array, steps: Record<"shade" | "opacity", number>): Uint32Array {
  const colours = new Uint32Array(rgba.length / 4);
  const rounded = (value: number, step: number) => Math.round(Math.round(value / step) * step);
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const at = 4 * pixel;
    const given = rgba[at + 3] as number;
    const opacity = rounded(given, steps.opacity);
    // An invisible pixel has no colour.
    if (opacity === 0) continue;
    const part = (offset: number) =>
      rounded(Math.min(255, ((rgba[at + offset] as number) * 255) / given), steps.shade);
    colours[pixel] = ((part(0) << 24) | (part(1) << 16) | (part(2) << 8) | opacity) >>> 0;
  }
  return colours;
}

function encodeColours(colours: Uint32Array, { width, height }: Pick<Pixels, "width" | "height">): Buffer {
  const parts = Array.from(colours, partsOf);
  const isOpaque = parts.every(([, , , opacity]) => opacity === 255);
  const data = Uint8Array.from(parts.flatMap((four) => (isOpaque ? four.slice(0, 3) : four)));
  const type = isOpaque ? COLOUR_TYPE[3] : WITH_OPACITY;
  return file({ width, height, type, chunks: [imageData(data, data.length / height)] });
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

type Parts = [red: number, green: number, blue: number, opacity: number];

const partsOf = (colour: number): Parts => [
  colour >>> 24,
  (colour >>> 16) & 255,
  (colour >>> 8) & 255,
  colour & 255,
];

function nearest(colour: number, palette: readonly number[]): { index: number; distance: number } {
  const parts = partsOf(colour);
  const distances = palette.map((other) => distanceOf(parts, partsOf(other)));
  const distance = Math.min(...distances);
  return { index: distances.indexOf(distance), distance };
}

/** How different they look: the less opaque, the less their colours count. */
function distanceOf([...one]: Parts, [...other]: Parts): number {
  const [opacity, otherOpacity] = [one.pop() as number, other.pop() as number];
  const seen = one.map((part, index) => part * opacity - (other[index] as number) * otherOpacity);
  return seen.reduce((sum, part) => sum + (part / 255) ** 2, (opacity - otherOpacity) ** 2);
}

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
