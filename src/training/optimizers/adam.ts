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

  constructor(private readonly options: AdamOptions = {}) {
    super(options);
  }

  slotGroups(): string[][] {
    return [["momentum", "velocity"], ...(this.options.amsgrad ? [["velocity_hat"]] : [])];
  }

  protected update({ variable, gradient, perStep, slot }: Update): void {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, amsgrad = false } = this.options;
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
