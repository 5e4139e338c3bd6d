/** Outputs that do not suit a loss of classes are said once; what may be meant is not. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, evaluate, fit, gradientTape, losses, metrics } from "../../../src/training";

const x = tf.randomUniform([32, 4]);
const labels = tf.tidy(() => tf.range(0, 32).mod(3).toInt());
const answers = tf.tidy(() => labels.mod(2).toInt().reshape([32, 1]) as tf.Tensor);
const silent = { verbose: 0, runEagerly: true } as const;

let said: jest.SpyInstance;
beforeEach(() => {
  said = jest.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => said.mockRestore());

type Options = { units?: number; activation?: string; after?: tf.layers.Layer[]; of?: string[] };

function model(loss: unknown, { units = 3, activation, after = [], of }: Options = {}): tf.Sequential {
  const dense = tf.layers.dense({ units, activation: activation as "softmax", inputShape: [4] });
  const made = tf.sequential({ layers: [dense, ...after] });
  made.compile({ optimizer: "sgd", loss: loss as string, metrics: of });
  return made;
}

it("logits for a loss of probabilities are said once for a model, in fit, evaluate and loops", async () => {
  const made = model("sparse_categorical_crossentropy");
  await fit(made, x, labels, silent);
  await fit(made, x, labels, { ...silent, runEagerly: false });
  await evaluate(made, x, labels, silent);
  gradientTape(
    () => new losses.SparseCategoricalCrossentropy()(labels, call(made, x, { training: true })),
    made.trainableWeights,
  );
  expect(said).toHaveBeenCalledTimes(1);
  expect(said.mock.calls[0][0]).toMatch(
    /"dense_.*" has no softmax[\s\S]*→ .*"softmax"[\s\S]*fromLogits: true/,
  );
});

class Own extends tf.layers.Layer {
  static className = "OwnOutput";
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.softmax([inputs].flat()[0] as tf.Tensor);
  }
}

it.each<[string, tf.Sequential, tf.Tensor]>([
  ["softmax", model("sparse_categorical_crossentropy", { activation: "softmax", of: ["accuracy"] }), labels],
  ["logits that are told of", model(new losses.SparseCategoricalCrossentropy({ fromLogits: true })), labels],
  ["a softmax layer", model("sparse_categorical_crossentropy", { after: [tf.layers.softmax()] }), labels],
  ["a learner's own layer", model("sparse_categorical_crossentropy", { after: [new Own({})] }), labels],
  [
    "an activation that changes nothing",
    model("sparse_categorical_crossentropy", {
      activation: "softmax",
      after: [tf.layers.activation({ activation: "linear" })],
    }),
    labels,
  ],
  [
    "a learner's own loss",
    model((yTrue: tf.Tensor, yPred: tf.Tensor) =>
      yPred
        .sub(yTrue.reshape([-1, 1]))
        .square()
        .mean(-1),
    ),
    labels,
  ],
  [
    "sigmoid for two classes",
    model("binary_crossentropy", { units: 1, activation: "sigmoid", of: ["accuracy"] }),
    answers,
  ],
  ["accuracy of a regression", model("mse", { units: 1, of: ["accuracy"] }), answers],
  [
    "sigmoids for one-hot rows",
    model("categorical_crossentropy", { activation: "sigmoid" }),
    tf.oneHot(labels, 3),
  ],
])("nothing is said of %s", async (_, made, y) => {
  await fit(made, x, y, silent);
  expect(said).not.toHaveBeenCalled();
});

it("a threshold that was chosen is not doubted", async () => {
  const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
  made.compile({
    optimizer: "sgd",
    loss: new losses.BinaryCrossentropy({ fromLogits: true }),
    metrics: [new metrics.BinaryAccuracy({ threshold: 0 })],
  });
  await fit(made, x, answers, silent);
  expect(said).not.toHaveBeenCalled();
});

it("targets that are repeated train to Keras's numbers, and are said once", async () => {
  const made = tf.sequential({
    layers: [tf.layers.dense({ units: 3, inputShape: [2], kernelInitializer: "ones", useBias: false })],
  });
  made.compile({ optimizer: "sgd", loss: "mse" });
  const [input, targets] = [
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    tf.tensor2d([[1], [2]]),
  ];
  const { loss } = await evaluate(made, input, targets, silent);
  // keras 3.15.1: ((3 - 1)² + (7 - 2)²) / 2
  expect(loss).toBeCloseTo(14.5, 5);
  await fit(made, input, targets, silent);
  expect(said).toHaveBeenCalledTimes(1);
});
