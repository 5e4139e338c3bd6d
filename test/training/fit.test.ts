import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { evaluate, fit, ModelNotCompiledError, predict, TrainingDataError } from "../../src/training";

/** Points left and right of a line: learnt in a few steps. */
function separablePoints(samples: number): [tf.Tensor, tf.Tensor] {
  const x = tf.randomUniform([samples, 2], -1, 1);
  const y = tf.tidy(() => x.sum(1).greater(0).toInt());
  return [x, y];
}

function classifier(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [2] }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  return model;
}

beforeEach(() => setSeed(1));

describe("fit", () => {
  it("records every epoch under Keras's names, in Keras's order", async () => {
    const [x, y] = separablePoints(64);
    const history = await fit(classifier(), x, y, { epochs: 3, validationData: [x, y], verbose: 0 });
    expect(history.epoch).toEqual([0, 1, 2]);
    expect(Object.keys(history.history)).toEqual(["loss", "accuracy", "val_loss", "val_accuracy"]);
    expect(history.history.loss).toHaveLength(3);
  });

  it("learns from int32 labels, which tfjs's own losses refuse", async () => {
    const [x, y] = separablePoints(256);
    const model = classifier();
    await fit(model, x, y, { epochs: 60, batchSize: 16, verbose: 0 });
    expect((await evaluate(model, x, y)).accuracy).toBeGreaterThan(0.95);
  });

  it("repeats itself to the last bit under the same seed", async () => {
    const losses = async () => {
      setSeed(7);
      const [x, y] = separablePoints(64);
      return (await fit(classifier(), x, y, { epochs: 2, verbose: 0 })).history.loss;
    };
    expect(await losses()).toEqual(await losses());
  });

  it("keeps the last share of the samples for validation", async () => {
    const [x, y] = separablePoints(100);
    const history = await fit(classifier(), x, y, { validationSplit: 0.2, verbose: 0 });
    expect(history.history).toHaveProperty("val_loss");
  });

  it("leaves no tensor behind, also when it fails", async () => {
    const [x, y] = separablePoints(32);
    const model = classifier();
    await fit(model, x, y, { verbose: 0 }); // the optimizer makes its slots
    const before = tf.memory().numTensors;
    await fit(model, x, y, { epochs: 2, validationData: [x, y], verbose: 0 });
    await expect(fit(model, tf.ones([32, 3]), y, { verbose: 0 })).rejects.toThrow(/shape/);
    expect(tf.memory().numTensors).toBe(before + 1);
  });

  it("says what to do with a model that is not compiled", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const [x, y] = separablePoints(4);
    await expect(fit(model, x, y)).rejects.toThrow(ModelNotCompiledError);
    await expect(evaluate(model, x, y)).rejects.toThrow(/evaluate: .*no loss.*\n.*model\.compile/);
  });

  it("refuses inputs and targets of different lengths, with both numbers", async () => {
    const [x] = separablePoints(4);
    const [, y] = separablePoints(5);
    const fitting = fit(classifier(), x, y, { verbose: 0 });
    await expect(fitting).rejects.toThrow(TrainingDataError);
    await expect(fitting).rejects.toThrow(/found 4 and 5/);
  });
});

describe("fit's progress in a log", () => {
  it("is one line an epoch, with the loss and the metrics", async () => {
    const lines = jest.spyOn(console, "log").mockImplementation(() => {});
    const [x, y] = separablePoints(64);
    await fit(classifier(), x, y, { epochs: 2, batchSize: 32, verbose: 2 });
    const printed = lines.mock.calls.map(([line]) => line);
    lines.mockRestore();
    expect(printed).toHaveLength(2);
    expect(printed[1]).toMatch(
      /^Epoch 2\/2 {2}━{20} {2}2\/2 {2}\d+\.\d s {2}loss \d\.\d{4} {2}accuracy \d\.\d{4}$/,
    );
  });
});

describe("predict", () => {
  it("gives the model's outputs for every sample", async () => {
    const [x] = separablePoints(50);
    const probabilities = await predict(classifier(), x, { batchSize: 16 });
    expect(probabilities.shape).toEqual([50, 2]);
  });
});
