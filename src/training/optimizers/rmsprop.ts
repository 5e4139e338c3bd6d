import { boolean, number, type OptionsOf, type Resolved } from "../../options";
import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface RMSpropOptions extends OptimizerOptions {
  /** How long past gradients count. Defaults to 0.9. */
  rho?: number;
  /** How much of the last step is taken again. Defaults to 0. */
  momentum?: number;
  /** Added under the root. Defaults to 1e-7. */
  epsilon?: number;
  /** Whether gradients are measured by their variance, not by their size. Defaults to false. */
  centered?: boolean;
}

/** Steps over the running size of the gradients (keras.optimizers.RMSprop). */
export class RMSprop extends KerasOptimizer {
  static readonly className = "KerasRMSprop";

  static override readonly options = {
    ...KerasOptimizer.options,
    rho: number(0.9),
    momentum: number(0),
    epsilon: number(1e-7),
    centered: boolean(false),
  } satisfies OptionsOf<RMSpropOptions>;

  declare private readonly options: Resolved<typeof RMSprop.options>;

  constructor(options: RMSpropOptions = {}) {
    super(options);
  }

  slotGroups(): string[][] {
    return [
      ["velocity"],
      ...(this.options.momentum > 0 ? [["momentum"]] : []),
      ...(this.options.centered ? [["average_gradient"]] : []),
    ];
  }

  protected update({ variable, gradient, learningRate, slot }: Update): void {
    const { rho, momentum, epsilon, centered } = this.options;
    const velocity = slot("velocity");
    velocity.assign(velocity.mul(rho).add(gradient.square().mul(1 - rho)));
    let size = velocity.add(epsilon);
    if (centered) {
      const average = slot("average_gradient");
      average.assign(average.mul(rho).add(gradient.mul(1 - rho)));
      size = velocity.sub(average.square()).add(epsilon);
    }
    const step = gradient.mul(learningRate).div(size.sqrt());
    if (momentum === 0) {
      variable.assign(variable.sub(step));
      return;
    }
    const m = slot("momentum");
    m.assign(m.mul(momentum).add(step));
    variable.assign(variable.sub(m));
  }
}
