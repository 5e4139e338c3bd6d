/** The inputs of a picture of activations: one sample for each input of the model. */
import { types } from "node:util";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { isTensor, requireKept, unfit } from "../found";
import { PlotError } from "../plot";
import type { LayerGraph } from "./layerGraph";

/** One input, or one for each input of a model that has several, in their order or by their names. */
export type ActivationsInput = tf.Tensor | readonly tf.Tensor[] | { readonly [name: string]: tf.Tensor };

/** One sample of each input, in their order. */
export function inputsOf({ inputs }: LayerGraph, x: ActivationsInput): tf.Tensor[] {
  const names = namesOf({ inputs });
  const given = givenInputs(x, names);
  for (const [index, one] of given.entries()) {
    const where = inputs.length > 1 ? `input ${names[index]}` : "x";
    if (!isTensor(one))
      throw unfit(`plot.activations: ${where}`, one, {
        expected: "a tensor",
        cure: "give it as a tensor: tf.tensor(…)",
      });
    requireKept(`plot.activations: ${where}`, one);
    requireFitting(one, inputs[index]?.shape.slice(1) ?? [], where);
  }
  return inputs.map(({ shape }, index) => {
    const one = given[index] as tf.Tensor;
    const batch = one.rank === shape.length - 1 ? one.expandDims(0) : one;
    return batch.slice(0, 1).toFloat();
  });
}

export const namesOf = ({ inputs }: Pick<LayerGraph, "inputs">): string[] =>
  inputs.map(({ sourceLayer }) => sourceLayer.name);

/** A tensor alone is for all inputs: those of a layer that compares two pictures are of one shape. */
function givenInputs(x: unknown, names: readonly string[]): unknown[] {
  if (isTensor(x) || typeof x !== "object" || x === null || types.isPromise(x)) return names.map(() => x);
  const inputs = `${names.length} inputs, ${names.join(", ")},`;
  if (Array.isArray(x)) {
    if (x.length === names.length) return x;
    throw unfit("plot.activations: x", x, {
      expected: names.length === 1 ? "a tensor" : `a list for ${inputs}`,
      ...(isTensor(x[0]) ? {} : { cure: "make a tensor of it: tf.tensor(…)" }),
    });
  }
  const missing = names.find((name) => !(name in x));
  if (missing === undefined) return names.map((name) => (x as Record<string, unknown>)[name]);
  throw unfit("plot.activations: x", x, { expected: `an object with ${names.join(", ")}` });
}

function requireFitting(x: tf.Tensor, expected: readonly (number | null)[], where: string): void {
  const isOne = x.rank === expected.length;
  const sample = isOne ? x.shape : x.shape.slice(1);
  const fits =
    (isOne || x.rank === expected.length + 1) &&
    (isOne || x.shape[0] !== 0) &&
    expected.every((length, axis) => length === null || length === sample[axis]);
  if (fits) return;
  throw new PlotError(
    `plot.activations: ${where} has shape [${x.shape}]; one input [${expected.map((length) => length ?? "any")}], or a batch of them, is expected.`,
  );
}
