/**
 * An installation of the package that submissions are graded with, so that those that write into it spoil nothing: our
 * own files and TensorFlow.js are copies, as is the kernelspec, which names the package; all else are links.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..", "..");

export interface PackageCopy {
  /** The program to run. */
  program: string;
  /** The folder for TRAINBOOK_CACHE; it holds the Python environment. */
  cache: string;
}

/** Makes the copy at `folder`, in place of what is there. */
export function copyPackage(folder: string): PackageCopy {
  rmSync(folder, { recursive: true, force: true });
  const packages = path.join(folder, "node_modules");
  const own = path.join(packages, "trainbook");
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  for (const name of ["package.json", ...manifest.files]) {
    cpSync(path.join(root, name), path.join(own, name), { recursive: true });
  }
  copyPackages(path.join(root, "node_modules"), packages);
  const cache = path.join(folder, "cache");
  const environment = path.join(cache, `environment-${manifest.version}`);
  copyEnvironment(realpathSync(path.join(root, ".venv")), environment);
  return { program: path.join(own, "bin", "trainbook.js"), cache };
}

/** Never needed at run time, and most of TensorFlow.js's size. */
const isBallast = (file: string) => /\.map$|\.(min|es2017|fesm)\.|[\\/]tfjs-vis([\\/]|$)/.test(file);

function copyPackages(from: string, to: string): void {
  for (const name of readdirSync(from).filter((one) => one !== "trainbook")) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    if (name === "@tensorflow") {
      cpSync(source, target, { recursive: true, filter: (file) => !isBallast(file) });
    } else symlinkSync(realpathSync(source), target, "junction");
  }
}

const copiedOfEnvironment = (name: string) =>
  name === "etc" || name === "tslab" || /^\.|\.(json|cfg)$/.test(name);

function copyEnvironment(from: string, to: string): void {
  const way = ["share", "jupyter", "kernels"];
  for (let depth = 0; depth <= way.length; depth++) {
    const folder = path.join(...way.slice(0, depth), ".");
    mkdirSync(path.join(to, folder), { recursive: true });
    for (const name of readdirSync(path.join(from, folder)).filter((one) => one !== way[depth])) {
      const [source, target] = [path.join(from, folder, name), path.join(to, folder, name)];
      if (copiedOfEnvironment(name)) cpSync(source, target, { recursive: true });
      else symlinkSync(realpathSync(source), target, "junction");
    }
  }
}
