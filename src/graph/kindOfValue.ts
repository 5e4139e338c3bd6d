/** Kinds of values other than tensors: numbers and texts by value, objects and functions by identity. */
import { createHash } from "node:crypto";

export interface KindOfValue {
  /** Equal where one graph serves both. */
  type: string;
  /** The object itself, where identity and not value tells it apart. */
  identity?: object;
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** A number that no other object has. It keeps nothing alive. */
function numberOf(value: object): number {
  const number = numbers.get(value) ?? ++last;
  numbers.set(value, number);
  return number;
}

export function kindOfValue(value: unknown): KindOfValue {
  if (typeof value === "function") return byIdentity(value, `function ${value.name || "without a name"}`);
  if (typeof value === "symbol") return { type: `symbol ${Symbol.keyFor(value) ?? uniqueSymbol(value)}` };
  if (typeof value === "string") return { type: `string ${JSON.stringify(value)}` };
  if (typeof value !== "object")
    return { type: `${typeof value} ${Object.is(value, -0) ? "-0" : String(value)}` };
  if (value === null) return { type: "null" };
  const kind = value.constructor?.name ?? "object";
  return ArrayBuffer.isView(value) ? { type: `${kind} ${contentOf(value)}` } : byIdentity(value, kind);
}

const byIdentity = (identity: object, kind: string): KindOfValue => ({
  identity,
  type: `${kind} #${numberOf(identity)}`,
});

/** Symbols cannot be held weakly on every Node. */
const symbols = new Map<symbol, number>();

function uniqueSymbol(symbol: symbol): string {
  const number = symbols.get(symbol) ?? symbols.size + 1;
  symbols.set(symbol, number);
  return `${String(symbol.description)} #${number}`;
}

const SHOWN = 8;

/** Few values as they are, many by a checksum. */
function contentOf(view: ArrayBufferView): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const { length } = view as unknown as { length?: number };
  if (length !== undefined && length <= SHOWN) return `[${Array.from(view as Float32Array).join(", ")}]`;
  return `of ${length ?? bytes.length}, ${createHash("sha1").update(bytes).digest("hex")}`;
}
