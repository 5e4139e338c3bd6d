import type * as h5wasm from "h5wasm";

export type Hdf5Library = typeof h5wasm & {
  FS: {
    writeFile(name: string, bytes: Uint8Array): void;
    readFile(name: string): Uint8Array;
    unlink(name: string): void;
  };
};

let loading: Promise<Hdf5Library> | undefined;

/** HDF5 compiled to WebAssembly, with files in memory. */
export function hdf5Library(): Promise<Hdf5Library> {
  loading ??= import("h5wasm").then(async (hdf5) => {
    const module = (await hdf5.ready) as unknown as Hdf5Library & { activate_throwing_error_handler(): void };
    // Otherwise it prints what went wrong.
    module.activate_throwing_error_handler();
    const { FS } = module;
    return { ...hdf5, FS } as unknown as Hdf5Library;
  });
  return loading;
}
