import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { setSeed } from "../../../src/engine";
import {
  Callback,
  callbacks,
  evaluate,
  fit,
  losses,
  ModelNotCompiledError,
  optimizers,
  TrainingDataError,
  UnknownNameError,
} from "../../../src/training";
import { classifier, separablePoints } from "./smallModel";

const silent = { verbose: 0 } as const;

beforeEach(() => setSeed(1));

describe("fit", () => {
  it("records every epoch under Keras's names", async () => {
    const [x, y] = separablePoints(64);
    const history = await fit(classifier(), x, y, { epochs: 3, validationData: [x, y], ...silent });
    expect(history.epoch).toEqual([0, 1, 2]);
    expect(Object.keys(history.history)).toEqual(["loss", "accuracy", "val_loss", "val_accuracy"]);
    expect(history.history.loss).toHaveLength(3);
  });

  it("learns, from int32 labels too", async () => {
    const [x, y] = separablePoints(256);
    const model = classifier();
    await fit(model, x, y, { epochs: 60, batchSize: 16, ...silent });
    expect((await evaluate(model, x, y, silent)).accuracy).toBeGreaterThan(0.95);
  });

  it("learns from arrays, and from a dataset, as it does from tensors", async () => {
    const [x, y] = separablePoints(64);
    const [inputs, labels] = [(await x.array()) as number[][], (await y.array()) as number[]];
    const train = async (learn: (model: tf.Sequential) => Promise<{ history: Record<string, number[]> }>) => {
      setSeed(3);
      return (await learn(classifier())).history.loss;
    };
    const options = { epochs: 2, batchSize: 16, shuffle: false, ...silent };
    const ofTensors = await train((model) => fit(model, x, y, options));
    expect(await train((model) => fit(model, inputs, labels, options))).toEqual(ofTensors);
    const dataset = Dataset.fromTensorSlices([x, y]).batch(16);
    expect(await train((model) => fit(model, dataset, { epochs: 2, ...silent }))).toEqual(ofTensors);
  });

  it("repeats itself to the last bit under the same seed", async () => {
    const losses = async () => {
      setSeed(7);
      const [x, y] = separablePoints(64);
      return (await fit(classifier(), x, y, { epochs: 2, ...silent })).history.loss;
    };
    expect(await losses()).toEqual(await losses());
  });

  it("averages over samples: a smaller last batch counts less", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    model.compile({ optimizer: "sgd", loss: "mse" });
    (model.optimizer as unknown as { learningRate: number }).learningRate = 0;
    model.setWeights([tf.ones([1, 1])]);
    const { history } = await fit(model, [[0], [0], [0]], [1, 1, 4], {
      batchSize: 2,
      shuffle: false,
      ...silent,
    });
    expect(history.loss).toEqual([6]);
  });

  // keras 3.15.1, after one batch of two samples of which each loses 4.
  it.each([
    ["sum_over_batch_size", 2 - 0.1 * 4],
    ["none", 2 - 0.1 * 8],
    ["sum", 2 - 0.1 * 8],
  ] as const)("follows the gradients of a loss with the reduction %s", async (reduction, expected) => {
    const kernelInitializer = tf.initializers.constant({ value: 2 });
    const layer = tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer });
    const model = tf.sequential({ layers: [layer] });
    const optimizer = new optimizers.SGD({ learningRate: 0.1 });
    model.compile({ optimizer, loss: new losses.MeanSquaredError({ reduction }) });
    const { history } = await fit(model, tf.ones([2, 1]), tf.zeros([2, 1]), silent);
    expect(history.loss).toEqual([reduction === "sum" ? 8 : 4]);
    expect(model.getWeights()[0]?.dataSync()[0]).toBeCloseTo(expected, 5);
  });

  it("stops after a batch or an epoch when a callback says so", async () => {
    const [x, y] = separablePoints(64);
    const model = classifier();
    const seen: string[] = [];
    const stopping = {
      onTrainBatchEnd: (batch: number) => {
        seen.push(`batch ${batch}`);
        if (batch === 1) model.stopTraining = true;
      },
      onEpochEnd: (epoch: number) => {
        seen.push(`epoch ${epoch}`);
      },
      onTrainEnd: () => {
        seen.push("end");
      },
    };
    await fit(model, x, y, { epochs: 3, batchSize: 16, callbacks: stopping, ...silent });
    expect(seen).toEqual(["batch 0", "batch 1", "epoch 0", "end"]);
  });

  // keras 3.15.1 looks after each step.
  it.each([true, false])(
    "takes one step in an epoch that a callback stops as it begins, with runEagerly: %s",
    async (runEagerly) => {
      const [x, y] = separablePoints(64);
      const model = classifier();
      const onEpochBegin = (epoch: number) => {
        if (epoch === 1) model.stopTraining = true;
      };
      await fit(model, x, y, { epochs: 3, batchSize: 4, callbacks: { onEpochBegin }, runEagerly, ...silent });
      expect((model.optimizer as { iterations?: number }).iterations).toBe(17);
    },
  );

  it("tells callbacks of every hook in Keras's order", async () => {
    const [x, y] = separablePoints(8);
    const seen: string[] = [];
    class Listener extends Callback {}
    const hooks = [
      ...["onTrainBegin", "onEpochBegin", "onTrainBatchBegin", "onTrainBatchEnd"],
      ...["onTestBegin", "onTestBatchBegin", "onTestBatchEnd", "onTestEnd", "onEpochEnd", "onTrainEnd"],
    ];
    for (const hook of hooks) {
      Object.defineProperty(Listener.prototype, hook, {
        value: (...args: unknown[]) => {
          seen.push(typeof args[0] === "number" ? `${hook} ${args[0]}` : hook);
        },
      });
    }
    const options = { batchSize: 4, validationData: [x, y] as const, callbacks: new Listener(), ...silent };
    await fit(classifier(), x, y, { ...options, validationBatchSize: 8 });
    expect(seen).toEqual([
      "onTrainBegin",
      "onEpochBegin 0",
      ...["onTrainBatchBegin 0", "onTrainBatchEnd 0", "onTrainBatchBegin 1", "onTrainBatchEnd 1"],
      ...["onTestBegin", "onTestBatchBegin 0", "onTestBatchEnd 0", "onTestEnd"],
      "onEpochEnd 0",
      "onTrainEnd",
    ]);
  });

  it("goes from initialEpoch up to epochs", async () => {
    const [x, y] = separablePoints(8);
    expect((await fit(classifier(), x, y, { initialEpoch: 3, epochs: 5, ...silent })).epoch).toEqual([3, 4]);
  });

  it("trains stepsPerEpoch batches, and goes on in the next epoch", async () => {
    const [x, y] = separablePoints(64);
    let batches = 0;
    const count = { onTrainBatchEnd: () => void batches++ };
    const endless = Dataset.fromTensorSlices([x, y]).batch(8).repeat();
    await fit(classifier(), endless, { epochs: 3, stepsPerEpoch: 5, callbacks: count, ...silent });
    expect(batches).toBe(15);
  });

  it("validates after every validationFreq epochs, or after those listed", async () => {
    const [x, y] = separablePoints(8);
    const count = async (validationFreq: number | number[]) => {
      const options = { epochs: 5, validationData: [x, y] as const, validationFreq, ...silent };
      return (await fit(classifier(), x, y, options)).history.val_loss?.length;
    };
    expect([await count(2), await count([1, 5, 9])]).toEqual([2, 2]);
  });

  it("keeps weights within their constraints", async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelConstraint: tf.constraints.nonNeg() })],
    });
    model.compile({ optimizer: "sgd", loss: "mse" });
    await fit(model, tf.ones([8, 2]), tf.fill([8], -5), { epochs: 5, ...silent });
    expect(Math.min(...(model.getWeights()[0]?.dataSync() ?? [-1]))).toBe(0);
  });

  it("adds the regularizers' penalty to the loss", async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 1,
          inputShape: [1],
          useBias: false,
          kernelInitializer: "ones",
          kernelRegularizer: tf.regularizers.l2({ l2: 0.5 }),
        }),
      ],
    });
    model.compile({ optimizer: "sgd", loss: "mse" });
    const { history } = await fit(model, [[0]], [0], silent);
    expect(history.loss).toEqual([0.5]);
  });

  it("leaves no tensor behind, also when it fails", async () => {
    const [x, y] = separablePoints(32);
    const model = classifier();
    // The optimizer makes its slots, and fit the graphs that it keeps.
    await fit(model, x, y, { epochs: 8, validationData: [x, y], ...silent });
    const before = tf.memory().numTensors;
    await fit(model, x, y, { epochs: 2, validationData: [x, y], ...silent });
    const dataset = Dataset.fromTensorSlices([x, y]).shuffle(10).batch(8);
    await fit(model, dataset.repeat(), { stepsPerEpoch: 2, epochs: 2, validationData: dataset, ...silent });
    const failing = { onTrainBatchEnd: () => Promise.reject(new Error("no more")) };
    await expect(fit(model, dataset, { callbacks: failing, ...silent })).rejects.toThrow("no more");
    await expect(fit(model, [[1, 2, 3]], [1], silent)).rejects.toThrow(/shape/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("calls onTrainEnd, and keeps the weights, when a callback throws", async () => {
    const [x, y] = separablePoints(32);
    const model = classifier();
    const before = model.getWeights()[0]?.dataSync().slice();
    const onTrainEnd = jest.fn();
    const onTrainBatchEnd = () => {
      throw new Error("no more");
    };
    const callbacks = { onTrainEnd, onTrainBatchEnd };
    await expect(fit(model, x, y, { callbacks, ...silent })).rejects.toThrow("no more");
    expect(onTrainEnd).toHaveBeenCalledTimes(1);
    expect(model.getWeights()[0]?.dataSync()).not.toEqual(before);
  });

  it("says once that the loss is NaN", async () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    const model = classifier();
    await fit(model, tf.fill([8, 2], Number.NaN), tf.zeros([8]), { epochs: 3, ...silent });
    const said = warn.mock.calls.map(([text]) => String(text));
    warn.mockRestore();
    expect(said).toEqual([expect.stringMatching(/the loss is NaN in epoch 1[\s\S]*learning rate/)]);
  });

  it("leaves that to TerminateOnNaN, where it is attached, which is nothing wrong", async () => {
    const [warn, log] = [
      jest.spyOn(console, "warn"),
      jest.spyOn(console, "log").mockImplementation(() => {}),
    ];
    const { epoch } = await fit(classifier(), tf.fill([8, 2], Number.NaN), tf.zeros([8]), {
      ...{ epochs: 3, ...silent, callbacks: [new callbacks.TerminateOnNaN()] },
    });
    const said = [warn.mock.calls, log.mock.calls].map((calls) => calls.flat());
    jest.restoreAllMocks();
    expect(said).toEqual([[], ["Batch 0: the loss is NaN, training ends."]]);
    expect(epoch).toEqual([0]);
  });

  it("says what to do with a model that is not compiled", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const [x, y] = separablePoints(4);
    await expect(fit(model, x, y)).rejects.toThrow(ModelNotCompiledError);
    await expect(evaluate(model, x, y)).rejects.toThrow(/evaluate: .*no loss.*\n.*model\.compile/);
  });

  it("refuses what does not go together, and options that there are not", async () => {
    const [x, y] = separablePoints(4);
    const misspelt = fit(classifier(), x, y, { epoch: 3 } as object);
    await expect(misspelt).rejects.toThrow(UnknownNameError);
    await expect(misspelt).rejects.toThrow(/option of fit "epoch"[\s\S]*"epochs"/);
    await expect(fit(classifier(), x, tf.zeros([5]), silent)).rejects.toThrow(TrainingDataError);
    const endless = Dataset.fromTensorSlices([x, y]).batch(2).repeat();
    await expect(fit(classifier(), endless, silent)).rejects.toThrow(/stepsPerEpoch/);
    await expect(fit(classifier(), endless.take(0), silent)).rejects.toThrow(/no batch/);
  });
});

describe("fit with several inputs and outputs", () => {
  function twoHeads(): tf.LayersModel {
    const [a, b] = [tf.input({ shape: [2], name: "a" }), tf.input({ shape: [1], name: "b" })];
    const joined = tf.layers.concatenate().apply([a, b]) as tf.SymbolicTensor;
    const left = tf.layers.dense({ units: 1, name: "left" }).apply(joined) as tf.SymbolicTensor;
    const right = tf.layers.dense({ units: 2, name: "right", activation: "softmax" }).apply(joined);
    return tf.model({ inputs: [a, b], outputs: [left, right as tf.SymbolicTensor] });
  }

  it("logs the loss and the metrics of each output, and sums the losses with their weights", async () => {
    const model = twoHeads();
    model.compile({
      optimizer: "sgd",
      loss: { left: "mse", right: "sparse_categorical_crossentropy" },
      lossWeights: { left: 0.5, right: 2 },
      metrics: { right: ["accuracy"] },
    });
    const x = { a: tf.ones([8, 2]), b: tf.ones([8, 1]) };
    const y = { left: tf.zeros([8]), right: tf.zeros([8], "int32") };
    const { history } = await fit(model, x, y, silent);
    expect(Object.keys(history)).toEqual(["loss", "left_loss", "right_loss", "right_accuracy"]);
    const [loss = 0, left = 0, right = 0] = [history.loss, history.left_loss, history.right_loss].map(
      (of) => of?.[0],
    );
    expect(loss).toBeCloseTo(0.5 * left + 2 * right, 5);
  });
});
