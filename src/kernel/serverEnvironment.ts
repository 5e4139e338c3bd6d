/**
 * Environment variables of the kernel's server, and only of it.
 *
 * By itself, glibc keeps ever larger blocks that were freed, and a kernel grows by a tenth in a long session. With a
 * fixed threshold (its default at the start, in bytes) it gives them back. Tensors are better off without.
 */
export const serverEnvironment: Readonly<Record<string, string>> = { MALLOC_MMAP_THRESHOLD_: "131072" };

/** The environment of the programs that the server starts for the learner. */
export function learnersEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !(name in serverEnvironment));
  return Object.fromEntries(entries);
}
