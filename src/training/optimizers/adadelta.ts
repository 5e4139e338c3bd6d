import { number, type OptionsOf, type Resolved } from "../../options";
import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface AdadeltaOptions extends OptimizerOptions {
  /** How long past gradients and steps count. Defaults to 0.95. */
  rho?: number;
  /** Added under the roots. Defaults to 1e-7. */
  epsilon?: number;
}

/** Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012 (keras.optimizers.Adadelta). */
export class Adadelta extends KerasOptimizer {
  static readonly className = "KerasAdadelta";

  static override readonly options = {
    ...KerasOptimizer.options,
    rho: number(0.95),
    epsilon: number(1e-7),
  } satisfies OptionsOf<AdadeltaOptions>;

  declare private readonly options: Resolved<typeof Adadelta.options>;

  constructor(options: AdadeltaOptions = {}) {
    super(options);
  }

  slotGroups(): string[][] {
    return [["accumulated_grad", "accumulated_delta_var"]];
  }

  protected update({ variable, gradient, learningRate, slot }: Update): void {
    const { rho, epsilon } = this.options;
    const gradients = slot("accumulated_grad");
    const steps = slot("accumulated_delta_var");
    gradients.assign(gradients.mul(rho).add(gradient.square().mul(1 - rho)));
    const step = steps.add(epsilon).sqrt().mul(gradient).div(gradients.add(epsilon).sqrt());
    steps.assign(steps.mul(rho).add(step.square().mul(1 - rho)));
    variable.assign(variable.sub(step.mul(learningRate)));
  }
}
