/** `trainable`, and which mode layers compute in. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, evaluate, fit, optimizers, predict } from "../../../src/training";

const base = () =>
  tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] }), tf.layers.batchNormalization()] });

const withHead = (of: tf.LayersModel, options?: object) => {
  const input = tf.input({ shape: [3] });
  const output = tf.layers.dense({ units: 1 }).apply(of.apply(input, options) as tf.SymbolicTensor);
  const model = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
  model.compile({ optimizer: "sgd", loss: "mse" });
  return model;
};

const movingMean = (of: tf.LayersModel) =>
  Array.from(((of.layers[1] as tf.layers.Layer).getWeights()[2] as tf.Tensor).dataSync());
const data = () => [tf.randomNormal([64, 3]).add(1) as tf.Tensor, tf.ones([64, 1]) as tf.Tensor] as const;

describe("trainable = false", () => {
  it("of a model reaches all layers in it, nested models and recurrent cells too", () => {
    const inner = tf.sequential({ layers: [tf.layers.lstm({ units: 2, inputShape: [5, 3] })] });
    const outer = tf.sequential({ layers: [inner, tf.layers.dense({ units: 1 })] });
    outer.trainable = false;
    expect(inner.layers[0]?.trainable).toBe(false);
    expect(outer.trainableWeights).toHaveLength(0);
    inner.trainable = true;
    expect((inner.layers[0] as unknown as { cell: tf.layers.Layer }).cell.trainable).toBe(true);
  });

  it("of a layer stays when a tf.Sequential is built", () => {
    const model = base();
    const [dense] = model.layers as [tf.layers.Layer];
    dense.trainable = false;
    model.predict(tf.ones([1, 3]));
    expect(dense.trainable).toBe(false);
  });

  it("counts for wrappers that are made with it", () => {
    const layer = tf.layers.dense({ units: 2 });
    const options = { layer, trainable: false, inputShape: [4, 3] };
    const model = tf.sequential({ layers: [tf.layers.timeDistributed(options)] });
    expect(model.trainableWeights).toHaveLength(0);
    expect(model.weights).toHaveLength(2);
  });

  it.each([true, false])(
    "keeps BatchNormalization from learning in fit (runEagerly %s)",
    async (runEagerly) => {
      const frozen = base();
      frozen.trainable = false;
      const before = movingMean(frozen);
      await fit(withHead(frozen), ...data(), { batchSize: 8, epochs: 2, verbose: 0, runEagerly });
      expect(movingMean(frozen)).toEqual(before);
    },
  );

  // keras 3.15.1: 5, and 4 when frozen. The regularizers of a frozen layer do not count.
  it.each([true, false])("leaves regularizers out of the loss (runEagerly %s)", async (runEagerly) => {
    const kernelRegularizer = tf.regularizers.l2({ l2: 0.5 });
    const hidden = tf.layers.dense({
      units: 1,
      inputShape: [2],
      kernelInitializer: "ones",
      kernelRegularizer,
    });
    const model = tf.sequential({ layers: [tf.sequential({ layers: [hidden] })] });
    model.compile({ optimizer: new optimizers.SGD({ learningRate: 0 }), loss: "mse" });
    const [x, y] = [tf.ones([8, 2]), tf.zeros([8, 1])];
    const losses = async () => {
      const { history } = await fit(model, x, y, {
        epochs: 1,
        verbose: 0,
        runEagerly,
        validationData: [x, y],
      });
      return [history.loss, history.val_loss, (await evaluate(model, x, y, { verbose: 0 })).loss].flat();
    };
    expect(await losses()).toEqual([5, 5, 5]);
    hidden.trainable = false;
    expect(await losses()).toEqual([4, 4, 4]);
    hidden.trainable = true;
    expect(await losses()).toEqual([5, 5, 5]);
  });

  it("is noticed by graphs that were made before", async () => {
    const inner = base();
    const model = withHead(inner);
    const train = () => fit(model, ...data(), { batchSize: 8, verbose: 0, runEagerly: false });
    await train();
    const learned = movingMean(inner);
    expect(learned.some((mean) => mean !== 0)).toBe(true);
    (inner.layers[1] as tf.layers.Layer).trainable = false;
    await train();
    expect(movingMean(inner)).toEqual(learned);
    (inner.layers[1] as tf.layers.Layer).trainable = true;
    await train();
    expect(movingMean(inner)).not.toEqual(learned);
  });

  it("leaves Dropout as it is, as in Keras", () => {
    const model = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [100] })] });
    model.trainable = false;
    const kept = call(model, tf.ones([1, 100]), { training: true });
    expect(kept.min().dataSync()[0]).toBe(0);
  });
});

describe("a layer that was called with { training: … }", () => {
  const dropping = () => {
    const input = tf.input({ shape: [100] });
    const output = tf.layers.dropout({ rate: 0.5 }).apply(input, { training: true }) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: output });
  };

  it("keeps to it in call(model, x), and not where a mode is given", async () => {
    const model = dropping();
    const x = tf.ones([1, 100]);
    expect(call(model, x).min().dataSync()[0]).toBe(0);
    expect(call(model, x, { training: false }).min().dataSync()[0]).toBe(1);
    expect(((await predict(model, x, { verbose: 0 })) as tf.Tensor).min().dataSync()[0]).toBe(1);
  });

  it("learns in fit all the same, as in Keras 3.15", async () => {
    const inner = base();
    await fit(withHead(inner, { training: false }), ...data(), { batchSize: 8, verbose: 0 });
    expect(movingMean(inner).some((mean) => mean !== 0)).toBe(true);
  });
});

describe("layers inside a custom layer", () => {
  class Composite extends tf.layers.Layer {
    static className = "CompositeOfTest";
    readonly dropout = tf.layers.dropout({ rate: 0.5 });

    override call(inputs: tf.Tensor | tf.Tensor[]) {
      return this.dropout.apply(inputs) as tf.Tensor;
    }
  }

  it("are in the mode of the call around them", () => {
    const model = tf.sequential({ layers: [new Composite({ inputShape: [100] })] });
    expect(
      call(model, tf.ones([1, 100]), { training: true })
        .min()
        .dataSync()[0],
    ).toBe(0);
    expect(
      call(model, tf.ones([1, 100]))
        .min()
        .dataSync()[0],
    ).toBe(1);
  });
});

describe("a tf.Sequential that was neither compiled nor built", () => {
  it("is called", () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4] })] });
    expect(call(model, tf.ones([3, 4])).shape).toEqual([3, 2]);
  });
});

// keras 3.15.1: 2.25 and 1.5: each call moves the statistics, in the order in which concatenate lists its inputs.
it.each([
  ["listed in the order of their making", false, 0.25 * 1 + 0.5 * 4],
  ["listed the other way round", true, 0.5 * 1 + 0.25 * 4],
])("a shared BatchNormalization learns of its calls in Keras's order, %s", (_, isReversed, expected) => {
  const inputs = [tf.input({ shape: [1] }), tf.input({ shape: [1] })];
  const norm = tf.layers.batchNormalization({ momentum: 0.5 });
  const branches = inputs.map((input) => norm.apply(input) as tf.SymbolicTensor);
  const listed = isReversed ? [...branches].reverse() : branches;
  const model = tf.model({ inputs, outputs: tf.layers.concatenate().apply(listed) as tf.SymbolicTensor });
  call(model, [tf.fill([4, 1], 1), tf.fill([4, 1], 4)], { training: true });
  expect(norm.getWeights()[2]?.dataSync()[0]).toBe(expected);
});
