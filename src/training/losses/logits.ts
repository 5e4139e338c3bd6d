/**
 * The logits before a layer's softmax or sigmoid. Keras computes crossentropies from them where the predictions come
 * straight from such an activation: a probability that is rounded to 0 or 1 tells nothing of how wrong it is.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { maskOf, setMask } from "../../tfjs";
import { copyOutputLayer } from "./outputLayers";

const known = { softmax: new WeakMap<tf.Tensor, tf.Tensor>(), sigmoid: new WeakMap<tf.Tensor, tf.Tensor>() };

export type ActivationName = keyof typeof known;

let kept: tf.Tensor[] | undefined;

/** Runs what predicts and measures: in it, losses find the logits of its predictions. The outermost run frees them. */
export function keepingLogits<Result>(work: () => Result): Result {
  if (kept) return work();
  const mine: tf.Tensor[] = [];
  kept = mine;
  try {
    return work();
  } finally {
    kept = undefined;
    tf.dispose(mine);
  }
}

/** Undefined where predictions come from elsewhere. */
export function logitsBehind(activation: ActivationName, predictions: tf.Tensor): tf.Tensor | undefined {
  const logits = known[activation].get(predictions);
  return logits?.isDisposed ? undefined : logits;
}

/** The predictions for parts of a batch as those for the whole, output by output, with their logits and masks. */
export function joinedPredictions(parts: readonly (readonly tf.Tensor[])[]): tf.Tensor[] {
  const [first = [], ...others] = parts;
  if (others.length === 0) return [...first];
  return first.map((_, output) => {
    const predictions = parts.map((part) => part[output] as tf.Tensor);
    const joined = tf.concat(predictions);
    copyOutputLayer(predictions[0] as tf.Tensor, joined);
    const masks = predictions.map(maskOf);
    if (masks.every((mask) => mask !== undefined)) setMask(joined, tf.concat(masks));
    for (const activation of ["softmax", "sigmoid"] as const) {
      const logits = predictions.map((one) => logitsBehind(activation, one));
      if (logits.every((one) => one !== undefined)) note(activation, joined, tf.concat(logits));
    }
    return joined;
  });
}

function note(activation: ActivationName, predictions: tf.Tensor, logits: tf.Tensor): void {
  const own = tf.keep(logits.clone());
  kept?.push(own);
  known[activation].set(predictions, own);
}

interface Activation {
  apply(x: tf.Tensor, axis?: number): tf.Tensor;
}

/** tfjs's activations are objects of classes that it registers by name. */
function noteLogits(name: ActivationName): void {
  const { classNameMap } = tf.serialization.SerializationMap.getMap() as unknown as {
    classNameMap: Record<string, [{ prototype: Activation }]>;
  };
  const [{ prototype }] = classNameMap[name] as [{ prototype: Activation }];
  const { apply } = prototype;
  prototype.apply = function noted(this: Activation, x, axis) {
    const output = apply.call(this, x, axis);
    // Losses sum over the last axis.
    if (!kept || !(axis === undefined || axis === -1 || axis === x.rank - 1)) return output;
    note(name, output, x);
    return output;
  };
}

noteLogits("softmax");
noteLogits("sigmoid");
