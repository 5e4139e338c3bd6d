/**
 * `my-course/`: the learner's own copies. What the learner has touched or deleted is never changed; untouched
 * copies follow an update; `reset` restores a file and keeps the learner's as a backup.
 */
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { contentHash } from "./contentHash";
import { type CourseFile, courseFiles, solutionFiles } from "./courseFiles";
import { type Manifest, readManifest, writeManifest } from "./manifest";

/** The outcome of handing out, by file names. */
export interface HandOut {
  added: string[];
  updated: string[];
  /** The learner's own work, of which there is a newer version. */
  outdated: string[];
}

/** Everything that a learner's folder is to hold: the course, and the solutions that the learner has taken. */
export function filesFor(course: string, packageFolder: string): CourseFile[] {
  const manifest = readManifest(course);
  return [
    ...courseFiles(packageFolder),
    ...solutionFiles(packageFolder).filter(({ name }) => manifest[name] !== undefined),
  ];
}

/** Brings `my-course/` up to date. */
export function handOut(course: string, files: readonly CourseFile[]): HandOut {
  mkdirSync(course, { recursive: true });
  const manifest = readManifest(course);
  const result: HandOut = { added: [], updated: [], outdated: [] };
  for (const file of files) {
    // Handed out before and gone: the learner has deleted it.
    const isDeleted = manifest[file.name] !== undefined && !existsSync(path.join(course, file.name));
    const did = isDeleted ? "unchanged" : bringUpToDate(course, file, manifest);
    if (did !== "unchanged") result[did].push(file.name);
  }
  withdraw(course, files, manifest);
  writeManifest(course, manifest);
  return result;
}

/** The outcome of handing out one file; `outdated` is the learner's own work, of which there is a newer version. */
export type OneHandOut = keyof HandOut | "unchanged";

/** Hands out one file that the learner asks for, also where they have deleted it. What they have touched stays. */
export function handOutOne(course: string, file: CourseFile): OneHandOut {
  mkdirSync(course, { recursive: true });
  const manifest = readManifest(course);
  const did = bringUpToDate(course, file, manifest);
  writeManifest(course, manifest);
  return did;
}

function bringUpToDate(course: string, { name, source }: CourseFile, manifest: Manifest): OneHandOut {
  const copy = path.join(course, name);
  const [handedOut, latest] = [manifest[name], contentHash(source)];
  const present = existsSync(copy) ? contentHash(copy) : undefined;
  const isTouched = present !== undefined && present !== latest && present !== handedOut;
  if (isTouched) return handedOut === latest ? "unchanged" : "outdated";
  manifest[name] = latest;
  if (present === latest) return "unchanged";
  place(source, copy);
  return present === undefined ? "added" : "updated";
}

/** Removes untouched copies of what the course no longer has, such as a lesson's old name. */
function withdraw(course: string, files: readonly CourseFile[], manifest: Manifest): void {
  const current = new Set(files.map((file) => file.name));
  for (const [name, handedOut] of Object.entries(manifest)) {
    if (current.has(name)) continue;
    const copy = path.join(course, name);
    if (existsSync(copy) && contentHash(copy) === handedOut) rmSync(copy);
    delete manifest[name];
  }
}

/** The outcome of `reset`; `backup` is the path of what it kept of the learner's. */
export type Reset = { found: "unchanged" | "missing" } | { found: "changed"; backup: string };

/** Restores one file. */
export function reset(course: string, { name, source }: CourseFile): Reset {
  mkdirSync(course, { recursive: true });
  const copy = path.join(course, name);
  const result = keepChanges(copy, source);
  place(source, copy);
  writeManifest(course, { ...readManifest(course), [name]: contentHash(source) });
  return result;
}

function keepChanges(copy: string, source: string): Reset {
  if (!existsSync(copy)) return { found: "missing" };
  if (contentHash(copy) === contentHash(source)) return { found: "unchanged" };
  return { found: "changed", backup: backUp(copy) };
}

/** Copies a file to the first free name `NAME-backup-N`. */
function backUp(file: string): string {
  const { dir, name, ext } = path.parse(file);
  for (let number = 1; ; number += 1) {
    const backup = path.join(dir, `${name}-backup-${number}${ext}`);
    try {
      copyFileSync(file, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function place(source: string, copy: string): void {
  mkdirSync(path.dirname(copy), { recursive: true });
  const temporary = `${copy}.tmp`;
  copyFileSync(source, temporary);
  renameSync(temporary, copy);
}
