/**
 * Optimizers of tfjs that compute what ours do, with what ours remember: for files that tfjs's own `model.save` writes
 * and `tf.loadLayersModel` reads, in browsers too.
 *
 * tfjs-core 4.22.0, optimizers/. Its Adadelta divides by the sum of squares before this step, and its centered RMSProp
 * subtracts epsilon, so they are others than Keras's; its Adamax and no other can neither give nor take its weights.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type KerasOptimizer, LossScale, type NamedTensor, optimizers } from "../optimizers";

/** A slot under tfjs's name. One that ours lacks is empty. */
interface SlotOfTfjs {
  name: string;
  ours?: string;
  /** Ours times this is tfjs's. Defaults to 1. */
  scale?: number;
}

interface Counterpart {
  optimizer: tf.Optimizer;
  /** In the order in which tfjs keeps them. */
  slots: SlotOfTfjs[];
}

/** With the options of ours in Keras's words. A text says why there is none. */
type Find = (options: Record<string, unknown>, learningRate: number) => Counterpart | string;

/** From here on it matters where Adam adds it. */
const LARGE_EPSILON = 1e-6;

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

const counterparts = new Map<unknown, Find>([
  [
    optimizers.SGD,
    (options, rate) => {
      const momentum = numberOr(options.momentum, 0);
      if (momentum === 0) return { optimizer: tf.train.sgd(rate), slots: [] };
      if (rate === 0) return "tfjs's Momentum keeps gradients that a learning rate of 0 has lost.";
      // Keras's velocity has the learning rate in it, and goes the other way.
      return {
        optimizer: tf.train.momentum(rate, momentum, options.nesterov === true),
        slots: [{ name: "momentum", ours: "momentum", scale: -1 / rate }],
      };
    },
  ],
  [
    optimizers.Adam,
    (options, rate) => {
      if (options.amsgrad === true) return "tfjs's Adam has no amsgrad.";
      const epsilon = numberOr(options.epsilon, 1e-7);
      if (epsilon > LARGE_EPSILON) return "tfjs's Adam adds epsilon before it corrects the bias.";
      const betas = [numberOr(options.beta_1, 0.9), numberOr(options.beta_2, 0.999)] as const;
      return {
        optimizer: tf.train.adam(rate, ...betas, epsilon),
        slots: [
          { name: "m", ours: "momentum" },
          { name: "v", ours: "velocity" },
        ],
      };
    },
  ],
  [
    optimizers.Adagrad,
    (options, rate) =>
      numberOr(options.epsilon, 1e-7) === 1e-7
        ? {
            optimizer: tf.train.adagrad(rate, numberOr(options.initial_accumulator_value, 0.1)),
            slots: [{ name: "accumulator", ours: "accumulator" }],
          }
        : "tfjs's Adagrad has no epsilon but 1e-7.",
  ],
  [
    optimizers.RMSprop,
    (options, rate) => {
      if (options.centered === true) return "tfjs's centered RMSProp computes otherwise.";
      const [decay, momentum] = [numberOr(options.rho, 0.9), numberOr(options.momentum, 0)];
      const moments = momentum > 0 ? { name: "momentum", ours: "momentum" } : { name: "momentum" };
      return {
        optimizer: tf.train.rmsprop(rate, decay, momentum, numberOr(options.epsilon, 1e-7)),
        slots: [{ name: "rms", ours: "velocity" }, moments],
      };
    },
  ],
  [optimizers.Adadelta, () => "tfjs's Adadelta computes otherwise."],
  [optimizers.Adamax, () => "tfjs's Adamax cannot be saved."],
]);

/** Options of ours that no optimizer of tfjs has, by Keras's names. */
const withoutCounterpart = {
  clipnorm: "clipnorm",
  clipvalue: "clipvalue",
  global_clipnorm: "globalClipnorm",
  weight_decay: "weightDecay",
};

/** @returns why there is none, where there is none. The caller disposes the optimizer. */
export async function tfjsCounterpart(
  model: tf.LayersModel,
  given: KerasOptimizer,
): Promise<tf.Optimizer | string> {
  const optimizer = given instanceof LossScale ? given.inner : given;
  const find = counterparts.get(optimizer.constructor);
  if (!find) return `tfjs has no ${given.constructor.name}.`;
  if (optimizer.schedule) return "tfjs's optimizers follow no schedule of the learning rate.";
  const options = optimizer.getConfig() as Record<string, unknown>;
  const extra = Object.entries(withoutCounterpart).find(([name]) => typeof options[name] === "number")?.[1];
  if (extra) return `tfjs's optimizers have no ${extra}.`;
  const found = find(options, optimizer.learningRate);
  if (typeof found === "string") return found;
  if (optimizer.iterations > 0) await handOver(model, optimizer, found);
  return found.optimizer;
}

async function handOver(
  model: tf.LayersModel,
  optimizer: KerasOptimizer,
  { optimizer: to, slots }: Counterpart,
): Promise<void> {
  const weights: NamedTensor[] = tf.tidy(() => {
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const all = slots.flatMap(({ name, ours, scale = 1 }) =>
      variables.map((variable) => {
        const value = ours === undefined ? tf.zerosLike(variable) : optimizer.slotOf(variable, ours);
        return {
          name: `${variable.name}/${name}`,
          tensor: tf.keep(scale === 1 ? value.clone() : value.mul(scale)),
        };
      }),
    );
    return [{ name: "iter", tensor: tf.keep(tf.scalar(optimizer.iterations, "int32")) }, ...all];
  });
  try {
    await to.setWeights(weights);
  } finally {
    tf.dispose(weights.map(({ tensor }) => tensor));
  }
}
