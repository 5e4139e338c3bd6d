/** The verdict on a training step, from what it would do with the same images under their own labels and under others. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { variablesOf } from "../evidence/describedValue";
import { round } from "./numbers";
import { failed, passed, type Verdict } from "./verdict";
import type { ProbedStep } from "./work";

/** Dropout and penalties move a loss; another loss than that of the labels is farther off. */
const lossTolerance = { relative: 0.35, absolute: 0.15 };

/** Float32 numbers of the size of weights hardly hold a smaller change. */
const leastMove = 1e-8;

/** @param probed from the weights that its model has now. */
export function stepVerdict({ model, batches, runs }: ProbedStep): Verdict {
  const losses = batches.map(([x, y]) => crossEntropies(model, x as tf.Tensor, y as tf.Tensor1D));
  for (const [at, { loss }] of runs.entries()) {
    if (loss === undefined) continue;
    if (!Number.isFinite(loss)) return failed("stepGivesNoLoss");
    const [low, high] = losses[at] as [number, number];
    const room = lossTolerance.absolute + lossTolerance.relative * high;
    if (loss < low - room || loss > high + room) {
      return failed("stepLossDiffers", { found: round(loss), expected: round((low + high) / 2) });
    }
  }
  const gradients = batches.map(([x, y]) => gradientsOf(model, x as tf.Tensor, y as tf.Tensor1D));
  try {
    const number = (measure: () => tf.Tensor) => Number(tf.tidy(() => measure().dataSync()[0]));
    const moves = variablesOf(model).flatMap((variable, at) => {
      const [own, turned] = runs.map(({ weights }) => weights[at]);
      const [g, h] = gradients.map((one) => one[variable.name]);
      if (!(g && h) || number(() => g.abs().maximum(h.abs()).max()) === 0) return [];
      if (!(own && turned)) return [{ moved: 0, along: 0 }];
      return [
        {
          moved: number(() => own.sub(variable).abs().maximum(turned.sub(variable).abs()).max()),
          along: number(() => own.sub(turned).mul(g.sub(h)).sum()),
        },
      ];
    });
    const moved = moves.filter((one) => one.moved > leastMove).length;
    if (moved === 0) return failed("stepMovesNothing");
    if (moved < moves.length / 2) return failed("stepMovesFew", { moved, all: moves.length });
    return moves.reduce((sum, { along }) => sum + along, 0) < 0 ? passed() : failed("stepGoesElsewhere");
  } finally {
    tf.dispose(gradients);
  }
}

/** The least and the most that the cross-entropy can be: as layers compute in inference, and in training. */
function crossEntropies(model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor1D): [number, number] {
  const values = [false, true].map((training) =>
    tf.tidy(() => Number(crossEntropy(model.apply(x, { training }) as tf.Tensor2D, y).dataSync()[0])),
  );
  return [Math.min(...values), Math.max(...values)];
}

function crossEntropy(probabilities: tf.Tensor2D, y: tf.Tensor1D): tf.Scalar {
  const own = probabilities.mul(tf.oneHot(y, 10)).sum(-1);
  return own.clipByValue(1e-7, 1).log().neg().mean() as tf.Scalar;
}

/** By the names of variables. */
function gradientsOf(model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor1D): tf.NamedTensorMap {
  const trainable = new Set(model.trainableWeights.map(({ id }) => id));
  const variables = variablesOf(model).filter((_, at) => trainable.has(model.weights[at]?.id ?? -1));
  const { value, grads } = tf.variableGrads(
    () => crossEntropy(model.apply(x, { training: false }) as tf.Tensor2D, y),
    variables,
  );
  value.dispose();
  return grads;
}
