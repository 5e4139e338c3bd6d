import { boolean, number, type OptionsOf, type Resolved } from "../../options";
import { OptimizerError } from "./errors";
import { KerasOptimizer, learningRate, type OptimizerOptions, type Update } from "./optimizer";

export interface SGDOptions extends OptimizerOptions {
  /** How much of the last step is taken again. Defaults to 0. */
  momentum?: number;
  /** Whether the gradient counts where the momentum leads to. Defaults to false. */
  nesterov?: boolean;
}

/** Gradient descent, with momentum if one likes (keras.optimizers.SGD). */
export class SGD extends KerasOptimizer {
  static readonly className = "KerasSGD";

  static override readonly options = {
    ...KerasOptimizer.options,
    learningRate: learningRate(0.01),
    momentum: number(0),
    nesterov: boolean(false),
  } satisfies OptionsOf<SGDOptions>;

  declare private readonly options: Resolved<typeof SGD.options>;

  /** @throws {OptimizerError} for a momentum that is not between 0 and 1. */
  constructor(options: SGDOptions = {}) {
    super(options);
    const { momentum } = this.options;
    if (momentum >= 0 && momentum <= 1) return;
    throw new OptimizerError(`optimizers.SGD: momentum must be between 0 and 1, found ${momentum}.`);
  }

  slotGroups(): string[][] {
    return this.options.momentum === 0 ? [] : [["momentum"]];
  }

  protected update({ variable, gradient, learningRate, slot }: Update): void {
    const { momentum, nesterov } = this.options;
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
