/** `TF_Buffer`: serialized messages that cross to TensorFlow and back. */
import type { BufferHandle, CApi } from "./cApi";
import { copyFromNative } from "./nativeMemory";

/** The caller deletes it. */
export const bufferOf = (api: CApi, bytes: Uint8Array): BufferHandle =>
  api.TF_NewBufferFromString(bytes, bytes.length);

/** A copy of what it holds: its first two words are an address and a length (tensorflow/c/c_api.h). */
export function bytesOf(buffer: BufferHandle): Uint8Array {
  const words = new BigInt64Array(2);
  copyFromNative(words, Number(buffer));
  const bytes = new Uint8Array(Number(words[1]));
  copyFromNative(bytes, Number(words[0]));
  return bytes;
}
