import { number, type OptionsOf, type Resolved } from "../../options";
import { biasCorrection, moveAverage } from "./movingAverage";
import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface AdamaxOptions extends OptimizerOptions {
  /** How long past gradients count. Defaults to 0.9. */
  beta1?: number;
  /** How fast the largest past gradient is forgotten. Defaults to 0.999. */
  beta2?: number;
  /** Added to the largest gradient. Defaults to 1e-7. */
  epsilon?: number;
}

/** Adam over the largest gradient, from the same paper (keras.optimizers.Adamax). */
export class Adamax extends KerasOptimizer {
  static readonly className = "KerasAdamax";

  static override readonly options = {
    ...KerasOptimizer.options,
    beta1: number(0.9, { keras: "beta_1" }),
    beta2: number(0.999, { keras: "beta_2" }),
    epsilon: number(1e-7),
  } satisfies OptionsOf<AdamaxOptions>;

  declare private readonly options: Resolved<typeof Adamax.options>;

  constructor(options: AdamaxOptions = {}) {
    super(options);
  }

  slotGroups(): string[][] {
    return [["momentum", "norm"]];
  }

  protected update({ variable, gradient, learningRate, perStep, slot }: Update): void {
    const { beta1, beta2, epsilon } = this.options;
    const m = slot("momentum");
    const largest = slot("norm");
    moveAverage(m, gradient, beta1);
    largest.assign(largest.mul(beta2).maximum(gradient.abs()));
    const size = largest.add(epsilon).mul(perStep("correction", ({ step }) => biasCorrection(beta1, step)));
    variable.assign(variable.sub(m.mul(learningRate).div(size)));
  }
}
