import { number, type OptionsOf, type Resolved } from "../../options";
import { biasCorrection, moveAverage } from "./movingAverage";
import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface NadamOptions extends OptimizerOptions {
  /** How long past gradients count. Defaults to 0.9. */
  beta1?: number;
  /** How long past squares of gradients count. Defaults to 0.999. */
  beta2?: number;
  /** Added to the root. Defaults to 1e-7. */
  epsilon?: number;
}

/** Adam with Nesterov's momentum: Dozat, "Incorporating Nesterov Momentum into Adam", 2015 (keras.optimizers.Nadam). */
export class Nadam extends KerasOptimizer {
  static readonly className = "KerasNadam";
  /** The product of the momenta of the steps so far. */
  private product = { step: 0, value: 1 };

  static override readonly options = {
    ...KerasOptimizer.options,
    beta1: number(0.9, { keras: "beta_1" }),
    beta2: number(0.999, { keras: "beta_2" }),
    epsilon: number(1e-7),
  } satisfies OptionsOf<NadamOptions>;

  declare private readonly options: Resolved<typeof Nadam.options>;

  constructor(options: NadamOptions = {}) {
    super(options);
  }

  slotGroups(): string[][] {
    return [["momentum", "velocity"]];
  }

  protected update({ variable, gradient, learningRate, perStep, slot }: Update): void {
    const { beta1, beta2, epsilon } = this.options;
    const m = slot("momentum");
    const v = slot("velocity");
    moveAverage(m, gradient, beta1);
    moveAverage(v, gradient.square(), beta2);
    const shareOfNext = perStep("shareOfNext", ({ step }) => {
      const next = this.momentumAt(step + 1);
      return next / fround(1 - fround(this.productUpTo(step) * next));
    });
    const shareOfThis = perStep(
      "shareOfThis",
      ({ step }) => fround(1 - this.momentumAt(step)) / fround(1 - this.productUpTo(step)),
    );
    const ahead = m.mul(shareOfNext).add(gradient.mul(shareOfThis));
    const size = v
      .div(perStep("correction", ({ step }) => biasCorrection(beta2, step)))
      .sqrt()
      .add(epsilon);
    variable.assign(variable.sub(ahead.mul(learningRate).div(size)));
  }

  /** The product of the momenta of all steps so far, which Keras keeps. */
  get momentumProduct(): number {
    return this.productUpTo(this.iterations);
  }

  // In float32, as Keras computes it: near 1, the rest of 1 − product has lost digits there.
  private momentumAt(step: number): number {
    return fround(fround(this.options.beta1) * warmUp(step));
  }

  private productUpTo(step: number): number {
    if (this.product.step > step) this.product = { step: 0, value: 1 };
    while (this.product.step < step) {
      const next = this.product.step + 1;
      const value = fround(fround(this.product.value * fround(this.options.beta1)) * warmUp(next));
      this.product = { step: next, value };
    }
    return this.product.value;
  }
}

const { fround } = Math;

/** How much of beta1 a step has: half at first, all of it later. */
const warmUp = (step: number) => fround(1 - fround(0.5 * fround(fround(0.96) ** step)));
