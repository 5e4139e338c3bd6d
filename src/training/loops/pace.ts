/** Milliseconds that a call takes about. */
const CALL = 100;
const MOST_STEPS = 128;

/** The number of steps that a call takes, where nothing has to hear of each: few enough for an interrupt to be seen to. */
export class Pace {
  private isFirst = true;
  private fastest = Number.POSITIVE_INFINITY;

  /** Before the first measurement 2: what is compiled for several steps also serves one. */
  get steps(): number {
    if (this.fastest === Number.POSITIVE_INFINITY) return 2;
    return Math.max(1, Math.min(MOST_STEPS, Math.floor(CALL / this.fastest)));
  }

  /** Runs a call of so many steps, and measures it. The first one is also compiled, and does not count. */
  async measure(steps: number, call: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await call();
    if (!this.isFirst) this.fastest = Math.min(this.fastest, (performance.now() - start) / steps);
    this.isFirst = false;
  }
}
