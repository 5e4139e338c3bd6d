import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findTensorFlow, LibraryNotFoundError, platformHasWheel } from "../../src/engine";

let environment: string;
let packages: string;
beforeEach(() => {
  environment = mkdtempSync(path.join(tmpdir(), "trainbook-library-"));
  packages = path.join(environment, "lib", "python3.12", "site-packages");
  mkdirSync(path.join(packages, "tensorflow"), { recursive: true });
  mkdirSync(path.join(packages, "tensorflow_cpu-2.21.0.dist-info"));
});
afterEach(() => rmSync(environment, { recursive: true, force: true }));

const libraryName = process.platform === "darwin" ? "libtensorflow_cc.2.dylib" : "libtensorflow_cc.so.2";

describe("findTensorFlow", () => {
  it("finds the library of the environment's wheel, and the wheel's version", () => {
    const library = path.join(packages, "tensorflow", libraryName);
    writeFileSync(library, "");
    expect(findTensorFlow(environment)).toEqual({ path: library, version: "2.21.0", source: "environment" });
  });

  it("names the place that it searched, and the command that fills it", () => {
    expect(() => findTensorFlow(environment)).toThrow(LibraryNotFoundError);
    expect(() => findTensorFlow(environment)).toThrow(
      `TensorFlow's library was not found in ${path.join(packages, "tensorflow")}.\n  → npx trainbook setup`,
    );
  });
});

describe("platformHasWheel", () => {
  it.each([
    ["linux", "x64", true],
    ["linux", "arm64", true],
    ["darwin", "arm64", true],
    ["linux", "ia32", false],
    ["darwin", "x64", false],
    ["win32", "x64", false],
  ] as const)("on %s %s is %s", (platform, arch, expected) => {
    expect(platformHasWheel({ platform, arch, glibc: true })).toBe(expected);
  });

  it("is false where C's library is musl", () => {
    expect(platformHasWheel({ platform: "linux", arch: "x64", glibc: false })).toBe(false);
  });
});
