/** Memory outside JavaScript's heap, for what TensorFlow reads or writes through a pointer. */

import type { Address } from "./cApi";
import { cLibrary, koffi } from "./foreignFunctions";

const memcpyToNative = cLibrary.func("memcpy", "uintptr_t", ["uintptr_t", "const void *", "size_t"]);
const memcpyFromNative = cLibrary.func("memcpy", "uintptr_t", ["void *", "uintptr_t", "size_t"]);

/** Copies all bytes of `from` to the address `to`. */
export function copyToNative(to: Address, from: ArrayBufferView): void {
  if (from.byteLength > 0) memcpyToNative(to, from, from.byteLength);
}

/** Fills `to` with the bytes at the address `from`. */
export function copyFromNative(to: ArrayBufferView, from: Address): void {
  if (to.byteLength > 0) memcpyFromNative(to, from, to.byteLength);
}

const interned = new Map<string, Address>();

/** `text` as a C string that is never freed: TensorFlow keeps pointers to the names of operations and attributes. */
export function internedCString(text: string): Address {
  let address = interned.get(text);
  if (address === undefined) {
    const bytes = Buffer.from(`${text}\0`, "utf8");
    address = allocate(bytes.length);
    copyToNative(address, bytes);
    interned.set(text, address);
  }
  return address;
}

/** Texts as TensorFlow takes a list of them: their addresses, as C strings that are never freed, and their lengths. */
export const internedCStrings = (
  texts: readonly string[],
): { addresses: BigInt64Array; lengths: BigInt64Array } => ({
  addresses: BigInt64Array.from(texts, (text) => BigInt(internedCString(text))),
  lengths: BigInt64Array.from(texts, (text) => BigInt(Buffer.byteLength(text))),
});

function allocate(bytes: number): Address {
  return Number(koffi.address(koffi.alloc("uint8_t", bytes)));
}

/**
 * A block of 64-bit words that lives as long as the process and is viewed once: for counts, shapes and
 * handles that cross on each call. It grows; the address may then change.
 */
export class NativeWords {
  #address: Address;
  #view: BigInt64Array;

  constructor(words: number) {
    this.#address = allocate(words * 8);
    this.#view = new BigInt64Array(koffi.view(this.#address, words * 8));
  }

  /** The block's address, with room for at least `words` words. */
  reserve(words: number): Address {
    if (words > this.#view.length) {
      const grown = new NativeWords(2 * words);
      koffi.free(this.#address);
      this.#address = grown.#address;
      this.#view = grown.#view;
    }
    return this.#address;
  }

  /** It must not be used afterwards. */
  free(): void {
    koffi.free(this.#address);
  }

  set(index: number, value: number): void {
    this.#view[index] = BigInt(value);
  }

  get(index: number): number {
    return Number(this.#view[index]);
  }
}
