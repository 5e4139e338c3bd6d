/** Charts that grow while a model is trained. */
import { LiveHistory, type LiveHistoryOptions } from "./liveHistory";

export type { LiveHistory, LiveHistoryOptions } from "./liveHistory";

export const live = {
  /**
   * A callback whose chart of losses and metrics grows in the cell's output while `fit` runs, within the first epoch
   * batch by batch, and stays there at the end as `plot.history` draws it. Without a notebook it prints one line.
   *
   * @example
   * await fit(model, x, y, { epochs: 5, verbose: 0, callbacks: [live.history()] });
   */
  history: (options: LiveHistoryOptions = {}): LiveHistory => new LiveHistory(options),
};
