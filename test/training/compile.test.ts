import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../src/training";

const oneLayer = () => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });

describe("model.compile with trainbook", () => {
  it.each([
    "categorical_crossentropy",
    "categoricalCrossentropy",
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "mean_squared_error",
    "mse",
    "mae",
  ])("understands the loss %s", (loss) => {
    const model = oneLayer();
    model.compile({ optimizer: "sgd", loss });
    expect(model.optimizer).toBeInstanceOf(tf.SGDOptimizer);
  });

  it("understands metrics in Keras's names", () => {
    const model = oneLayer();
    model.compile({
      optimizer: "adam",
      loss: "mean_squared_error",
      metrics: ["mean_absolute_error", "accuracy"],
    });
    expect(model.metricsNames).toEqual(["loss", "mae", "acc"]);
  });

  it("leaves functions as they are", () => {
    const model = oneLayer();
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => yTrue.sub(yPred).abs().mean();
    model.compile({ optimizer: "sgd", loss });
    expect(model.loss).toBe(loss);
  });
});
