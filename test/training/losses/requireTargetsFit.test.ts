/** Targets and weights whose shapes do not go with a model's outputs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, fit, losses } from "../../../src/training";
import { asLoss, LossError, requireTargetsFit } from "../../../src/training/losses";

const predictions = tf.fill([8, 3], 0.5);
const silent = { verbose: 0 } as const;

// Targets that keras 3.15.1 refuses, or with which it computes what is no loss of samples: [8, 1, 3] beside [8, 3].
it.each<[string, number[]]>([
  ["mse", [8, 2]],
  ["mse", [8]],
  ["mse", [8, 3, 3]],
  ["mse", [8, 1, 3]],
  ["mse", [1, 3]],
  ["huber", [8, 2]],
  ["poisson", [8]],
  ["kl_divergence", [8, 2]],
  ["cosine_similarity", [8, 2]],
  ["hinge", [8]],
  ["dice", [8, 2]],
  ["binary_crossentropy", [8, 1]],
  ["binary_focal_crossentropy", [8, 1]],
])("%s refuses targets of [%s]", (name, shape) => {
  const check = () => requireTargetsFit(asLoss(name), tf.ones(shape), predictions);
  expect(check).toThrow(LossError);
  expect(check).toThrow(`: targets must be of shape [8, 3], found [${shape.join(", ")}].\n  → `);
});

it.each<[string, number[]]>([
  ["mse", [8, 3]],
  ["mse", [8, 1]],
  ["mse", [8, 3, 1]],
  ["binary_crossentropy", [8, 3, 1]],
])("%s takes targets of [%s], as Keras does", (name, shape) => {
  expect(() => requireTargetsFit(asLoss(name), tf.ones(shape), predictions)).not.toThrow();
});

it("a loss of one's own takes what it likes", () => {
  const own = asLoss((yTrue: tf.Tensor, yPred: tf.Tensor) => yPred.mean(-1).mul(yTrue.mean()));
  expect(() => requireTargetsFit(own, tf.ones([8, 2]), predictions)).not.toThrow();
});

function twoOutputs(): tf.LayersModel {
  const input = tf.input({ shape: [2] });
  const output = (name: string) => tf.layers.dense({ units: 3, name }).apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: [output("a"), output("b")] });
  model.compile({ optimizer: "sgd", loss: "mse" });
  return model;
}

it.each([true, false])("fit and evaluate name the output, with runEagerly: %s", async (runEagerly) => {
  const options = { runEagerly, ...silent };
  const [x, y] = [tf.ones([8, 2]), tf.ones([8, 3])];
  const wrongTargets =
    'output "b": mean_squared_error: targets must be of shape [8, 3], found [8, 2].\n  → let the last layer have 2 units, ' +
    "or give 3 targets a sample";
  await expect(fit(twoOutputs(), x, [y, tf.ones([8, 2])], options)).rejects.toThrow(wrongTargets);
  await expect(evaluate(twoOutputs(), x, [y, tf.ones([8, 2])], options)).rejects.toThrow(wrongTargets);
  const sampleWeight = [null, tf.ones([8, 3])];
  await expect(fit(twoOutputs(), x, [y, y], { ...options, sampleWeight })).rejects.toThrow(
    'output "b": mean_squared_error: the weights of samples must be of shape [8], found [8, 3].\n  → give one weight',
  );
});

it("weights of a loss with steps are one for each, or one a sample", () => {
  const [values, loss] = [tf.ones([2, 5, 3]), new losses.MeanSquaredError()];
  for (const shape of [
    [2, 5],
    [2, 1],
    [2, 5, 1],
  ])
    expect(loss(values, values, tf.ones(shape)).dataSync()).toEqual(new Float32Array([0]));
  expect(() => loss(values, values, tf.ones([2]))).toThrow(
    "the weights of samples must be of shape [2, 5] or [2, 1], found [2].\n  → give a weight for each value of the loss, " +
      "or one a sample: weights.reshape([-1, 1])",
  );
});
