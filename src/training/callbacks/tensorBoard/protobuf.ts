/** Protocol Buffers' wire format, as far as events need it (protobuf.dev/programming-guides/encoding). */

type Field = Uint8Array;

export const message = (...fields: (Field | undefined)[]): Uint8Array =>
  Buffer.concat(fields.filter((field) => field !== undefined));

export function varint(value: number): Uint8Array {
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
