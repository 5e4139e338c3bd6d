/** HDF5 files that HDF5 itself cannot cope with. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environmentExecutable } from "../../../src/engine";
import { readHdf5, writeHdf5 } from "../../../src/saving/files/hdf5";

const written = () =>
  writeHdf5((root) => {
    root.attribute("names", ["kernel", "bias", "gamma"]);
    root.group("layer").array("0", { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
  });

/** A heap of texts, in which a text of no length follows the first: the library stays at that place for ever. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  const heap = Buffer.from(bytes).indexOf("GCOL");
  const [header, objectHeader, text] = [16, 16, 8];
  const second = heap + header + objectHeader + text;
  return Uint8Array.from(bytes).fill(0, second, second + objectHeader);
}

describe("readHdf5", () => {
  it("gives back what writeHdf5 wrote", async () => {
    await readHdf5(await written(), "the file", (root) => {
      expect(root.names()).toEqual(["layer"]);
      expect(root.attribute("names")).toEqual(["kernel", "bias", "gamma"]);
      expect(root.attribute("nothing")).toBeUndefined();
      expect(root.has("layer/0")).toBe(true);
      expect(root.has("layer/0/more")).toBe(false);
      expect(root.array("layer/0")).toMatchObject({ shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
      expect(() => root.array("layer")).toThrow('the file: "layer" holds no numbers.');
      expect(() => root.group("layer/0")).toThrow('the file: "layer/0" is no group.');
      expect(() => root.array("layer/1")).toThrow('the file has no "layer/1".');
    });
  });

  it("ends where the library would not", async () => {
    const reading = readHdf5(withoutEnd(await written()), "the file", () => {});
    await expect(reading).rejects.toThrow("the file is damaged, or no HDF5 file: reading it does not end.");
  });

  it("gives the innermost reason of the library", async () => {
    const reading = readHdf5(Uint8Array.from(await written()).fill(0, 0, 8), "the file", () => {});
    await expect(reading).rejects.toThrow("the file is damaged, or no HDF5 file: file signature not found.");
  });

  it("leaves out arrays that claim to be larger than the file", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "bomb-")), "bomb.h5");
    const unwritten = 'h5py.File(sys.argv[1], "w").create_dataset("0", (2**20, 2**12), "f4", chunks=True)';
    execFileSync(environmentExecutable("python"), ["-c", `import sys, h5py; ${unwritten}`, file]);
    const bytes = readFileSync(file);
    rmSync(path.dirname(file), { recursive: true });
    await readHdf5(bytes, "the file", (root) => {
      expect(() => root.array("0")).toThrow('the file: "0" claims to be larger than the file.');
    });
  });
});
