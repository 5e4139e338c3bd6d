/**
 * What one step of each optimizer of tf.train computes: the operations of tfjs-core 4.22.0 (optimizers/), in their order,
 * so that steps as graphs and steps of tfjs's own go on from each other. Numbers that a program may change are asked for
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

export interface Step {
  /** The same tensor for the same name, in all of a step. */
  number(name: string, read: () => number): tf.Scalar;
  assign(variable: tf.Variable, value: tf.Tensor): void;
}

export interface Update extends Step {
  value: tf.Variable;
  gradient: tf.Tensor;
  slot(field: string): tf.Variable;
}

export interface Formula<Optimizer> {
  slots(optimizer: Optimizer): SlotKind<Optimizer>[];
  /** Makes what moves one variable after the other. */
  begin(optimizer: Optimizer, step: Step): (update: Update) => void;
  /** After all variables. */
  end?(optimizer: Optimizer, step: Step): void;
}

const { abs, add, div, maximum, mul, sqrt, square, sub } = tf;

const sgd: Formula<TrainOptimizer> = {
  slots: () => [],
  begin: (optimizer, { number }) => {
    const c = number("c", () => -optimizer.learningRate);
    return ({ value, gradient, assign }) => assign(value, add(mul(c, gradient), value));
  },
};

const momentum: Formula<MomentumOfTfjs> = {
  slots: () => [{ field: "accumulations", name: "momentum" }],
  begin: (optimizer, { number }) => {
    const c = number("c", () => -optimizer.learningRate);
    const { m, useNesterov } = optimizer;
    return ({ value, gradient, slot, assign }) => {
      const accumulation = slot("accumulations");
      const next = add(mul(m, accumulation), gradient);
      const step = useNesterov ? add(gradient, mul(next, m)) : next;
      const moved = add(mul(c, step), value);
      assign(accumulation, next);
      assign(value, moved);
    };
  },
};

const adam: Formula<AdamOfTfjs> = {
  slots: () => [
    { field: "accumulatedFirstMoment", name: "m" },
    { field: "accumulatedSecondMoment", name: "v" },
  ],
  begin: (optimizer, { number }) => {
    const correction1 = sub(1, optimizer.accBeta1);
    const correction2 = sub(1, optimizer.accBeta2);
    const [beta1, rest1] = [
      number("beta1", () => optimizer.beta1),
      number("rest1", () => 1 - optimizer.beta1),
    ];
    const [beta2, rest2] = [
      number("beta2", () => optimizer.beta2),
      number("rest2", () => 1 - optimizer.beta2),
    ];
    const epsilon = number("epsilon", () => optimizer.epsilon);
    const rate = number("rate", () => -optimizer.learningRate);
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
  end: (optimizer, { number, assign }) => {
    const { accBeta1, accBeta2 } = optimizer;
    assign(
      accBeta1,
      mul(
        accBeta1,
        number("beta1", () => optimizer.beta1),
      ),
    );
    assign(
      accBeta2,
      mul(
        accBeta2,
        number("beta2", () => optimizer.beta2),
      ),
    );
  },
};

const adamax: Formula<AdamaxOfTfjs> = {
  slots: () => [
    { field: "accumulatedFirstMoment", name: "m" },
    { field: "accumulatedWeightedInfNorm", name: "v" },
  ],
  begin: (optimizer, { number }) => {
    const correction1 = sub(1, optimizer.accBeta1);
    const decay = number("decay", () => optimizer.decay);
    const rate = div(
      number("rate", () => -optimizer.learningRate),
      add(mul(optimizer.iteration, decay), 1),
    );
    const [beta1, rest1] = [
      number("beta1", () => optimizer.beta1),
      number("rest1", () => 1 - optimizer.beta1),
    ];
    const beta2 = number("beta2", () => optimizer.beta2);
    const epsilon = number("epsilon", () => optimizer.epsilon);
    return ({ value, gradient, slot, assign }) => {
      const [first, norm] = [slot("accumulatedFirstMoment"), slot("accumulatedWeightedInfNorm")];
      const nextFirst = add(mul(first, beta1), mul(gradient, rest1));
      const nextNorm = maximum(mul(norm, beta2), abs(gradient));
      const moved = add(mul(div(rate, correction1), div(nextFirst, add(nextNorm, epsilon))), value);
      assign(first, nextFirst);
      assign(norm, nextNorm);
      assign(value, moved);
    };
  },
  end: (optimizer, { number, assign }) => {
    const { iteration, accBeta1 } = optimizer;
    assign(iteration, add(iteration, 1));
    assign(
      accBeta1,
      mul(
        accBeta1,
        number("beta1", () => optimizer.beta1),
      ),
    );
  },
};

const adagrad: Formula<AdagradOfTfjs> = {
  slots: () => [
    {
      field: "accumulatedGrads",
      name: "accumulator",
      initial: ({ initialAccumulatorValue }) => initialAccumulatorValue,
    },
  ],
  begin: (optimizer, { number }) => {
    const epsilon = tf.backend().epsilon();
    const rate = number("rate", () => -optimizer.learningRate);
    return ({ value, gradient, slot, assign }) => {
      const sum = slot("accumulatedGrads");
      const next = add(sum, square(gradient));
      const moved = add(mul(div(gradient, sqrt(add(next, epsilon))), rate), value);
      assign(sum, next);
      assign(value, moved);
    };
  },
};

const adadelta: Formula<AdadeltaOfTfjs> = {
  slots: () => [
    { field: "accumulatedGrads", name: "accum_grad" },
    { field: "accumulatedUpdates", name: "accum_var" },
  ],
  begin: (optimizer, { number }) => {
    const [rho, rest] = [number("rho", () => optimizer.rho), number("rest", () => 1 - optimizer.rho)];
    const epsilon = number("epsilon", () => optimizer.epsilon);
    const rate = number("rate", () => -optimizer.learningRate);
    return ({ value, gradient, slot, assign }) => {
      const [gradients, updates] = [slot("accumulatedGrads"), slot("accumulatedUpdates")];
      const nextGradients = add(mul(gradients, rho), mul(square(gradient), rest));
      // Divided by the sum before this step: that is how tfjs computes it.
      const update = mul(div(sqrt(add(updates, epsilon)), sqrt(add(gradients, epsilon))), gradient);
      const nextUpdates = add(mul(updates, rho), mul(square(update), rest));
      const moved = add(mul(update, rate), value);
      assign(gradients, nextGradients);
      assign(updates, nextUpdates);
      assign(value, moved);
    };
  },
};

const rmsprop: Formula<RMSPropOfTfjs> = {
  slots: ({ centered }) => [
    { field: "accumulatedMeanSquares", name: "rms" },
    { field: "accumulatedMoments", name: "momentum" },
    ...(centered ? [{ field: "accumulatedMeanGrads", name: "mg" } as const] : []),
  ],
  begin: (optimizer, { number }) => {
    const [decay, rest] = [number("decay", () => optimizer.decay), number("rest", () => 1 - optimizer.decay)];
    const momentum = number("momentum", () => optimizer.momentum);
    const epsilon = number("epsilon", () => optimizer.epsilon);
    const rate = number("rate", () => optimizer.learningRate);
    return ({ value, gradient, slot, assign }) => {
      const [squares, moments] = [slot("accumulatedMeanSquares"), slot("accumulatedMoments")];
      const nextSquares = add(mul(squares, decay), mul(square(gradient), rest));
      let size = add(nextSquares, epsilon);
      if (optimizer.centered) {
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
    };
  },
};

/** By the classes, those that are of others first. */
export const formulas = new Map<{ prototype: tf.Optimizer }, Formula<TrainOptimizer>>([
  [tf.SGDOptimizer, sgd],
  [tf.MomentumOptimizer, momentum as Formula<TrainOptimizer>],
  [tf.AdamOptimizer, adam as Formula<TrainOptimizer>],
  [tf.AdamaxOptimizer, adamax as Formula<TrainOptimizer>],
  [tf.AdagradOptimizer, adagrad as Formula<TrainOptimizer>],
  [tf.AdadeltaOptimizer, adadelta as Formula<TrainOptimizer>],
  [tf.RMSPropOptimizer, rmsprop as Formula<TrainOptimizer>],
]);

/** The list that holds slots of a kind. */
export const slotsIn = (optimizer: object, field: string): SlotOfTfjs[] =>
  (optimizer as Record<string, SlotOfTfjs[]>)[field] as SlotOfTfjs[];
