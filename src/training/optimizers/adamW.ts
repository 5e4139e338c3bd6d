import { Adam, type AdamOptions } from "./adam";

/** Adam with weight decay, 0.004 by default: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2017 (keras.optimizers.AdamW). */
export class AdamW extends Adam {
  static override readonly className = "KerasAdamW";

  constructor(options: AdamOptions = {}) {
    super({ ...options, weightDecay: options.weightDecay ?? 0.004 });
  }
}
