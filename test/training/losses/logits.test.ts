import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, evaluate } from "../../../src/training";
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

  // keras 3.15.1, model.evaluate with from_logits=True
  it.each<[string, tf.Tensor, number]>([
    ["SparseCategoricalCrossentropy", tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1]), 1.130637],
    ["CategoricalCrossentropy", tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], "int32"), 3), 1.130637],
    ["BinaryCrossentropy", tf.tensor2d([0, 1, 0, 0, 1, 0, 0, 1], [8, 1]), 0.807676],
  ])(
    "%s takes them also where it is told that it is given logits, and says so",
    async (name, y, expected) => {
      const said = jest.spyOn(console, "warn").mockImplementation(() => {});
      const isOfTwo = name === "BinaryCrossentropy";
      const units = isOfTwo ? 1 : 3;
      const activation = isOfTwo ? "sigmoid" : "softmax";
      const model = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: [4] })] });
      const kernel = tf.range(0, 12).div(12).reshape([4, 3]);
      model.setWeights([isOfTwo ? kernel.slice([0, 0], [4, 1]) : kernel, tf.zeros([units])]);
      const loss = new losses[name as "BinaryCrossentropy"]({ fromLogits: true });
      model.compile({ optimizer: "sgd", loss });
      const x = tf.range(0, 32).mod(7).div(7).reshape([8, 4]);
      expect((await evaluate(model, x, y, { verbose: 0 })).loss).toBeCloseTo(expected, 5);
      expect(said).toHaveBeenCalledTimes(1);
      said.mockRestore();
    },
  );

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
