/**
 * Zip archives, as far as `.keras` files need them (PKWARE's APPNOTE 6.3, sections 4.3 and 4.4). Reading is strict:
 * what two places say of an entry must agree, checksums must fit, and nothing grows beyond a limit.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { ModelFileError } from "../errors";

const signature = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 };
const stored = 0;
const deflated = 8;
const largestEnd = 22 + 0xffff;

/** Keras stores weights without compression; a configuration that grows more than this is an attack. */
const largestGrowth = 200;

/** @throws {ModelFileError} for a damaged archive, and for names that lead out of it. */
export function readArchive(bytes: Buffer, file: string): Map<string, Buffer> {
  const damaged = (why: string) =>
    new ModelFileError(`${file} is damaged, or no .keras file: ${why}.`, {
      cure: "save or copy the model again",
    });
  try {
    return entriesOf(bytes, damaged);
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    throw damaged((error as Error).message);
  }
}

function entriesOf(bytes: Buffer, damaged: (why: string) => ModelFileError): Map<string, Buffer> {
  const end = endOfDirectory(bytes);
  if (end < 0) throw damaged("it has no end of a zip directory");
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = new Map<string, Buffer>();
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== signature.directory) throw damaged("its directory is broken");
    const method = bytes.readUInt16LE(at + 10);
    const checksum = bytes.readUInt32LE(at + 16);
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const start = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + (nameLength as number));
    at += 46 + (nameLength as number) + (extraLength as number) + (commentLength as number);
    if (name.startsWith("/") || name.includes("\\") || name.split("/").includes("..")) {
      throw damaged(`its entry "${name}" leads out of it`);
    }
    if (entries.has(name)) throw damaged(`it has two entries "${name}"`);
    if (bytes.readUInt32LE(start) !== signature.entry)
      throw damaged(`its entry "${name}" is not where it should be`);
    const localName = bytes.readUInt16LE(start + 26);
    if (bytes.toString("utf8", start + 30, start + 30 + localName) !== name) {
      throw damaged(`its entry "${name}" has another name in its place`);
    }
    const from = start + 30 + localName + bytes.readUInt16LE(start + 28);
    if (from + packed > bytes.length) throw damaged(`its entry "${name}" is cut short`);
    const content = unpacked(bytes.subarray(from, from + packed), method, size);
    if (!content) throw damaged(`its entry "${name}" does not unpack to what it says`);
    if (crc32(content) !== checksum) throw damaged(`the checksum of its entry "${name}" does not fit`);
    entries.set(name, content);
  }
  return entries;
}

function endOfDirectory(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - largestEnd); at--) {
    if (bytes.readUInt32LE(at) === signature.end && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length)
      return at;
  }
  return -1;
}

function unpacked(packed: Buffer, method: number, size: number): Buffer | undefined {
  if (method === stored) return packed.length === size ? packed : undefined;
  if (method !== deflated || size > packed.length * largestGrowth + 1024) return undefined;
  const content = inflateRawSync(packed, { maxOutputLength: size + 1 });
  return content.length === size ? content : undefined;
}

/** Stored without compression: weights hardly shrink. */
export function writeArchive(entries: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const encoded = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    // No flags, stored; the date of all entries is 1 January 1980, so that the same model makes the same file.
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(encoded.length, 22);
    const head = Buffer.concat([number(signature.entry, 4), facts, encoded]);
    const tail = Buffer.concat([number(0, 2), number(0, 2), number(0, 2), number(0, 4), number(offset, 4)]);
    directory.push(Buffer.concat([number(signature.directory, 4), number(20, 2), facts, tail, encoded]));
    parts.push(head, content);
    offset += head.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const counts = [number(entries.size, 2), number(entries.size, 2)];
  const end = [
    number(signature.end, 4),
    number(0, 4),
    ...counts,
    number(size, 4),
    number(offset, 4),
    number(0, 2),
  ];
  return Buffer.concat([...parts, ...directory, ...end]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
