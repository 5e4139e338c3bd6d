import { number, type OptionsOf, type Resolved } from "../../options";
import { Adam, type AdamOptions } from "./adam";

export interface AdamWOptions extends AdamOptions {
  /** The part of each weight that a step removes, times the learning rate. Defaults to 0.004. */
  weightDecay?: number;
}

/** Adam with weight decay: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2017 (keras.optimizers.AdamW). */
export class AdamW extends Adam {
  static override readonly className = "KerasAdamW";

  static override readonly options = {
    ...Adam.options,
    weightDecay: number(0.004),
  } satisfies OptionsOf<AdamWOptions>;

  declare protected readonly options: Resolved<typeof AdamW.options>;

  constructor(options: AdamWOptions = {}) {
    super(options);
  }
}
