/** The record of what was handed out to a learner, by content, which tells what the learner has touched. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The content hash of each file as it was last handed out, by its name in `my-course/`. */
export type Manifest = Record<string, string>;

/** By this file a folder is known as one that was handed out to. */
export const manifestFile = (course: string) => path.join(course, ".trainbook.json");

/** The manifest of a course folder. A lost or broken one is empty: then every file counts as the learner's. */
export function readManifest(course: string): Manifest {
  if (!existsSync(manifestFile(course))) return {};
  try {
    return JSON.parse(readFileSync(manifestFile(course), "utf8")).handedOut ?? {};
  } catch {
    return {};
  }
}

export function writeManifest(course: string, handedOut: Manifest): void {
  const temporary = `${manifestFile(course)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ handedOut }, null, 2)}\n`);
  renameSync(temporary, manifestFile(course));
}
