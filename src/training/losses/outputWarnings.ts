/** Layers whose output does not suit a loss of classes, though numbers come out: said once for each layer. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { ActivationName } from "./logits";
import { outputLayerOf } from "./outputLayers";

/** Names of losses of which it was said. */
const said = new WeakMap<object, Set<string>>();

function say(of: object, loss: string, words: string): void {
  const names = said.get(of) ?? new Set();
  said.set(of, names);
  if (names.has(loss)) return;
  names.add(loss);
  console.warn(words);
}

/** The loss was told that it is given logits, and takes those before the activation, as Keras does. */
export function sayActivated(
  loss: object & { name: string },
  activation: ActivationName,
  predictions: tf.Tensor,
): void {
  const layer = outputLayerOf(predictions)?.layer;
  const of = layer ? `the layer "${layer.name}"` : "the model";
  say(
    layer ?? loss,
    loss.name,
    `${loss.name}: fromLogits is true, and ${of} ends in a ${activation}: the loss takes the logits before it, as Keras does.\n` +
      `  → leave fromLogits out, or the ${activation}`,
  );
}

/**
 * Says it where a loss of probabilities is given what are none for sure: a learner's own layers are not judged.
 *
 * @param activation that the loss is made for.
 */
export function sayNoProbabilities(name: string, activation: ActivationName, predictions: tf.Tensor): void {
  const { layer, kind } = outputLayerOf(predictions) ?? {};
  if (!layer || !kind) return;
  const units = predictions.shape.at(-1) ?? 0;
  if (kind === "softmax" && units === 1) {
    say(
      layer,
      name,
      `${name}: the layer "${layer.name}" has a softmax over 1 unit, which always gives 1: nothing can be learned.\n` +
        '  → activation: "sigmoid" and the loss "binary_crossentropy" for two classes; a unit for each class for more',
    );
  } else if (name === "categorical_crossentropy" && units === 1) {
    say(
      layer,
      name,
      `${name}: the layer "${layer.name}" has 1 unit, and with one class nothing can be learned.\n` +
        '  → the loss "binary_crossentropy" for two classes; a unit for each class for more',
    );
  } else if (kind === "unbounded" || (kind === "sigmoid" && name === "sparse_categorical_crossentropy")) {
    const found = kind === "sigmoid" ? "a sigmoid for each class" : `no ${activation}`;
    say(
      layer,
      name,
      `${name}: the layer "${layer.name}" has ${found}, and the loss expects probabilities` +
        `${activation === "softmax" ? " that add up to 1" : ""}.\n  → activation: "${activation}" in that layer` +
        `${kind === "sigmoid" ? "" : `, or new losses.${className(name)}({ fromLogits: true })`}`,
    );
  }
}

const className = (name: string) =>
  name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
