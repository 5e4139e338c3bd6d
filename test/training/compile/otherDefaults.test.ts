/** Names of optimizers that tfjs gives another learning rate than Keras. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { fit } from "../../../src/training";

const compiled = (
  optimizer: "adagrad" | "adadelta" | "adamax" | "adam" | "sgd" | "rmsprop" | tf.Optimizer,
) => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })],
  });
  model.compile({ optimizer, loss: "meanSquaredError" });
  return model;
};

let info: jest.SpyInstance;
beforeEach(() => {
  info = jest.spyOn(console, "info").mockImplementation(() => {});
});
afterEach(() => info.mockRestore());

it.each([
  ["adagrad", "0.01", () => tf.train.adagrad(0.01)],
  ["adadelta", "1", () => tf.train.adadelta(1, 0.95, 1e-7)],
  ["adamax", "0.002", () => tf.train.adamax(0.002, 0.9, 0.999, 1e-7)],
] as const)(
  "compile says once that %s has another learning rate in tfjs, and how to have that",
  (name, rate, make) => {
    compiled(name);
    compiled(name);
    expect(info.mock.calls).toEqual([
      [expect.stringContaining(`with a learning rate of 0.001; tfjs's has ${rate}.`)],
    ]);
    expect(info.mock.calls[0]?.[0]).toContain(`optimizer: tf.train.${name}(${rate}`);
    expect(compiled(make()).optimizer.getConfig()).toMatchObject({ learningRate: Number(rate) });
  },
);

it("compile says nothing of names whose numbers are the same in both", async () => {
  for (const name of ["sgd", "adam", "rmsprop"] as const) {
    await fit(compiled(name), tf.ones([4, 2]), tf.ones([4, 1]), { verbose: 0 });
  }
  expect(info).not.toHaveBeenCalled();
});
