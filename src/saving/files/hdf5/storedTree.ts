/** The contents of an HDF5 file, as data that goes from thread to thread. */

/** Numbers as a file holds them. */
export interface StoredArray {
  shape: number[];
  data: Float32Array | BigInt64Array;
}

/** An entry that cannot be used: `why` ends a sentence that begins with its place. */
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

/** A message of the reading thread: first that it begins, then what it found. */
export type ThreadMessage = "begins" | { tree: StoredGroup } | { failed: string };
