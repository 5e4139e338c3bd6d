import * as tf from "@tensorflow/tfjs-node-gpu";
import { call } from "../../../src/training";
import { keepingLogits, losses } from "../../../src/training/losses";

/** One layer that hands its input to the activation. */
function passing(activation: "softmax" | "sigmoid", units: number): tf.Sequential {
  const layer = tf.layers.dense({
    units,
    inputShape: [units],
    activation,
    useBias: false,
    kernelInitializer: "identity",
  });
  return tf.sequential({ layers: [layer] });
}

const lossOf = (work: () => tf.Tensor) => tf.tidy(() => keepingLogits(work).dataSync()[0]);

describe("a loss of probabilities that come straight from a model's activation", () => {
  it("knows how wrong a sure answer is, as Keras does: from the logits", () => {
    const sure = () => call(passing("softmax", 2), tf.tensor2d([[100, 0]]));
    expect(lossOf(() => new losses.SparseCategoricalCrossentropy()(tf.tensor1d([1]), sure()))).toBe(100);
    expect(lossOf(() => new losses.CategoricalCrossentropy()(tf.tensor2d([[0, 1]]), sure()))).toBe(100);
    const yes = () => call(passing("sigmoid", 1), tf.tensor2d([[50]]));
    expect(lossOf(() => new losses.BinaryCrossentropy()(tf.tensor1d([0]), yes()))).toBe(50);
  });

  it("still has a slope there, and leaves no tensor behind", () => {
    const loss = new losses.SparseCategoricalCrossentropy();
    const model = passing("softmax", 2);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const slope = keepingLogits(() =>
        tf.grad((x) => loss(tf.tensor1d([1]), call(model, x)))(tf.tensor2d([[100, 0]])),
      );
      expect(Array.from(slope.dataSync())).toEqual([1, -1]);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it("is computed from the probabilities where they are all there is", () => {
    const probabilities = tf.tensor2d([[1, 0]]);
    const loss = lossOf(() => new losses.SparseCategoricalCrossentropy()(tf.tensor1d([1]), probabilities));
    expect(loss).toBeCloseTo(16.118, 3);
  });
});
