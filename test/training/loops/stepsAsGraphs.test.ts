/** `fit` with each step as one graph trains as it does operation by operation. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { ResetAfterGRU } from "../../../src/saving/layers";
import { callbacks, type FitOptions, fit, optimizers, predict, schedules } from "../../../src/training";

const { layers } = tf;
const image = { inputShape: [8, 8, 2] };
const sequence = { inputShape: [5, 3] };

/** Bodies of models; a dense layer of three classes follows. */
const bodies: Record<string, () => tf.layers.Layer[]> = {
  dense: () => [layers.dense({ units: 8, activation: "tanh", inputShape: [6] })],
  "dense with regularizers and constraints": () => [
    layers.dense({
      ...{ units: 8, inputShape: [6], kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.01 }) },
      ...{ kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.5, axis: 0 }), activation: "selu" },
    }),
  ],
  convolutional: () => [
    layers.conv2d({ ...image, filters: 4, kernelSize: 3, activation: "relu" }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
  ],
  "with batch normalization and dropout": () => [
    layers.conv2d({ ...image, filters: 4, kernelSize: 3, padding: "same", useBias: false }),
    layers.batchNormalization(),
    layers.activation({ activation: "relu" }),
    layers.averagePooling2d({ poolSize: 2 }),
    layers.dropout({ rate: 0.3 }),
    layers.flatten(),
  ],
  separable: () => [
    layers.separableConv2d({ ...image, filters: 4, kernelSize: 3, activation: "elu" }),
    layers.depthwiseConv2d({ kernelSize: 2 }),
    layers.globalAveragePooling2d({}),
  ],
  transposed: () => [
    layers.conv2dTranspose({ ...image, filters: 3, kernelSize: 3, strides: 2, activation: "softplus" }),
    layers.globalMaxPooling2d({}),
  ],
  LSTM: () => [layers.lstm({ ...sequence, units: 4 })],
  GRU: () => [new ResetAfterGRU({ ...sequence, units: 4 })],
  bidirectional: () => [
    layers.bidirectional({
      layer: layers.simpleRNN({ units: 3, returnSequences: true }) as tf.RNN,
      ...sequence,
    } as never),
    layers.globalAveragePooling1d({}),
  ],
  "time-distributed with layer normalization": () => [
    layers.timeDistributed({ ...sequence, layer: layers.dense({ units: 4 }) }),
    layers.layerNormalization(),
    layers.flatten(),
  ],
};

function built(name: string): tf.Sequential {
  setSeed(4);
  const body = (bodies[name] as () => tf.layers.Layer[])();
  return tf.sequential({ layers: [...body, layers.dense({ units: 3, activation: "softmax" })] });
}

/** Twenty samples in batches of 8: the last one is short. */
async function trained(name: string, runEagerly: boolean, options: FitOptions = {}) {
  const model = built(name);
  const learningRate = new schedules.ExponentialDecay({
    initialLearningRate: 0.01,
    decaySteps: 2,
    decayRate: 0.8,
  });
  const optimizer = new optimizers.SGD({ learningRate, momentum: 0.9 });
  model.compile({ optimizer, loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  const x = tf.randomNormal([20, ...((model.inputs[0] as tf.SymbolicTensor).shape.slice(1) as number[])]);
  const y = tf.randomUniform([20], 0, 3, "int32");
  const { history } = await fit(model, x, y, {
    ...{ epochs: 4, batchSize: 8, validationSplit: 0.2, verbose: 0, runEagerly },
    ...options,
  });
  const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  tf.dispose([x, y]);
  return { history, weights };
}

const farthest = (a: number[], b: number[]) =>
  Math.max(...a.map((value, index) => Math.abs(value - (b[index] as number))));

describe.each(Object.keys(bodies))("a %s model", (name) => {
  it("has the losses, the metrics and the weights that it has operation by operation", async () => {
    const warn = jest.spyOn(console, "warn");
    const [eager, compiled] = [await trained(name, true), await trained(name, false)];
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
    expect(Object.keys(compiled.history)).toEqual(Object.keys(eager.history));
    for (const [metric, values] of Object.entries(eager.history)) {
      expect({ metric, distance: farthest(values, compiled.history[metric] ?? []) < 1e-5 }).toEqual({
        metric,
        distance: true,
      });
    }
    expect(farthest(eager.weights, compiled.weights)).toBeLessThan(1e-5);
  });
});

/** Convolutional, with dropout on whole batches and on channels, and no layer that mixes samples. */
const splittable = () => [
  layers.conv2d({ ...image, filters: 4, kernelSize: 3, activation: "relu" }),
  layers.dropout({ rate: 0.4 }),
  layers.maxPooling2d({ poolSize: 2 }),
  layers.conv2d({ filters: 3, kernelSize: 2, activation: "tanh", kernelRegularizer: "l1l2" }),
  layers.gaussianNoise({ stddev: 0.1 }),
  layers.flatten(),
  layers.dropout({ rate: 0.2 }),
];
bodies.splittable = splittable;

describe("fit with batches in parts", () => {
  it.each([2, 3, 5])(
    "trains and validates with %i as with none, with the same random numbers",
    async (towers) => {
      const more = { batchSize: 7, sampleWeight: tf.linspace(0.5, 1.5, 20) };
      const [eager, compiled] = [
        await trained("splittable", true, more),
        await trained("splittable", false, { ...more, towers }),
      ];
      for (const [metric, values] of Object.entries(eager.history)) {
        expect({ metric, distance: farthest(values, compiled.history[metric] ?? []) < 1e-5 }).toEqual({
          metric,
          distance: true,
        });
      }
      expect(farthest(eager.weights, compiled.weights)).toBeLessThan(1e-5);
    },
  );

  it("goes on with graphs of its own where a batch is too small for parts", async () => {
    const model = built("splittable");
    model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy" });
    const [x, y] = [tf.randomNormal([40, 8, 8, 2]), tf.randomUniform([40], 0, 3, "int32")];
    const before = { tensors: 0 };
    for (const round of [0, 1]) {
      await fit(model, x, y, { batchSize: 32, epochs: 5, verbose: 0 });
      if (round === 0) before.tensors = tf.memory().numTensors;
    }
    expect(tf.memory().numTensors).toBe(before.tensors);
    model.dispose();
    expect(tf.memory().numTensors).toBeLessThan(before.tensors);
  });
});

it("predict in parts, the last of them short, gives what the model gives", async () => {
  const model = tf.sequential({
    layers: [
      layers.conv2d({ ...image, filters: 4, kernelSize: 3, activation: "relu" }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  const x = tf.randomNormal([299, 8, 8, 2]);
  const expected = model.predict(x) as tf.Tensor;
  const tensors = [];
  for (let time = 0; time < 2; time++) {
    const predicted = await predict(model, x);
    expect(predicted.shape).toEqual([299, 3]);
    expect(tf.tidy(() => predicted.sub(expected).abs().max().dataSync()[0])).toBeLessThan(1e-6);
    predicted.dispose();
    tensors.push(tf.memory().numTensors);
  }
  expect(tensors[1]).toBe(tensors[0]);
});

describe("fit with steps as graphs", () => {
  it("heeds class weights and callbacks that change the learning rate", async () => {
    const options = () => ({
      classWeight: { 0: 1, 1: 3, 2: 0.5 },
      callbacks: [
        { onTrainBatchEnd: () => {} },
        new callbacks.EarlyStopping({ patience: 1, restoreBestWeights: true }),
      ],
    });
    const [eager, compiled] = [
      await trained("dense", true, options()),
      await trained("dense", false, options()),
    ];
    expect(farthest(eager.history.loss as number[], compiled.history.loss as number[])).toBeLessThan(1e-5);
  });

  it("leaves no tensor behind", async () => {
    const model = built("dense");
    model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
    const [x, y] = [tf.randomNormal([20, 6]), tf.randomUniform([20], 0, 3, "int32")];
    const train = (more: FitOptions = {}) =>
      fit(model, x, y, { batchSize: 8, verbose: 0, runEagerly: false, ...more });
    await train();
    const before = tf.memory().numTensors;
    for (let round = 0; round < 5; round++) await train();
    const throwing = {
      onTrainBatchEnd: () => {
        throw new Error("enough");
      },
    };
    await expect(train({ callbacks: throwing })).rejects.toThrow("enough");
    expect(tf.memory().numTensors).toBe(before);
  });

  class OwnOptimizer extends tf.AdagradOptimizer {
    override applyGradients(gradients: Parameters<tf.AdagradOptimizer["applyGradients"]>[0]): void {
      super.applyGradients(gradients);
    }
  }

  it.each<[string, () => Partial<{ loss: unknown; optimizer: unknown }>, RegExp]>([
    [
      "a loss that reads values",
      () => ({
        loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => {
          yPred.dataSync();
          return tf.losses.meanSquaredError(yTrue, yPred);
        },
      }),
      /operation by operation, which takes longer: a tensor's values are read/,
    ],
    [
      "an optimizer class of a program's own",
      () => ({ optimizer: new OwnOptimizer(0.01) }),
      /operation by operation, which takes longer: OwnOptimizer is an optimizer class of your own/,
    ],
  ])("goes on without graphs for %s, and says so once", async (_, choice, message) => {
    const model = tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    model.compile({ optimizer: "sgd", loss: "mse", ...choice() } as never);
    const info = jest.spyOn(console, "info").mockImplementation(() => {});
    const { history } = await fit(model, tf.ones([8, 2]), tf.ones([8, 1]), {
      epochs: 3,
      batchSize: 4,
      verbose: 0,
      runEagerly: false,
    });
    const said = info.mock.calls.flat().map(String);
    info.mockRestore();
    expect(said).toEqual([expect.stringMatching(message)]);
    expect(history.loss?.at(-1)).toBeLessThan(history.loss?.[0] as number);
  });
});
