/**
 * Finds TensorFlow's shared library.
 *
 * It comes in the PyPI wheel (`tensorflow-cpu`, or `tensorflow` with CUDA), which set-up installs into the
 * Python environment; nothing of Python runs when it is used.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { LibraryNotFoundError } from "./errors";
import { environmentFolder, sitePackages } from "./installation";

/** The version of the wheel that trainbook is made for and tested with. */
export const tensorFlowVersion = "2.21.0";

/** TensorFlow's library on this machine. */
export interface TensorFlowLibrary {
  /** The shared library's absolute path. */
  readonly path: string;
  /** The wheel's version, from its metadata; undefined for a library that came without a wheel. */
  readonly version: string | undefined;
  /** The source that decided: the `TRAINBOOK_TENSORFLOW` variable, or set-up's environment. */
  readonly source: "variable" | "environment";
}

const libraryNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: "libtensorflow_cc.so.2",
  darwin: "libtensorflow_cc.2.dylib",
};

/**
 * True where PyPI has a TensorFlow wheel whose library can be called: Linux with glibc on x64 and arm64, macOS
 * on arm64.
 */
export function platformHasWheel(
  system: { platform: NodeJS.Platform; arch: string; glibc?: boolean } = process,
): boolean {
  if (system.platform === "darwin") return system.arch === "arm64";
  if (system.platform !== "linux" || !["x64", "arm64"].includes(system.arch)) return false;
  return system.glibc ?? usesGlibc();
}

/** musl systems (Alpine) cannot load a manylinux wheel; on the others Node's report names glibc's version. */
function usesGlibc(): boolean {
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return report.header.glibcVersionRuntime !== undefined;
}

/**
 * Where TensorFlow's library lies: the file or folder that `TRAINBOOK_TENSORFLOW` names, or set-up's
 * environment.
 *
 * @throws {LibraryNotFoundError} naming the place that was searched and the command that fills it.
 */
export function findTensorFlow(environment: string = environmentFolder()): TensorFlowLibrary {
  const named = process.env.TRAINBOOK_TENSORFLOW;
  if (named) {
    const file = libraryIn(named) ?? (existsSync(named) ? path.resolve(named) : undefined);
    if (file)
      return { path: file, version: wheelVersion(path.dirname(path.dirname(file))), source: "variable" };
    throw new LibraryNotFoundError(
      `TRAINBOOK_TENSORFLOW names ${named}, which holds no TensorFlow library.`,
      {
        cure: `unset TRAINBOOK_TENSORFLOW, or set it to a folder with ${libraryNames[process.platform] ?? "the library"}`,
      },
    );
  }
  const packages = sitePackages(environment);
  const file = packages && libraryIn(path.join(packages, "tensorflow"));
  if (file) return { path: file, version: wheelVersion(packages), source: "environment" };
  throw new LibraryNotFoundError(
    `TensorFlow's library was not found in ${packages ? path.join(packages, "tensorflow") : environment}.`,
    { cure: "npx trainbook setup" },
  );
}

function libraryIn(folder: string): string | undefined {
  const name = libraryNames[process.platform];
  const file = name && path.resolve(folder, name);
  return file && existsSync(file) ? file : undefined;
}

/** The version that the wheel's own metadata folder carries, such as `tensorflow_cpu-2.21.0.dist-info`. */
function wheelVersion(packages: string): string | undefined {
  if (!existsSync(packages)) return undefined;
  for (const name of readdirSync(packages)) {
    const match = /^tensorflow(?:_cpu)?-(.+)\.dist-info$/.exec(name);
    if (match) return match[1];
  }
  return undefined;
}
