/** Each epoch is measured on the same samples, so that epochs can be compared. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { fit, optimizers } from "../../../src/training";

/** Whose loss on a sample x is x². */
function measuring(): tf.Sequential {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: "ones" })],
  });
  model.compile({ optimizer: new optimizers.SGD({ learningRate: 0 }), loss: "mse" });
  return model;
}

const x = tf.range(0, 8, 1).reshape([8, 1]);
const y = tf.zeros([8, 1]);
const dataset = Dataset.fromTensorSlices([x, y]).batch(2);

// keras 3.15.1: [0.5, 0.5, 0.5] for arrays, a dataset, and a dataset that repeats.
it.each([
  ["tensors", [x, y] as const, { validationBatchSize: 2 }],
  ["a dataset", dataset, {}],
  ["a dataset that repeats", dataset.repeat(), {}],
  ["a dataset that repeats twice", dataset.repeat(2), {}],
  ["a function that makes generators", () => dataset, {}],
])("validationSteps takes the first batches of %s in every epoch", async (_, validationData, more) => {
  const { history } = await fit(measuring(), y.slice(0, 4), y.slice(0, 4), {
    ...{ epochs: 3, verbose: 0, validationSteps: 1, validationData, ...more },
  });
  expect(history.val_loss).toEqual([0.5, 0.5, 0.5]);
});

it("validationSteps takes the first batches of a validationSplit in every epoch", async () => {
  const { history } = await fit(measuring(), tf.concat([y, x]), tf.zeros([16, 1]), {
    ...{ epochs: 3, verbose: 0, validationSplit: 0.5, batchSize: 2, validationSteps: 1 },
  });
  expect(history.val_loss).toEqual([0.5, 0.5, 0.5]);
});

it("validationBatchSize is the size of the batches of a validationSplit", async () => {
  const { history } = await fit(measuring(), tf.concat([y, x]), tf.zeros([16, 1]), {
    ...{
      epochs: 1,
      verbose: 0,
      validationSplit: 0.5,
      batchSize: 8,
      validationBatchSize: 2,
      validationSteps: 1,
    },
  });
  expect(history.val_loss).toEqual([0.5]);
});

// keras 3.15.1: 1.25 (the mean of the squares of 0, 0, 1 and 2), and 12.5 in training.
it("classWeight counts in training and not in validation, whichever way its data is given", async () => {
  const inputs = tf.tensor2d([0, 1, 0, 3, 0, 0, 1, 2], [8, 1]);
  const classes = tf.tensor2d([0, 1, 0, 1, 0, 0, 1, 1], [8, 1]);
  const model = measuring();
  model.compile({
    optimizer: new optimizers.SGD({ learningRate: 0 }),
    loss: (_: tf.Tensor, yPred: tf.Tensor) => yPred.square(),
  });
  const options = { epochs: 1, verbose: 0, classWeight: { 0: 1, 1: 5 } } as const;
  const parts = [inputs, classes].map((tensor) => tensor.split(2)) as [tf.Tensor[], tf.Tensor[]];
  const [[trainX, valX], [trainY, valY]] = parts as [[tf.Tensor, tf.Tensor], [tf.Tensor, tf.Tensor]];
  for (const { history } of [
    await fit(model, inputs, classes, { ...options, validationSplit: 0.5 }),
    await fit(model, trainX, trainY, { ...options, validationData: [valX, valY] }),
  ]) {
    expect([history.loss, history.val_loss]).toEqual([[12.5], [1.25]]);
  }
});

it("validationSteps beyond the data measures all of it, and says so", async () => {
  const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
  const { history } = await fit(measuring(), y, y, {
    ...{ epochs: 2, verbose: 0, validationSteps: 9, validationData: dataset },
  });
  const said = warn.mock.calls.map(([text]) => String(text));
  warn.mockRestore();
  expect(history.val_loss).toEqual([17.5, 17.5]);
  expect(said[0]).toMatch(/ran out of data after 4 of 9 steps \(validationSteps\)/);
});

it("validation on no samples says whose they are", async () => {
  const none = tf.zeros([0, 1]);
  const training = fit(measuring(), y, y, { verbose: 0, validationData: [none, none] });
  await expect(training).rejects.toThrow("fit: validationData: the data holds no batch.");
});
