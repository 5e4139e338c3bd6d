import type * as h5wasm from "h5wasm";
import { hdf5Library } from "./library";
import type { StoredArray } from "./storedTree";

/** A group to be written. */
export interface GroupWriter {
  group(name: string): GroupWriter;
  array(name: string, array: StoredArray): void;
  attribute(name: string, value: string | string[]): void;
}

let files = 0;

export async function writeHdf5(fill: (root: GroupWriter) => void): Promise<Uint8Array> {
  const { File, FS } = await hdf5Library();
  const name = `/written-${files++}.h5`;
  const file = new File(name, "w");
  try {
    try {
      fill(groupWriter(file));
    } finally {
      file.close();
    }
    return FS.readFile(name);
  } finally {
    FS.unlink(name);
  }
}

function groupWriter(group: h5wasm.Group): GroupWriter {
  return {
    group: (name) => groupWriter(group.create_group(name)),
    array: (name, { shape, data }) => {
      const dtype = data instanceof BigInt64Array ? "<q" : "<f";
      group.create_dataset({ name, data, shape, dtype });
    },
    attribute: (name, value) => {
      if (typeof value === "string") group.create_attribute(name, value);
      // An array of no strings has no length to take from them.
      else if (value.length === 0) group.create_attribute(name, [], [0], "S1");
      else group.create_attribute(name, value);
    },
  };
}
