/** Room on disk, checked before a long step begins: to run out in the middle costs the whole download. */
import { existsSync, statfsSync } from "node:fs";
import path from "node:path";
import { TrainbookError } from "../../trainbookError";

/** The disk has no room for what set-up installs. */
export class DiskSpaceError extends TrainbookError {}

/** Bytes that this user can still write beside a file or folder, which need not be there yet. */
export function freeBytes(place: string): number {
  let folder = path.resolve(place);
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * @param needed bytes
 * @throws {DiskSpaceError} naming what is there, what is needed and where.
 */
export function requireDiskSpace(place: string, needed: number, free: number = freeBytes(place)): void {
  if (free >= needed) return;
  throw new DiskSpaceError(
    `Not enough room on the disk: ${place} needs ${gigabytes(needed)}, and ${gigabytes(free)} are free.`,
    { cure: `free ${gigabytes(needed - free)} or more there, then run the same command again` },
  );
}

/** "2.1 GB". */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
