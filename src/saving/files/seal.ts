/**
 * A line after the end of an HDF5 file that holds the checksum of all before it: HDF5 has none, and a weight that
 * changed on the disk would be used in silence. HDF5 itself does not read past its end.
 */
import { createHash } from "node:crypto";
import { ModelFileError } from "../errors";

const mark = "\ntrainbook sha256 ";
const length = mark.length + 64 + 1;

const checksum = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export function sealed(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.from(`${mark}${checksum(bytes)}\n`)]);
}

/** The bytes without the seal. A file of another program has none. @throws {ModelFileError} where it does not fit. */
export function unsealed(bytes: Buffer, file: string): Buffer {
  const seal = bytes.subarray(-length).toString("latin1");
  if (!seal.startsWith(mark)) return bytes;
  const content = bytes.subarray(0, -length);
  if (seal === `${mark}${checksum(content)}\n`) return content;
  throw new ModelFileError(`${file} is damaged: its checksum does not fit.`, {
    cure: "save or copy the model again",
  });
}
