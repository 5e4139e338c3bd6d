/** Losses that layers add in a call. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, evaluate, fit, gradientTape, optimizers } from "../../../src/training";

/** Adds the sum of its inputs, times `factor`. */
class Summing extends tf.layers.Layer {
  static className = "SummingOfTest";
  factor = 0.1;

  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.tidy(() => {
      const [x] = [inputs].flat() as [tf.Tensor];
      const added = this as unknown as { addLoss(loss: tf.Tensor): void };
      added.addLoss(x.sum().mul(this.factor));
      return x.mul(1);
    });
  }
}

const summing = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 2, inputShape: [3], kernelInitializer: "ones" }),
      new Summing({}),
      tf.layers.dense({ units: 1, kernelInitializer: "ones" }),
    ],
  });

const ones = () => tf.ones([4, 3]);
const lossesOf = (model: tf.LayersModel) =>
  model.losses.map((loss) => tf.tidy(() => (loss() as tf.Tensor).dataSync()[0]));

describe("layer.addLoss(tensor) in call", () => {
  it.each([true, false])("counts in what evaluate measures (runEagerly %s)", async (runEagerly) => {
    const model = summing();
    model.compile({ optimizer: "sgd", loss: "mse" });
    // Predictions are 6, and 24 outputs of the first layer are summed.
    const logs = await evaluate(model, ones(), tf.fill([4, 1], 6), { verbose: 0, runEagerly });
    expect(logs.loss).toBeCloseTo(2.4, 5);
  });

  it.each([true, false])("counts in what fit minimizes (runEagerly %s)", async (runEagerly) => {
    const model = summing();
    model.compile({ optimizer: new optimizers.SGD({ learningRate: 0.1 }), loss: "mse" });
    await fit(model, ones(), tf.fill([4, 1], 6), { epochs: 1, verbose: 0, runEagerly });
    // The error is 0: the gradient of each of the 6 weights is 0.1 × 4 samples.
    const [kernel] = (model.layers[0] as tf.layers.Layer).getWeights() as [tf.Tensor];
    for (const weight of kernel.dataSync()) expect(weight).toBeCloseTo(1 - 0.1 * 0.4, 5);
  });

  it("is in model.losses until the next call, which begins without it", () => {
    const model = summing();
    call(model, ones());
    expect(lossesOf(model)).toEqual([expect.closeTo(2.4, 5)]);
    call(model, ones().mul(2));
    expect(lossesOf(model)).toEqual([expect.closeTo(4.8, 5)]);
  });

  it("has gradients in loops of one's own", () => {
    const model = summing();
    const { gradients, value } = gradientTape(
      () => {
        call(model, ones(), { training: true });
        return model.losses.map((loss) => loss() as tf.Scalar).reduce((sum, loss) => sum.add(loss));
      },
      model.trainableWeights.slice(0, 1),
    );
    expect(value.dataSync()[0]).toBeCloseTo(2.4, 5);
    for (const one of Object.values(gradients))
      for (const of of one.dataSync()) expect(of).toBeCloseTo(0.4, 5);
  });

  it("leaves no tensors behind", async () => {
    const model = summing();
    model.compile({ optimizer: "sgd", loss: "mse" });
    const [x, y] = [ones(), tf.ones([4, 1])];
    const step = async () => {
      await fit(model, x, y, { verbose: 0, runEagerly: true });
      tf.dispose(call(model, x));
    };
    await step();
    const before = tf.memory().numTensors;
    await step();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("counts once a call of a layer that is used twice", () => {
    const layer = new Summing({});
    const input = tf.input({ shape: [3] });
    const once = layer.apply(input) as tf.SymbolicTensor;
    const twice = layer.apply(once) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: twice });
    call(model, ones());
    expect(lossesOf(model)).toEqual([expect.closeTo(1.2, 5), expect.closeTo(1.2, 5)]);
  });

  it("goes on working with functions, as in tfjs", () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 1,
          inputShape: [3],
          kernelInitializer: "ones",
          kernelRegularizer: tf.regularizers.l2({ l2: 0.5 }),
        }),
      ],
    });
    expect(lossesOf(model)).toEqual([1.5]);
  });
});

describe("activityRegularizer", () => {
  it.each<[string, () => tf.layers.Layer]>([
    ["dense", () => tf.layers.dense({ units: 2, activityRegularizer: tf.regularizers.l2({ l2: 1 }) })],
    [
      "activation",
      () =>
        tf.layers.activation({ activation: "linear", activityRegularizer: tf.regularizers.l2({ l2: 1 }) }),
    ],
    [
      "batchNormalization",
      () => tf.layers.batchNormalization({ activityRegularizer: tf.regularizers.l2({ l2: 1 }) }),
    ],
  ])("of tf.layers.%s adds the penalty of its outputs, divided by the batch", (_, make) => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [3] }), make()] });
    const output = call(model, tf.randomNormal([4, 3]));
    const penalty = tf.tidy(() => output.square().sum().div(4).dataSync()[0]) as number;
    expect(lossesOf(model)).toEqual([expect.closeTo(penalty, 4)]);
  });
});
