/** Batch normalization in training, by TensorFlow's operations, beside the same composed of tfjs's. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/graph";

const CHANNELS = 3;

const inTraining = (layer: tf.layers.Layer, x: tf.Tensor) => layer.call(x, { training: true }) as tf.Tensor;

function expectClose(given: tf.Tensor, expected: tf.Tensor): void {
  expect(given.shape).toEqual(expected.shape);
  expect(given.sub(expected).abs().max().dataSync()[0]).toBeLessThan(2e-5);
}

/** gamma, beta, and the moving mean and variance. */
const values = Array.from({ length: 4 }, (_, index) => tf.linspace(0.5 + index, 2 + index, CHANNELS));

describe.each([
  ["the last of two axes", [9, CHANNELS], -1],
  ["the last of three axes", [5, 4, CHANNELS], 2],
  ["the last of four axes", [5, 4, 2, CHANNELS], -1],
  ["the second of four axes", [5, CHANNELS, 4, 2], 1],
])("of %s", (_, shape, axis) => {
  const [gamma, beta, mean, variance] = values as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const x = tf.randomNormal(shape, 2, 3, "float32", 1);
  const weights = tf.randomNormal(shape, 0, 1, "float32", 2);
  const channel = axis < 0 ? axis + shape.length : axis;
  const others = shape.map((_, index) => index).filter((index) => index !== channel);
  const broadcast = shape.map((length, index) => (index === channel ? length : 1));

  function layer(): tf.layers.Layer {
    const made = tf.layers.batchNormalization({ axis, momentum: 0.9, epsilon: 0.001 });
    made.build([null, ...shape.slice(1)]);
    made.setWeights(values);
    return made;
  }

  const composed = (of: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
    const moments = tf.moments(of, others, true);
    const normalized = of.sub(moments.mean).div(moments.variance.add(0.001).sqrt());
    return normalized.mul(scale.reshape(broadcast)).add(offset.reshape(broadcast));
  };

  it("gives the same values, and averages of mean and variance", () => {
    const made = layer();
    expectClose(inTraining(made, x), composed(x, gamma, beta));
    const moments = tf.moments(x, others);
    const [, , movingMean, movingVariance] = made.getWeights() as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    expectClose(movingMean, mean.mul(0.9).add(moments.mean.mul(0.1)));
    expectClose(movingVariance, variance.mul(0.9).add(moments.variance.mul(0.1)));
  });

  it("gives the same gradients", () => {
    const made = layer();
    const variables = made.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { grads } = tf.variableGrads(() => inTraining(made, x).mul(weights).sum(), variables);
    const [ofX, ofGamma, ofBeta] = tf.grads((of: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) =>
      composed(of, scale, offset).mul(weights).sum(),
    )([x, gamma, beta]) as [tf.Tensor, tf.Tensor, tf.Tensor];
    expectClose(tf.grad((of: tf.Tensor) => inTraining(made, of).mul(weights).sum())(x), ofX);
    expectClose(grads[variables[0]?.name ?? ""] as tf.Tensor, ofGamma);
    expectClose(grads[variables[1]?.name ?? ""] as tf.Tensor, ofBeta);
  });

  it("gives the same gradients of gradients", () => {
    const made = layer();
    const second = (y: (of: tf.Tensor) => tf.Tensor) =>
      tf.grad((value: tf.Tensor) =>
        tf
          .grad((of: tf.Tensor) => y(of).mul(weights).sum())(value)
          .square()
          .sum(),
      )(x);
    expectClose(
      second((of) => inTraining(made, of)),
      second((of) => composed(of, gamma, beta)),
    );
  });
});

it.each([{ scale: false }, { center: false }, { scale: false, center: false }])(
  "trains with %j, where tfjs cannot",
  (options) => {
    const layer = tf.layers.batchNormalization(options);
    layer.build([null, CHANNELS]);
    const y = inTraining(layer, tf.randomNormal([50, CHANNELS], 5, 2, "float32", 3));
    expect(y.mean().dataSync()[0]).toBeCloseTo(0, 5);
    expect(tf.moments(y).variance.dataSync()[0]).toBeCloseTo(1, 2);
  },
);
