/**
 * Formulas for one step of each tf.train optimizer: the operations of tfjs-core 4.22.0 (optimizers/), in their order,
 * so that steps as graphs and tfjs's own steps go on from each other. Numbers that a program may change are asked for
 * at each call.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type {
  AdadeltaOfTfjs,
  AdagradOfTfjs,
  AdamaxOfTfjs,
  AdamOfTfjs,
  MomentumOfTfjs,
  RMSPropOfTfjs,
  SlotOfTfjs,
  TrainOptimizer,
} from "../../tfjs";

/** A slot, by the field of the optimizer that holds it. */
export interface SlotKind<Optimizer> {
  field: keyof Optimizer & string;
  /** As tfjs names its variable, after the name of the weight. */
  name: string;
  initial?(optimizer: Optimizer): number;
}

export interface Step<Name extends string = string> {
  /** The numbers that the formula's `numbers` gives, as scalars. */
  numbers: Record<Name, tf.Scalar>;
  assign(variable: tf.Variable, value: tf.Tensor): void;
}

export interface Update {
  assign: Step["assign"];
  value: tf.Variable;
  gradient: tf.Tensor;
  slot(field: string): tf.Variable;
}

export interface Formula<Optimizer, Name extends string = string> {
  slots(optimizer: Optimizer): SlotKind<Optimizer>[];
  /** The numbers that a program may change from step to step. */
  numbers(optimizer: Optimizer): Record<Name, number>;
  /** Makes what moves one variable after the other. */
  begin(optimizer: Optimizer, step: Step<Name>): (update: Update) => void;
  /** After all variables. */
  end?(optimizer: Optimizer, step: Step<Name>): void;
}

const { abs, add, div, maximum, mul, sqrt, square, sub } = tf;

const sgd: Formula<TrainOptimizer, "c"> = {
  slots: () => [],
  numbers: ({ learningRate }) => ({ c: -learningRate }),
  begin:
    (_, { numbers: { c } }) =>
    ({ value, gradient, assign }) =>
      assign(value, add(mul(c, gradient), value)),
};

const momentum: Formula<MomentumOfTfjs, "c"> = {
  slots: () => [{ field: "accumulations", name: "momentum" }],
  numbers: ({ learningRate }) => ({ c: -learningRate }),
  begin:
    ({ m, useNesterov }, { numbers: { c } }) =>
    ({ value, gradient, slot, assign }) => {
      const accumulation = slot("accumulations");
      const next = add(mul(m, accumulation), gradient);
      const step = useNesterov ? add(gradient, mul(next, m)) : next;
      const moved = add(mul(c, step), value);
      assign(accumulation, next);
      assign(value, moved);
    },
};

const adam: Formula<AdamOfTfjs, "beta1" | "rest1" | "beta2" | "rest2" | "epsilon" | "rate"> = {
  slots: () => [
    { field: "accumulatedFirstMoment", name: "m" },
    { field: "accumulatedSecondMoment", name: "v" },
  ],
  numbers: ({ beta1, beta2, epsilon, learningRate }) => ({
    ...{ beta1, rest1: 1 - beta1, beta2, rest2: 1 - beta2 },
    ...{ epsilon, rate: -learningRate },
  }),
  begin: ({ accBeta1, accBeta2 }, { numbers: { beta1, rest1, beta2, rest2, epsilon, rate } }) => {
    const [correction1, correction2] = [sub(1, accBeta1), sub(1, accBeta2)];
    return ({ value, gradient, slot, assign }) => {
      const [first, second] = [slot("accumulatedFirstMoment"), slot("accumulatedSecondMoment")];
      const nextFirst = add(mul(first, beta1), mul(gradient, rest1));
      const nextSecond = add(mul(second, beta2), mul(square(gradient), rest2));
      const step = div(div(nextFirst, correction1), add(sqrt(div(nextSecond, correction2)), epsilon));
      const moved = add(mul(step, rate), value);
      assign(first, nextFirst);
      assign(second, nextSecond);
      assign(value, moved);
    };
  },
  end: ({ accBeta1, accBeta2 }, { numbers: { beta1, beta2 }, assign }) => {
    assign(accBeta1, mul(accBeta1, beta1));
    assign(accBeta2, mul(accBeta2, beta2));
  },
};

const adamax: Formula<AdamaxOfTfjs, "beta1" | "rest1" | "beta2" | "decay" | "epsilon" | "rate"> = {
  slots: () => [
    { field: "accumulatedFirstMoment", name: "m" },
    { field: "accumulatedWeightedInfNorm", name: "v" },
  ],
  numbers: ({ beta1, beta2, decay, epsilon, learningRate }) => ({
    ...{ beta1, rest1: 1 - beta1, beta2, decay },
    ...{ epsilon, rate: -learningRate },
  }),
  begin: ({ accBeta1, iteration }, { numbers: { beta1, rest1, beta2, decay, epsilon, rate } }) => {
    const correction1 = sub(1, accBeta1);
    const decayed = div(rate, add(mul(iteration, decay), 1));
    return ({ value, gradient, slot, assign }) => {
      const [first, norm] = [slot("accumulatedFirstMoment"), slot("accumulatedWeightedInfNorm")];
      const nextFirst = add(mul(first, beta1), mul(gradient, rest1));
      const nextNorm = maximum(mul(norm, beta2), abs(gradient));
      const moved = add(mul(div(decayed, correction1), div(nextFirst, add(nextNorm, epsilon))), value);
      assign(first, nextFirst);
      assign(norm, nextNorm);
      assign(value, moved);
    };
  },
  end: ({ accBeta1, iteration }, { numbers: { beta1 }, assign }) => {
    assign(iteration, add(iteration, 1));
    assign(accBeta1, mul(accBeta1, beta1));
  },
};

const adagrad: Formula<AdagradOfTfjs, "rate"> = {
  slots: () => [
    {
      field: "accumulatedGrads",
      name: "accumulator",
      initial: ({ initialAccumulatorValue }) => initialAccumulatorValue,
    },
  ],
  numbers: ({ learningRate }) => ({ rate: -learningRate }),
  begin: (_, { numbers: { rate } }) => {
    const epsilon = tf.backend().epsilon();
    return ({ value, gradient, slot, assign }) => {
      const sum = slot("accumulatedGrads");
      const next = add(sum, square(gradient));
      const moved = add(mul(div(gradient, sqrt(add(next, epsilon))), rate), value);
      assign(sum, next);
      assign(value, moved);
    };
  },
};

const adadelta: Formula<AdadeltaOfTfjs, "rho" | "rest" | "epsilon" | "rate"> = {
  slots: () => [
    { field: "accumulatedGrads", name: "accum_grad" },
    { field: "accumulatedUpdates", name: "accum_var" },
  ],
  numbers: ({ rho, epsilon, learningRate }) => ({ rho, rest: 1 - rho, epsilon, rate: -learningRate }),
  begin:
    (_, { numbers: { rho, rest, epsilon, rate } }) =>
    ({ value, gradient, slot, assign }) => {
      const [gradients, updates] = [slot("accumulatedGrads"), slot("accumulatedUpdates")];
      const nextGradients = add(mul(gradients, rho), mul(square(gradient), rest));
      // Divided by the sum before this step: that is how tfjs computes it.
      const update = mul(div(sqrt(add(updates, epsilon)), sqrt(add(gradients, epsilon))), gradient);
      const nextUpdates = add(mul(updates, rho), mul(square(update), rest));
      const moved = add(mul(update, rate), value);
      assign(gradients, nextGradients);
      assign(updates, nextUpdates);
      assign(value, moved);
    },
};

const rmsprop: Formula<RMSPropOfTfjs, "decay" | "rest" | "momentum" | "epsilon" | "rate"> = {
  slots: ({ centered }) => [
    { field: "accumulatedMeanSquares", name: "rms" },
    { field: "accumulatedMoments", name: "momentum" },
    ...(centered ? [{ field: "accumulatedMeanGrads", name: "mg" } as const] : []),
  ],
  numbers: ({ decay, momentum, epsilon, learningRate }) => ({
    ...{ decay, rest: 1 - decay, momentum },
    ...{ epsilon, rate: learningRate },
  }),
  begin:
    ({ centered }, { numbers: { decay, rest, momentum, epsilon, rate } }) =>
    ({ value, gradient, slot, assign }) => {
      const [squares, moments] = [slot("accumulatedMeanSquares"), slot("accumulatedMoments")];
      const nextSquares = add(mul(squares, decay), mul(square(gradient), rest));
      let size = add(nextSquares, epsilon);
      if (centered) {
        const means = slot("accumulatedMeanGrads");
        const nextMeans = add(mul(means, decay), mul(gradient, rest));
        size = sub(nextSquares, add(square(nextMeans), epsilon));
        assign(means, nextMeans);
      }
      const nextMoments = add(mul(moments, momentum), div(mul(gradient, rate), sqrt(size)));
      const moved = sub(value, nextMoments);
      assign(squares, nextSquares);
      assign(moments, nextMoments);
      assign(value, moved);
    },
};

/** By the classes, those that are of others first. */
export const formulas = new Map<{ prototype: tf.Optimizer }, Formula<TrainOptimizer>>([
  [tf.SGDOptimizer, sgd as unknown as Formula<TrainOptimizer>],
  [tf.MomentumOptimizer, momentum as unknown as Formula<TrainOptimizer>],
  [tf.AdamOptimizer, adam as unknown as Formula<TrainOptimizer>],
  [tf.AdamaxOptimizer, adamax as unknown as Formula<TrainOptimizer>],
  [tf.AdagradOptimizer, adagrad as unknown as Formula<TrainOptimizer>],
  [tf.AdadeltaOptimizer, adadelta as unknown as Formula<TrainOptimizer>],
  [tf.RMSPropOptimizer, rmsprop as unknown as Formula<TrainOptimizer>],
]);

/** The list that holds slots of a kind. */
export const slotsIn = (optimizer: object, field: string): SlotOfTfjs[] =>
  (optimizer as Record<string, SlotOfTfjs[]>)[field] as SlotOfTfjs[];
