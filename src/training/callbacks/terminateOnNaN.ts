import type { Logs } from "../logs";
import { requireKnownOptions } from "../names";
import { Callback, CallbackError } from "./callback";

export interface TerminateOnNaNOptions {
  /** Whether training ends with an error. Defaults to false. */
  raiseError?: boolean;
}

/** Ends training when the loss is no finite number any more (keras.callbacks.TerminateOnNaN). */
export class TerminateOnNaN extends Callback {
  constructor(private readonly options: TerminateOnNaNOptions = {}) {
    super();
    requireKnownOptions("callbacks.TerminateOnNaN", options, ["raiseError"]);
  }

  /** @throws {CallbackError} with `raiseError`. */
  override onBatchEnd(batch: number, { loss }: Logs): void {
    if (loss === undefined || Number.isFinite(loss)) return;
    if (this.options.raiseError) {
      throw new CallbackError(`TerminateOnNaN: the loss is ${loss} after batch ${batch}.`, {
        cure: "train anew with a smaller learning rate, and see that the data holds no NaN",
      });
    }
    console.log(`Batch ${batch}: the loss is ${loss}, training ends.`);
    this.model.stopTraining = true;
  }
}
