/** How notebooks in a course's folders find `trainbook`: imports are looked up from a notebook's folder upwards. */
import { existsSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { isCheckout, packageRoot } from "../engine";

const imported = ["trainbook/package.json", "@tensorflow/tfjs-node-gpu/package.json"];

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

function canImport(folder: string): boolean {
  const { resolve } = createRequire(path.join(folder, "notebook.js"));
  return imported.every((name) => {
    try {
      return existsSync(resolve(name));
    } catch {
      return false;
    }
  });
}
