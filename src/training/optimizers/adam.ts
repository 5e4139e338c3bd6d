import { boolean, number, type OptionsOf, type Resolved } from "../../options";
import { biasCorrection, moveAverage } from "./movingAverage";
import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface AdamOptions extends OptimizerOptions {
  /** How long past gradients count. Defaults to 0.9. */
  beta1?: number;
  /** How long past squares of gradients count. Defaults to 0.999. */
  beta2?: number;
  /** Added to the root. Defaults to 1e-7. */
  epsilon?: number;
  /** Whether the largest past square counts, not the running one. Defaults to false. */
  amsgrad?: boolean;
}

/** Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014 (keras.optimizers.Adam). */
export class Adam extends KerasOptimizer {
  static readonly className: string = "KerasAdam";

  static override readonly options = {
    ...KerasOptimizer.options,
    beta1: number(0.9, { keras: "beta_1" }),
    beta2: number(0.999, { keras: "beta_2" }),
    epsilon: number(1e-7),
    amsgrad: boolean(false),
  } satisfies OptionsOf<AdamOptions>;

  declare protected readonly options: Resolved<typeof Adam.options>;

  constructor(options: AdamOptions = {}) {
    super(options);
  }

  slotGroups(): string[][] {
    return [["momentum", "velocity"], ...(this.options.amsgrad ? [["velocity_hat"]] : [])];
  }

  protected update({ variable, gradient, perStep, slot }: Update): void {
    const { beta1, beta2, epsilon, amsgrad } = this.options;
    const alpha = perStep(
      "alpha",
      ({ learningRate, step }) =>
        (learningRate * Math.sqrt(biasCorrection(beta2, step))) / biasCorrection(beta1, step),
    );
    const m = slot("momentum");
    let v = slot("velocity");
    moveAverage(m, gradient, beta1);
    moveAverage(v, gradient.square(), beta2);
    if (amsgrad) {
      const largest = slot("velocity_hat");
      largest.assign(largest.maximum(v));
      v = largest;
    }
    variable.assign(variable.sub(m.mul(alpha).div(v.sqrt().add(epsilon))));
  }
}
