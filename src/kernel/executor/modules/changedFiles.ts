/**
 * JSON and CommonJS files of the learner's own, which are read again when they, or files that they have required,
 * have changed. Node itself reads each file once.
 */
import path from "node:path";
import { packageRoot } from "../../../engine/installation";
import { fileStamp } from "../../fileStamp";
import { loadedModules } from "../learnersSide";

const ownBuild = path.join(packageRoot, "dist") + path.sep;

type Stamps = Map<string, string>;

/** By loaded file: the file itself and all that it has required, as they looked when it was loaded. */
const loaded = new Map<string, Stamps>();

/** Makes `require` read a file again if it has changed, or something that it has required. */
export function forgetIfChanged(file: string): void {
  const stamps = loaded.get(file);
  if (!stamps || !haveChanged(stamps)) return;
  for (const used of stamps.keys()) {
    if (!haveChanged(loaded.get(used) ?? stamps)) continue;
    loaded.delete(used);
    delete loadedModules[used];
  }
}

/** To be called when a file has been loaded. */
export function noteLoaded(file: string): Stamps {
  const known = loaded.get(file);
  if (known) return known;
  const stamps: Stamps = new Map();
  if (!isOwn(file)) return stamps;
  loaded.set(file, stamps);
  stamps.set(file, fileStamp(file));
  const children = loadedModules[file]?.children;
  for (const { filename } of children ? Array.prototype.slice.call(children) : []) {
    for (const [used, stamp] of noteLoaded(filename)) stamps.set(used, stamp);
  }
  return stamps;
}

const haveChanged = (stamps: Stamps) => [...stamps].some(([file, stamp]) => fileStamp(file) !== stamp);

function isOwn(file: string): boolean {
  return (
    path.isAbsolute(file) &&
    !file.includes(`${path.sep}node_modules${path.sep}`) &&
    !file.startsWith(ownBuild)
  );
}
