/** A source of batches, epoch by epoch (Keras's EpochIterator). */
import { TrainingDataError } from "../errors";
import type { BatchSource, NextBatch } from "./batch";

export class Epochs {
  private pass: AsyncGenerator<NextBatch, void, undefined> | undefined;
  private taken = 0;
  private stepsSeen: number | undefined;

  /**
   * @param stepsPerEpoch how many batches make an epoch; the next one goes on where it ended, unless each
   * restarts. By default an epoch is a pass over the source.
   * @throws {TrainingDataError} for a source without end, where this is not said.
   */
  constructor(
    private readonly source: BatchSource,
    private readonly stepsPerEpoch: number | undefined,
    /**
     * The call and its option, for errors. `restarts`: whether each epoch takes the same first batches, as those of
     * validation do, which measure one epoch against the other. Defaults to false.
     */
    private readonly names: { call: string; option: string; restarts?: boolean },
  ) {
    if (stepsPerEpoch !== undefined && !(Number.isInteger(stepsPerEpoch) && stepsPerEpoch > 0)) {
      throw new TrainingDataError(
        `${names.call}: ${names.option} must be a whole number above 0, found ${stepsPerEpoch}.`,
      );
    }
    if (source.steps !== Number.POSITIVE_INFINITY || stepsPerEpoch !== undefined) return;
    throw new TrainingDataError(`${names.call}: the dataset repeats without end.`, {
      cure: `say how many batches make an epoch, with ${names.option}`,
    });
  }

  /** Whose batches these are, for errors. */
  get call(): string {
    return this.names.call;
  }

  /** Batches in an epoch; null before the first pass over a source of unknown length has ended. */
  get steps(): number | null {
    return this.stepsPerEpoch ?? this.stepsSeen ?? this.source.steps;
  }

  /** The batches of the next epoch. Each is freed when the next is asked for. */
  async *epoch(): AsyncGenerator<NextBatch, void, undefined> {
    if (this.stepsPerEpoch === undefined || this.names.restarts) await this.close();
    this.pass ??= this.source.pass();
    const limit = this.stepsPerEpoch ?? Number.POSITIVE_INFINITY;
    for (let step = 0; step < limit; step++) {
      const next = await this.pass.next();
      if (next.done) {
        if (step === 0) this.requireMore();
        this.pass = undefined;
        this.taken = 0;
        if (this.stepsPerEpoch === undefined) this.stepsSeen = step;
        else this.warn(step);
        return;
      }
      this.taken++;
      yield next.value;
    }
    if (this.taken === this.source.steps) await this.close();
  }

  /** Ends the pass, and frees its last batch. */
  async close(): Promise<void> {
    const { pass } = this;
    this.pass = undefined;
    this.taken = 0;
    await pass?.return();
  }

  /** A generator that has ended gives no further epoch. */
  private requireMore(): void {
    const { call, option } = this.names;
    if (!this.source.isReadOnce) return;
    throw new TrainingDataError(`${call}: the generator has ended, and has no batch for this epoch.`, {
      cure: `give the function that makes it, to be called for each epoch; or a generator without end, and ${option}`,
    });
  }

  private warn(step: number): void {
    const { call, option } = this.names;
    console.warn(
      `${call}: your input ran out of data after ${step} of ${this.stepsPerEpoch} steps (${option}); the epoch ends here. ` +
        "dataset.repeat() makes it go on.",
    );
  }
}
