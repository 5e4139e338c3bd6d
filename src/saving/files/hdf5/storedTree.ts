/** What an HDF5 file holds, as data that goes from thread to thread. */

/** Numbers as a file holds them. */
export interface StoredArray {
  shape: number[];
  data: Float32Array | BigInt64Array;
}

/** What is there, and cannot be used: `why` ends a sentence that begins with its place. */
export interface Unusable {
  kind: "unusable";
  why: string;
}

export interface StoredGroup {
  kind: "group";
  attributes: [name: string, value: string | string[] | Unusable][];
  members: [name: string, member: StoredNode][];
}

export type StoredNode = StoredGroup | ({ kind: "array" } & StoredArray) | Unusable;

/** What the reading thread says: once that it begins, then what it found. */
export type ThreadMessage = "begins" | { tree: StoredGroup } | { failed: string };
