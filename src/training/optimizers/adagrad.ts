import { number, type OptionsOf, type Resolved } from "../../options";
import { KerasOptimizer, type OptimizerOptions, type Update } from "./optimizer";

export interface AdagradOptions extends OptimizerOptions {
  /** Where the sum of squares begins. Defaults to 0.1. */
  initialAccumulatorValue?: number;
  /** Added under the root. Defaults to 1e-7. */
  epsilon?: number;
}

/** Steps over the size of all past gradients (keras.optimizers.Adagrad). */
export class Adagrad extends KerasOptimizer {
  static readonly className = "KerasAdagrad";

  static override readonly options = {
    ...KerasOptimizer.options,
    initialAccumulatorValue: number(0.1),
    epsilon: number(1e-7),
  } satisfies OptionsOf<AdagradOptions>;

  declare private readonly options: Resolved<typeof Adagrad.options>;

  constructor(options: AdagradOptions = {}) {
    super(options);
  }

  protected override initialOf(): number {
    return this.options.initialAccumulatorValue;
  }

  slotGroups(): string[][] {
    return [["accumulator"]];
  }

  protected update({ variable, gradient, learningRate, slot }: Update): void {
    const { epsilon } = this.options;
    const sum = slot("accumulator");
    sum.assign(sum.add(gradient.square()));
    variable.assign(variable.sub(gradient.mul(learningRate).div(sum.add(epsilon).sqrt())));
  }
}
