/** Work that Ctrl-C or a `kill` stops in order: its kernels end first, then the process. */

/**
 * Runs `work` with a signal that aborts on SIGINT or SIGTERM.
 *
 * @returns what `work` returned or, when it was interrupted, 128 and the signal's number, as shells count.
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => interrupt.abort(new Interrupted(signal));
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    return await work(interrupt.signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write("\nInterrupted; the kernel is stopped.\n");
    return error.signal === "SIGINT" ? 130 : 143;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}
