/** What is made for a compiled model and kept from one `fit` or `evaluate` to the next. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Compilation } from "../compile";
import type { StepKind } from "../customSteps";
import type { LossScale } from "../optimizers";
import { Results } from "./results";
import type { StepFunction } from "./stepFunction";

const known = new WeakMap<Compilation, CompiledSteps>();

export class CompiledSteps {
  /** Free ones. While a loop runs, its step is not here: another loop of the kind makes one for itself. */
  private readonly steps: Partial<Record<StepKind, StepFunction>> = {};
  /** Around the model's optimizer, under mixed_float16. */
  lossScale: LossScale | undefined;

  private outside: Results | undefined;
  private optimizer: tf.Optimizer | undefined;

  private constructor() {}

  static of(compilation: Compilation): CompiledSteps {
    const found = known.get(compilation);
    if (found) return found;
    const steps = new CompiledSteps();
    known.set(compilation, steps);
    compilation.whenDropped.push(() => {
      known.delete(compilation);
      steps.free();
    });
    return steps;
  }

  /** For a step that is called by itself, and not by `fit` or `evaluate`. */
  outsideOfLoops(compilation: Compilation): Results {
    this.outside ??= new Results(compilation);
    return this.outside;
  }

  /** Frees what was made with another optimizer: a program may give the model one without compiling it again. */
  forgetOtherOptimizers(optimizer: tf.Optimizer): void {
    if (this.optimizer !== optimizer) this.free();
    this.optimizer = optimizer;
  }

  take(kind: StepKind): StepFunction | undefined {
    const step = this.steps[kind];
    delete this.steps[kind];
    return step;
  }

  keep(kind: StepKind, step: StepFunction): void {
    if (this.steps[kind]) step.dispose();
    else this.steps[kind] = step;
  }

  private free(): void {
    this.take("train")?.dispose();
    this.take("test")?.dispose();
    this.outside?.dispose();
    this.outside = undefined;
    this.lossScale?.dispose();
    this.lossScale = undefined;
  }
}
