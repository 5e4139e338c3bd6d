/**
 * The base class of Keras's optimizers (keras.optimizers.Optimizer): a learning rate that may follow a schedule,
 * clipping, weight decay, and slots, the numbers that an optimizer keeps for each variable.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { everyCall, gradientsApplied, hostNumber, isTracing, outsideOfTraces } from "../../graph";
import {
  fitting,
  number,
  type Option,
  type OptionsOf,
  type OptionTable,
  optionsFromKeras,
  optionsToKeras,
  type Resolved,
  resolveOptions,
} from "../../options";
import { Schedule } from "../schedules";
import { type ClippingOptions, clipped, requireOneClipping } from "./clipping";
import { OptimizerError } from "./errors";
import { namedGradients } from "./namedGradients";

export interface OptimizerOptions extends ClippingOptions {
  /** A number, or a schedule that gives one for each step. Defaults to 0.001, that of SGD to 0.01. */
  learningRate?: number | Schedule;
  /** The part of each weight that a step removes, times the learning rate. Defaults to none, that of AdamW to 0.004. */
  weightDecay?: number;
}

/** The option `learningRate`. */
export const learningRate = (fallback: number): Option<number | Schedule, number | Schedule> => ({
  ...fitting<number | Schedule>(
    "a number or a schedule",
    (value) => value instanceof Schedule || (typeof value === "number" && !Number.isNaN(value)),
    fallback,
  ),
  isFloat: true,
});

/** As tfjs passes gradients and an optimizer's weights. */
export interface NamedTensor {
  name: string;
  tensor: tf.Tensor;
}

export interface StepNumbers {
  learningRate: number;
  /** The number of this step, counted from 1. */
  step: number;
}

/** The update of one variable. */
export interface Update {
  variable: tf.Variable;
  gradient: tf.Tensor;
  /** The learning rate of this step. */
  learningRate: tf.Scalar;
  /** A number of this step, by its name, the same for all variables. A traced function asks for it at each call. */
  perStep(name: string, numberOf: (now: StepNumbers) => number): tf.Scalar;
  /** A tensor kept for this variable from step to step. */
  slot(name: string): tf.Variable;
}

/** Also an optimizer of tfjs: `model.compile` and tfjs's own `fit` take it. */
export abstract class KerasOptimizer extends tf.Optimizer {
  /** tfjs takes everything for an optimizer that has the methods of one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: each class asks for its own instances.
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  /** The options of the class, with their defaults. */
  static readonly options = {
    learningRate: learningRate(0.001),
    weightDecay: number() as Option<number, number | undefined>,
    clipnorm: number(),
    clipvalue: number(),
    globalClipnorm: number(),
  } satisfies OptionsOf<OptimizerOptions>;

  private rate: number | Schedule;
  private readonly slots = new Map<string, tf.Variable>();
  private readonly common: Resolved<typeof KerasOptimizer.options>;
  private readonly table: OptionTable;

  /**
   * @param options those of the class's table, `static options`; a class without a table of its own may have others, too.
   * @param defaultLearningRate the rate where `options` has none. Defaults to the table's.
   * @throws {UnknownNameError} for an unknown option. @throws {OptimizerError} for a value that does not fit.
   */
  constructor(options: OptimizerOptions = {}, defaultLearningRate?: number) {
    super();
    this.table = new.target.options;
    const resolved = resolveOptions(`optimizers.${new.target.name}`, options, new.target.options, {
      isOpen: !Object.hasOwn(new.target, "options"),
      Refusal: OptimizerError,
    });
    this.common = resolved;
    this.rate = options.learningRate ?? defaultLearningRate ?? resolved.learningRate;
    requireOneClipping(resolved);
    // Where a class declares `options`, they are these.
    Object.defineProperty(this, "options", { value: resolved, writable: true, configurable: true });
  }

  /** The names of the slots, in Keras's order: those of a group are made together, variable by variable. */
  abstract slotGroups(): string[][];

  /** The schedule that the learning rate follows, where it does. */
  get schedule(): Schedule | undefined {
    return this.rate instanceof Schedule ? this.rate : undefined;
  }

  /** Moves a variable, and the slots that belong to it. Runs in a `tf.tidy`. */
  protected abstract update(update: Update): void;

  /** The learning rate of the next step. */
  get learningRate(): number {
    return this.rate instanceof Schedule ? this.rate.at(this.iterations) : this.rate;
  }

  /** @throws {OptimizerError} for a number where a schedule decides. */
  set learningRate(rate: number | Schedule) {
    if (this.rate instanceof Schedule && !(rate instanceof Schedule)) {
      throw new OptimizerError("the learning rate follows a schedule, and cannot be set to a number.", {
        cure: "make the optimizer with a number, and let callbacks change it",
      });
    }
    this.rate = rate;
  }

  /** tfjs's name of the class where tfjs has one, otherwise Keras's. */
  override getClassName(): string {
    const { name } = this.constructor;
    return name === "RMSprop" ? "RMSProp" : name;
  }

  applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    this.applyWhere(undefined, gradients);
    if (!isTracing()) gradientsApplied(gradients);
  }

  /** @param condition a scalar of bool: where it is false, variables and slots stay as they are. Defaults to true. */
  applyWhere(condition: tf.Tensor | undefined, gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const present = namedGradients(gradients);
    tf.tidy(() => {
      const perStep = this.numbersOfStep();
      const learningRate = perStep("learningRate", (now) => now.learningRate);
      const tensors = clipped(
        present.map(({ tensor }) => tensor),
        this.common,
      );
      for (const [index, { name }] of present.entries()) {
        const variable = variableNamed(name);
        const before = new Map([[variable, variable.clone()]]);
        const slot = (slotName: string) => {
          const found = this.slot(variable, slotName);
          if (!before.has(found)) before.set(found, found.clone() as tf.Variable);
          return found;
        };
        this.decay(variable, learningRate);
        this.update({ variable, gradient: tensors[index] as tf.Tensor, learningRate, perStep, slot });
        if (!condition) continue;
        for (const [moved, value] of before) moved.assign(tf.where(condition, moved, value));
      }
    });
    everyCall(() => this.incrementIterations());
  }

  private numbersOfStep(): Update["perStep"] {
    const made = new Map<string, tf.Scalar>();
    return (name, numberOf) => {
      const number =
        made.get(name) ??
        hostNumber(() => numberOf({ learningRate: this.learningRate, step: this.iterations + 1 }));
      made.set(name, number);
      return number;
    };
  }

  private decay(variable: tf.Variable, learningRate: tf.Scalar): void {
    const { weightDecay } = this.common;
    if (weightDecay !== undefined) variable.assign(variable.sub(variable.mul(weightDecay).mul(learningRate)));
  }

  private slot(variable: tf.Variable, name: string): tf.Variable {
    const key = `${variable.name}/${name}`;
    let slot = this.slots.get(key);
    if (!slot) {
      slot = outsideOfTraces(() => tf.tidy(() => tf.variable(this.slotOf(variable, name), false)));
      this.slots.set(key, slot);
    }
    return slot;
  }

  /** The value of a slot before the first step. */
  protected initialOf(_slot: string): number {
    return 0;
  }

  /** The numbers of a slot as they are; before the first step, as they will begin. The caller disposes them. */
  slotOf(variable: tf.Variable, name: string): tf.Tensor {
    const slot = this.slots.get(`${variable.name}/${name}`);
    return slot ? slot.clone() : tf.fill(variable.shape, this.initialOf(name));
  }

  /** The number of steps, and the slots by the name of their variable and their own, such as `dense/kernel/momentum`. */
  override async getWeights(): Promise<NamedTensor[]> {
    return [await this.saveIterations(), ...[...this.slots].map(([name, tensor]) => ({ name, tensor }))];
  }

  override async setWeights(weights: NamedTensor[]): Promise<void> {
    for (const { name, tensor } of await this.extractIterations(weights)) {
      const slot = this.slots.get(name);
      if (slot) slot.assign(tensor);
      else this.slots.set(name, tf.variable(tensor, false));
    }
  }

  override dispose(): void {
    tf.dispose([...this.slots.values()]);
    this.slots.clear();
  }

  /** The options in Keras's words, with the learning rate as it is now: JSON cannot hold a schedule. */
  getConfig(): tf.serialization.ConfigDict {
    const options = { ...this.common, learningRate: this.learningRate };
    return optionsToKeras(options, this.table) as tf.serialization.ConfigDict;
  }

  /** An optimizer of the options that `getConfig` gives. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    ofClass: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    const { options: table } = ofClass as unknown as typeof KerasOptimizer;
    return new ofClass(optionsFromKeras(config, table).options as tf.serialization.ConfigDict);
  }
}

function variableNamed(name: string): tf.Variable {
  const variable = tf.engine().registeredVariables[name];
  if (variable) return variable;
  throw new OptimizerError(`there is no variable named "${name}" to apply a gradient to.`, {
    cure: "use the names that tf.variableGrads or optimizer.computeGradients gives",
  });
}
