import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface SGDOptions extends OptimizerOptions {
  /** How much of the last step is taken again. Defaults to 0. */
  momentum?: number;
  /** Whether the gradient counts where the momentum leads to. Defaults to false. */
  nesterov?: boolean;
}

/** Gradient descent, with momentum if one likes (keras.optimizers.SGD). */
export class SGD extends KerasOptimizer {
  static readonly className = "KerasSGD";

  constructor(private readonly options: SGDOptions = {}) {
    super(options, 0.01);
  }

  slotGroups(): string[][] {
    return (this.options.momentum ?? 0) === 0 ? [] : [["momentum"]];
  }

  protected update({ variable, gradient, learningRate, slot }: Update): void {
    const { momentum = 0, nesterov = false } = this.options;
    const step = gradient.mul(learningRate);
    if (momentum === 0) {
      variable.assign(variable.sub(step));
      return;
    }
    const m = slot("momentum");
    m.assign(m.mul(momentum).sub(step));
    variable.assign(variable.add(nesterov ? m.mul(momentum).sub(step) : m));
  }
}
