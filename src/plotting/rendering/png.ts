/** PNG files of 8-bit pixels, written with Node's own zlib. */
import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOUR_TYPE = { 1: 0, 3: 2 } as const;
/** One byte for each pixel, the number of its colour in a list. */
const INDEXED = 3;
const COLOURS = 256;

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
 * Encodes a drawing, whose colours are few, as a small PNG file: as numbers of colours where there are 256 at most.
 *
 * @param rgba four bytes for each pixel, of which the last, how opaque it is, is left out.
 */
export function encodeDrawing(rgba: Uint8Array, { width, height }: Pick<Pixels, "width" | "height">): Buffer {
  const colours = new Map<number, number>();
  const indices = new Uint8Array(width * height);
  const rgb = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const [red, green, blue] = [rgba[4 * pixel], rgba[4 * pixel + 1], rgba[4 * pixel + 2]] as [
      number,
      number,
      number,
    ];
    const colour = (red << 16) | (green << 8) | blue;
    let index = colours.get(colour);
    if (index === undefined) {
      index = colours.size;
      colours.set(colour, index);
    }
    indices[pixel] = index;
    rgb[3 * pixel] = red;
    rgb[3 * pixel + 1] = green;
    rgb[3 * pixel + 2] = blue;
  }
  if (colours.size > COLOURS) return encodePng({ width, height, channels: 3, data: rgb });
  const palette = Buffer.from(
    [...colours.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return file({ width, height, type: INDEXED, chunks: [chunk("PLTE", palette), imageData(indices, width)] });
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
  return chunk("IDAT", deflateSync(rows));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
