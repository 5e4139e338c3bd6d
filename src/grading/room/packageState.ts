/**
 * The state of the installed package, with the packages and the Python environment beside it. Where no namespace keeps
 * a notebook from writing there, a change is found afterwards, and what was graded since the last look does not count.
 */
import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { cacheFolder, environmentFolder, isCheckout, packageRoot } from "../../engine";

/** For each file what the system notes of its last change, which no program can set. */
export type PackageState = ReadonlyMap<string, string>;

const folders = () => [
  ...["bin", "dist", "exercises", "solutions", "notebooks", "package.json"].map((name) =>
    path.join(packageRoot, name),
  ),
  // Where trainbook is a dependency, its own lie beside it.
  isCheckout ? path.join(packageRoot, "node_modules") : path.dirname(packageRoot),
  environmentFolder(),
  path.join(cacheFolder(), "kernel"),
];

export function packageState(): PackageState {
  const state = new Map<string, string>();
  for (const folder of folders()) note(folder, state);
  return state;
}

function note(file: string, state: Map<string, string>): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) state.set(file, `${found.ino} ${found.size} ${found.ctimeMs}`);
  else for (const name of readdirSync(file)) note(path.join(file, name), state);
}

/** A file that is new, changed or gone; undefined where all is as it was. */
export function changedFile(before: PackageState, after: PackageState): string | undefined {
  for (const [file, noted] of after) if (before.get(file) !== noted) return file;
  for (const file of before.keys()) if (!after.has(file)) return file;
  return undefined;
}
