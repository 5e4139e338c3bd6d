/**
 * The temporary file of a download, beside its target: `NAME.PID-RANDOM.part`.
 *
 * Each download has a file of its own, so that two processes never write to the same one. What a process left
 * behind is taken over by renaming it, which only one process can do.
 */
import { randomBytes } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { isRunning } from "../../processes";

/** A part file untouched for this long belongs to nobody, even if its process number is in use again. */
const abandonedAfterMs = 10 * 60_000;

/**
 * Names the part file for a download to `target`. It holds the most that an ended process had received, and does
 * not exist where there is nothing to take over. Smaller leftovers are removed.
 */
export async function claimPartFile(target: string): Promise<string> {
  const mine = `${target}.${process.pid}-${randomBytes(4).toString("hex")}.part`;
  let claimed = false;
  for (const { file } of await leftovers(target)) {
    if (claimed) await rm(file, { force: true });
    else claimed = await rename(file, mine).then(() => true, unlessGone(false));
  }
  return mine;
}

/** Removes what ended processes had received of `target`. */
export async function removeLeftovers(target: string): Promise<void> {
  for (const { file } of await leftovers(target)) await rm(file, { force: true });
}

/** Size in bytes, 0 where the file does not exist. */
export async function sizeOf(file: string): Promise<number> {
  return stat(file).then((stats) => stats.size, unlessGone(0));
}

/** Part files of ended processes, the largest first. */
async function leftovers(target: string): Promise<{ file: string; size: number }[]> {
  const folder = path.dirname(target);
  const found: { file: string; size: number }[] = [];
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(`${path.basename(target)}.`) && /\.(\d+)-[0-9a-f]+\.part$/.exec(name)?.[1];
    if (!pid) continue;
    const file = path.join(folder, name);
    const stats = await stat(file).catch(() => undefined);
    if (stats && (!isRunning(Number(pid)) || Date.now() - stats.mtimeMs > abandonedAfterMs)) {
      found.push({ file, size: stats.size });
    }
  }
  return found.sort((one, other) => other.size - one.size);
}

/** The given value for a file that is not there or that another process took first; other errors are thrown on. */
function unlessGone<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}
