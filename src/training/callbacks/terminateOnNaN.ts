import { boolean, type OptionsOf, type Resolved, resolveOptions } from "../../options";
import type { Logs } from "../logs";
import { Callback, CallbackError } from "./callback";

export interface TerminateOnNaNOptions {
  /** Whether training ends with an error. Defaults to false. */
  raiseError?: boolean;
}

/** Ends training when the loss is no finite number any more (keras.callbacks.TerminateOnNaN). */
export class TerminateOnNaN extends Callback {
  /** The options of the class, with their defaults. */
  static readonly options = {
    raiseError: boolean(false),
  } satisfies OptionsOf<TerminateOnNaNOptions>;

  private readonly options: Resolved<typeof TerminateOnNaN.options>;
  constructor(options: TerminateOnNaNOptions = {}) {
    super();
    this.options = resolveOptions("callbacks.TerminateOnNaN", options, TerminateOnNaN.options, {
      Refusal: CallbackError,
    });
  }

  /** @throws {CallbackError} with `raiseError`. */
  override onBatchEnd(batch: number, { loss }: Logs): void {
    if (loss === undefined || Number.isFinite(loss)) return;
    if (this.options.raiseError) {
      throw new CallbackError(`TerminateOnNaN: the loss is ${loss} after batch ${batch}.`, {
        cure: "train again with a smaller learning rate, and see that the data holds no NaN",
      });
    }
    console.log(`Batch ${batch}: the loss is ${loss}, training ends.`);
    this.model.stopTraining = true;
  }
}
