/** Protocol Buffers' wire format, written and read without a schema (protobuf.dev/programming-guides/encoding). */

type Field = Uint8Array;

export const message = (...fields: (Field | undefined)[]): Uint8Array =>
  Buffer.concat(fields.filter((field) => field !== undefined));

/** @throws {RangeError} for what is no whole number, or negative: that would have no end. */
export function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} cannot be written as a varint.`);
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}

const key = (field: number, wireType: number) => varint((field << 3) | wireType);

export const intField = (field: number, value: number): Field =>
  Buffer.concat([key(field, 0), varint(value)]);

export const bytesField = (field: number, value: Uint8Array | string): Field => {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([key(field, 2), varint(bytes.length), bytes]);
};

export function doubleField(field: number, value: number): Field {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([key(field, 1), bytes]);
}

/** The values of a message's fields by their numbers, in the order in which they stand. */
export type Fields = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

/** Numbers of up to 64 bits are rounded to JavaScript's; what is no number stays bytes: a message, or text. */
export function readFields(message: Uint8Array): Fields {
  const fields = new Map<number, (number | Uint8Array)[]>();
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Uint8Array => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const [field, wireType] = [Math.floor(key / 8), key % 8];
    const value = wireType === 0 ? varint() : bytes(wireType === 1 ? 8 : wireType === 5 ? 4 : varint());
    const values = fields.get(field);
    if (values) values.push(value);
    else fields.set(field, [value]);
  }
  return fields;
}

export const messagesOf = (fields: Fields, field: number): Fields[] =>
  (fields.get(field) ?? []).map((value) => readFields(value as Uint8Array));

export const textOf = (fields: Fields, field: number): string =>
  Buffer.from((fields.get(field)?.at(-1) as Uint8Array | undefined) ?? []).toString("utf8");

/** A field that is missing is 0. */
export const numberOf = (fields: Fields, field: number): number =>
  (fields.get(field)?.at(-1) as number | undefined) ?? 0;
