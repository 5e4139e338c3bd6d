/** The base class of Keras's losses (keras.losses.Loss). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type OptionsOf, oneOf, optionsToKeras, resolveOptions, string } from "../../options";
import { maskOf } from "../../tfjs";
import { TrainbookError } from "../../trainbookError";
import { Callable, callableOf } from "../callable";
import { epsilon } from "./epsilon";
import { ofSameRank, shapesOfSameRank } from "./ranks";

/** How the losses of single samples become one number; "none" leaves them. */
export type Reduction = "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "none" | null;

export interface LossOptions {
  /** How the losses of single samples become one number; null is "none". Defaults to "sum_over_batch_size", their average. */
  reduction?: Reduction;
  /** Defaults to Keras's name of the loss. */
  name?: string;
}

/** The options in Keras's words. A symbol, so that no field of a user's class can be in its way. */
const config = Symbol("config");

/** Options of a loss that mean nothing, or targets that it is not made for. */
export class LossError extends TrainbookError {}

type LossArguments = readonly [yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor];

type Explanation = (error: unknown, loss: Loss, given: LossArguments) => unknown;

let explained: Explanation = (error) => error;

/** Sets the function that explains a failed loss: it comes from a module that knows all losses. */
export function explainFailuresBy(explanation: Explanation): void {
  explained = explanation;
}

/**
 * A loss is called like a function of targets, predictions and, if one likes, weights of the samples: a scalar, unless
 * `reduction` is "none". To write one of your own, extend this class and give it a `call`. Options that it has beside
 * `name` and `reduction` are listed as the third argument of `super`.
 *
 * @example
 * class Largest extends Loss {
 *   call(yTrue: tf.Tensor, yPred: tf.Tensor) { return yTrue.sub(yPred).abs().max(-1); }
 * }
 */
export abstract class Loss extends Callable {
  /** The options of the class, with their defaults. */
  static readonly options = {
    reduction: oneOf(
      ["sum_over_batch_size", "mean", "sum", "mean_with_sample_weight", "none", null],
      "sum_over_batch_size",
    ),
    name: string(),
  } satisfies OptionsOf<LossOptions>;

  declare readonly reduction: Reduction;
  declare private readonly [config]: Record<string, unknown>;

  /**
   * @param defaultName the name in logs, unless `options` has another.
   * @param ownOptions names of options that the class has beside those of the class it extends. Defaults to none.
   * @throws {UnknownNameError} for an unknown option. @throws {LossError} for a value that does not fit.
   */
  constructor(defaultName: string, options: LossOptions = {}, ownOptions: readonly string[] = []) {
    super();
    const table = new.target.options;
    const resolved = resolveOptions(`losses.${new.target.name}`, options, table, {
      others: ownOptions,
      Refusal: LossError,
    });
    const { name = defaultName } = resolved;
    const reduction = resolved.reduction ?? "none";
    const loss = callableOf<Loss>(new.target, name, (self, ...given) => {
      try {
        return self.reduced(...given);
      } catch (error) {
        throw explained(error, self, given);
      }
    });
    Object.defineProperty(loss, "reduction", { value: reduction });
    Object.defineProperty(loss, config, { value: optionsToKeras({ ...resolved, name, reduction }, table) });
    // Where a class declares `options`, they are these.
    Object.defineProperty(loss, "options", { value: resolved, writable: true, configurable: true });
    // biome-ignore lint/correctness/noConstructorReturn: an object that is called has to be a function.
    return loss;
  }

  /** The loss of each sample: the last axis is averaged, or summed over classes. */
  abstract override call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor;

  /** The options in Keras's words, for saving. */
  getConfig(): Record<string, unknown> {
    return { ...this[config] };
  }

  /** Which samples count, as 1 and 0; by default all. The others are left out of averages. */
  protected counted(_yTrue: tf.Tensor, _yPred: tf.Tensor): tf.Tensor | undefined {
    return undefined;
  }

  private reduced(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const values = this.call(yTrue, yPred);
      const counted = bothOf(maskOf(yPred)?.toFloat(), this.counted(yTrue, yPred));
      if (sampleWeight) requireWeightsFit(this.name, values, sampleWeight);
      const [losses, given] = sampleWeight ? ofSameRank(values, sampleWeight.toFloat()) : [values];
      const weights = counted && given ? given.mul(ofSameRank(losses, counted)[1]) : (counted ?? given);
      const weighted = weights ? losses.mul(weights) : losses;
      // An average over all, of which some do not count, becomes one over those that do.
      const share = counted && isAverageOverAll(this.reduction) ? counted.mean().maximum(epsilon) : undefined;
      const reduced = reduce(weighted, weights, this.reduction);
      return share ? reduced.div(share) : reduced;
    });
  }
}

/** @param values the loss of each sample; a custom loss may give one number for all. */
function requireWeightsFit(loss: string, values: tf.Tensor, weights: tf.Tensor): void {
  const [wanted, found] = shapesOfSameRank(values.shape, weights.shape);
  const fits =
    found.length === wanted.length && found.every((size, axis) => size === wanted[axis] || size === 1);
  if (fits || values.rank === 0) return;
  const [samples, ...steps] = values.shape;
  const one = `[${[samples, ...steps.map(() => 1)].join(", ")}]`;
  throw new LossError(
    `${loss}: the weights of samples must be of shape [${values.shape.join(", ")}]` +
      `${steps.length > 0 ? ` or ${one}` : ""}, found [${weights.shape.join(", ")}].`,
    {
      cure:
        steps.length > 0
          ? `give a weight for each value of the loss, or one a sample: weights.reshape([-1, ${steps.map(() => 1).join(", ")}])`
          : "give one weight for each sample",
    },
  );
}

const bothOf = (a: tf.Tensor | undefined, b: tf.Tensor | undefined) => (a && b ? a.mul(b) : (a ?? b));

const isAverageOverAll = (reduction: Reduction) =>
  reduction === "mean" || reduction === "sum_over_batch_size";

function reduce(values: tf.Tensor, weights: tf.Tensor | undefined, reduction: Reduction): tf.Tensor {
  if (reduction === "none" || values.rank === 0) return values;
  if (reduction === "sum") return values.sum();
  if (reduction !== "mean_with_sample_weight" || !weights) return values.mean();
  // Where nothing counts, nothing is lost.
  const total = weights.sum();
  return values.sum().div(total.add(total.equal(tf.scalar(0)).toFloat()));
}
