/** Says, once, that a function is traced at nearly every call: then a graph costs more than it gains. */

const CALLS = 8;
const TRACES_OF_THEM = 5;

export class RetracingWarning {
  private isSaid = false;
  /** Of the last calls, whether each was traced. */
  private calls: boolean[] = [];

  /** @param name of the function. */
  constructor(private readonly name: string) {}

  /** @param difference in words, from the calls before; none where the graph was there. */
  called(difference: string | undefined): void {
    this.calls = [...this.calls, difference !== undefined].slice(-CALLS);
    const traces = this.calls.filter(Boolean).length;
    if (this.isSaid || traces < TRACES_OF_THEM || difference === undefined) return;
    this.isSaid = true;
    console.warn(
      `tfFunction: ${this.name} was traced in ${traces} of its last ${this.calls.length} calls, and each trace takes ` +
        `longer than many steps: ${difference}.\n` +
        "  → give numbers that change as tensors (tf.scalar(x)), keep shapes the same (batches with dropRemainder), " +
        "and make the tfFunction once, not in the loop",
    );
  }
}
