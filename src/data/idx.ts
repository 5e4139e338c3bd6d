/**
 * The IDX format of MNIST's files: two zero bytes, a byte for the type, a byte for the number of dimensions, each
 * dimension as a big-endian 32-bit number, then the values, and nothing after them. Read strictly.
 */
import { DatasetFileError } from "./errors";

/** An IDX file of unsigned bytes. */
export interface IdxArray {
  shape: number[];
  /** Row-major; a view of the file's bytes, not a copy. */
  values: Uint8Array;
}

const typeNames: Record<number, string> = {
  8: "unsigned bytes",
  9: "signed bytes",
  11: "16-bit integers",
  12: "32-bit integers",
  13: "32-bit floats",
  14: "64-bit floats",
};
const unsignedByte = 8;
const kinds: Record<number, string> = { 1: "labels (1 dimension)", 3: "images (3 dimensions)" };

/**
 * Reads an unpacked IDX file of unsigned bytes.
 *
 * @param bytes the whole file
 * @param expected.dimensions 3 for images, 1 for labels
 * @param expected.file the file's path, for the error
 * @param expected.cure the way out, for the error
 * @throws DatasetFileError when the magic number, type, dimensions or length are not exactly right
 */
export function parseIdx(
  bytes: Uint8Array,
  { dimensions, file, cure }: { dimensions: 1 | 3; file: string; cure: string },
): IdxArray {
  const wrong = (problem: string) => new DatasetFileError(file, problem, { cure });
  const headerBytes = 4 + 4 * dimensions;
  if (bytes.length < 4) {
    throw wrong(`truncated: found ${bytes.length} bytes, expected an IDX header of ${headerBytes}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint8(2);
  const found = view.getUint8(3);
  if (view.getUint16(0) !== 0 || typeNames[type] === undefined || found === 0) {
    throw wrong(
      `not an IDX file: found magic number ${hexadecimal(view.getUint32(0))}, ` +
        `expected ${hexadecimal((unsignedByte << 8) | dimensions)}`,
    );
  }
  if (type !== unsignedByte) throw wrong(`found ${typeNames[type]}, expected ${typeNames[unsignedByte]}`);
  if (found !== dimensions) {
    throw wrong(`found ${kinds[found] ?? `${found} dimensions`}, expected ${kinds[dimensions]}`);
  }
  if (bytes.length < headerBytes) {
    throw wrong(`truncated: found ${bytes.length} bytes, expected an IDX header of ${headerBytes}`);
  }
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expectedBytes = headerBytes + shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== expectedBytes) {
    throw wrong(
      `${bytes.length < expectedBytes ? "truncated" : "too long"}: found ${bytes.length} bytes, ` +
        `expected ${expectedBytes} for shape [${shape.join(", ")}]`,
    );
  }
  return { shape, values: bytes.subarray(headerBytes) };
}

function hexadecimal(magic: number): string {
  return `0x${magic.toString(16).padStart(8, "0")}`;
}
