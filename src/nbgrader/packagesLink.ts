/** How notebooks in a course's folders find `trainbook`: imports are looked up from a notebook's folder upwards. */
import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { isCheckout, packageRoot } from "../engine";

const imported = ["trainbook", "@tensorflow/tfjs-node-gpu"];

/** The `node_modules` that holds `trainbook` and what it is used with. */
const packages = isCheckout ? path.join(packageRoot, "node_modules") : path.dirname(packageRoot);

/** The outcome of `linkPackages`: "none" where the folder has packages of its own, without `trainbook`. */
export type PackagesLink = "in place" | "written" | "none";

/** Makes the packages importable from a folder by a link, unless they are already. */
export function linkPackages(folder: string): PackagesLink {
  if (canImport(folder)) return "in place";
  const link = path.join(folder, "node_modules");
  if (existsSync(link)) return "none";
  // A link to a trainbook that has moved.
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link);
  // A junction needs no rights on Windows; elsewhere the type is ignored.
  symlinkSync(packages, link, "junction");
  return "written";
}

/** True where Node's search from the folder upwards finds the packages. */
function canImport(folder: string): boolean {
  const above = foldersAbove(folder);
  return imported.every((name) => above.some((at) => existsSync(path.join(at, "node_modules", name))));
}

function foldersAbove(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
