/** HDF5 files, through the HDF5 library itself (h5wasm). It sees no other file. */
export { type AttributeValue, type GroupReader, readHdf5 } from "./reader";
export type { StoredArray } from "./storedTree";
export { type GroupWriter, writeHdf5 } from "./writer";
