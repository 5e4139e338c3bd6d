import * as tf from "@tensorflow/tfjs-node-gpu";
import { CompileError, fit, optimizers, schedules, UnknownNameError } from "../../../src/training";
import { losses } from "../../../src/training/losses";
import { metrics } from "../../../src/training/metrics";

const oneLayer = () =>
  tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], activation: "softmax" })] });

afterEach(() => jest.restoreAllMocks());

describe("model.compile with trainbook", () => {
  it.each([
    ["categorical_crossentropy", "CategoricalCrossentropy"],
    ["categoricalCrossentropy", "CategoricalCrossentropy"],
    ["sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"],
    ["binary_crossentropy", "BinaryCrossentropy"],
    ["mean_squared_error", "MeanSquaredError"],
    ["mse", "MeanSquaredError"],
    ["MSE", "MeanSquaredError"],
    ["mae", "MeanAbsoluteError"],
    ["huber", "Huber"],
  ] as const)("understands the loss %s, in tfjs's own fit too", async (loss, className) => {
    const model = oneLayer();
    model.compile({ optimizer: "sgd", loss });
    const y = loss.startsWith("sparse") ? tf.zeros([4]) : tf.zeros([4, 3]);
    const options = { epochs: 1, verbose: 0 as const };
    const { history } = await model.fit(tf.zeros([4, 2]), y, options);
    const expected = new losses[className]()(y, tf.fill([4, 3], 1 / 3)).dataSync()[0] as number;
    expect(history.loss?.[0]).toBeCloseTo(expected, 5);
  });

  it.each([
    ["sgd", "SGD"],
    ["rmsprop", "RMSprop"],
    ["adam", "Adam"],
    ["Adam", "Adam"],
    ["adamw", "AdamW"],
    ["adagrad", "Adagrad"],
    ["adadelta", "Adadelta"],
    ["adamax", "Adamax"],
    ["nadam", "Nadam"],
  ] as const)("makes of the optimizer %s Keras's %s", (name, className) => {
    jest.spyOn(console, "warn").mockImplementation(() => {});
    const model = oneLayer();
    model.compile({ optimizer: name, loss: "mse" });
    expect(model.optimizer).toBeInstanceOf(optimizers[className]);
  });

  it("takes rmsprop where no optimizer is named, as Keras does", () => {
    const model = oneLayer();
    model.compile({ loss: "mse" });
    expect(model.optimizer).toBeInstanceOf(optimizers.RMSprop);
  });

  it("names metrics for tfjs's own functions as tfjs does, and others as they were given", () => {
    const model = oneLayer();
    const largest = (yTrue: tf.Tensor, yPred: tf.Tensor) => yTrue.sub(yPred).abs().max();
    model.compile({
      optimizer: "adam",
      loss: "mean_squared_error",
      metrics: [
        "mean_absolute_error",
        "accuracy",
        new metrics.TopKCategoricalAccuracy({ name: "top" }),
        largest,
      ],
    });
    expect(model.metricsNames).toEqual(["loss", "mean_absolute_error", "acc", "top", "largest"]);
  });

  it("keeps what it was given", () => {
    const model = oneLayer();
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => yTrue.sub(yPred).abs().mean();
    model.compile({ optimizer: "sgd", loss, metrics: ["mae"] });
    expect([model.loss, model.metrics]).toEqual([loss, ["mae"]]);
  });

  it("frees the optimizer that it made when the model is compiled anew, and no other", async () => {
    const model = oneLayer();
    const [x, y] = [tf.zeros([1, 2]), tf.zeros([1, 3])];
    const train = async () => tf.dispose(await model.trainOnBatch(x, y));
    const before = tf.memory().numTensors;
    for (let round = 0; round < 3; round++) {
      model.compile({ optimizer: "adam", loss: "mse" });
      await train();
    }
    const own = new optimizers.Adam();
    model.compile({ optimizer: own, loss: "mse" });
    expect(tf.memory().numTensors).toBe(before);
    await train();
    model.compile({ optimizer: own, loss: "mae" });
    model.compile({ optimizer: "sgd", loss: "mae" });
    expect((await own.getWeights()).length).toBeGreaterThan(1);
  });

  it.each([
    [{ optimizer: "adma", loss: "mse" }, /no optimizer "adma"[\s\S]*"adam"/],
    [
      { optimizer: "adam", loss: "categorical_crossentrpy" },
      /no loss "categorical_crossentrpy"[\s\S]*"categorical_crossentropy"/,
    ],
    [{ optimizer: "adam", loss: "mse", metrics: ["acuracy"] }, /no metric "acuracy"[\s\S]*"accuracy"/],
    [{ optimiser: "adam", loss: "mse" }, /no option of compile "optimiser"[\s\S]*"optimizer"/],
  ])("says of %j what was meant", (options, message) => {
    const compile = () => oneLayer().compile(options as tf.ModelCompileArgs);
    expect(compile).toThrow(UnknownNameError);
    expect(compile).toThrow(message);
  });

  it("refuses what does not fit the model's outputs", () => {
    const compile = (options: object) => () => oneLayer().compile(options as tf.ModelCompileArgs);
    expect(compile({ optimizer: "adam" })).toThrow(/loss is missing/);
    expect(compile({ optimizer: "adam", loss: ["mse", "mse"] })).toThrow(
      /loss lists 2, the model has one output/,
    );
    expect(compile({ optimizer: "adam", loss: { other: "mse" } })).toThrow(CompileError);
  });

  it.each([
    [{ optimizer: "adma", loss: "mse" }, "Unknown Optimizer adma"],
    [{ optimizer: "sgd", loss: "mxe" }, "Unknown loss mxe"],
    [{ optimizer: "sgd", loss: "mse", metrics: ["foo"] }, "Unknown metric foo"],
    [{ optimizer: "sgd", loss: { other: "meanSquaredError" } }, 'Unknown entry in loss dictionary: "other".'],
    [{ optimizer: "sgd", loss: ["mse", "mse"] }, "it should have one entry per model output"],
  ])("says of %j what tfjs says, too", (options, words) => {
    expect(() => oneLayer().compile(options as tf.ModelCompileArgs)).toThrow(words);
  });

  it("leaves the model as it was compiled where it fails", async () => {
    const model = oneLayer();
    expect(() => model.compile({ optimizer: "sgd", loss: "mse", metrics: ["foo"] } as never)).toThrow("foo");
    await expect(fit(model, tf.ones([4, 2]), tf.zeros([4, 3]), { verbose: 0 })).rejects.toThrow(
      /no loss and no optimizer yet/,
    );
    const optimizer = tf.train.sgd(0.1);
    model.compile({ optimizer, loss: "meanSquaredError", metrics: ["acc"] });
    expect(() => model.compile({ optimizer: "adam", loss: "mxe" } as never)).toThrow("mxe");
    expect(model.optimizer).toBe(optimizer);
    expect(model.metricsNames).toEqual(["loss", "acc"]);
  });

  it("refuses a slip in the name of an option, and tells any other that tfjs would pass over in silence", () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    const compile = (more: object) => oneLayer().compile({ optimizer: "sgd", loss: "mse", ...more });
    expect(() => compile({ metric: ["mae"] })).toThrow(/no option of compile "metric"[\s\S]*"metrics"/);
    expect(() => compile({ loss_weights: [1] })).toThrow(/"lossWeights"/);
    compile({ batchSize: 32 });
    expect(warn.mock.calls.flat().join()).toMatch(/no option of compile "batchSize"/);
    warn.mockRestore();
  });

  it("leaves one list of metrics for several outputs to tfjs's fit, and fit says what it needs", async () => {
    const input = tf.input({ shape: [2] });
    const output = (name: string) => tf.layers.dense({ units: 1, name }).apply(input) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: [output("left"), output("right")] });
    model.compile({ optimizer: "sgd", loss: "mse", metrics: ["mae"] });
    const y = [tf.zeros([4, 1]), tf.zeros([4, 1])];
    const { history } = await model.fit(tf.ones([4, 2]), y, { epochs: 1, verbose: 0 });
    expect(Object.keys(history)).toEqual(["loss", "left_loss", "right_loss", "left_mae", "right_mae"]);
    const train = fit(model, tf.ones([4, 2]), y, { verbose: 0 });
    await expect(train).rejects.toThrow("metrics lists 1, the model has 2 outputs, left, right");
    model.compile({ optimizer: "sgd", loss: "mse", metrics: { left: ["mae"] } });
    const ours = await fit(model, tf.ones([4, 2]), y, { verbose: 0 });
    expect(Object.keys(ours.history)).toEqual(["loss", "left_loss", "right_loss", "left_mae"]);
  });

  it.each([
    ["sparse_categorical_crossentropy", ["accuracy"]],
    ["sparseCategoricalCrossentropy", ["acc", "ce"]],
    [new losses.SparseCategoricalCrossentropy({ ignoreClass: 2 }), ["sparseCategoricalCrossentropy"]],
  ] as const)("takes labels of int32 in tfjs's fit with %s", async (loss, names) => {
    const model = oneLayer();
    model.compile({ optimizer: "sgd", loss, metrics: names as unknown as ["accuracy"] });
    const labels = tf.tensor2d([0, 1, 2, 0], [4, 1], "int32");
    const { history } = await model.fit(tf.ones([4, 2]), labels, { epochs: 1, verbose: 0 });
    expect(Object.values(history).flat().every(Number.isFinite)).toBe(true);
  });

  it.each([
    ["categorical_crossentropy", "categoricalCrossentropy"],
    [new losses.CategoricalCrossentropy(), "categoricalCrossentropy"],
    [new losses.MeanSquaredError(), "meanSquaredError"],
  ] as const)("lets tfjs's fit weigh classes with %s, as with its own loss", async (ours, theirs) => {
    const lossOf = async (loss: typeof ours | typeof theirs) => {
      const layer = tf.layers.dense({
        units: 3,
        inputShape: [2],
        activation: "softmax",
        kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
      });
      const model = tf.sequential({ layers: [layer] });
      model.compile({ optimizer: "sgd", loss });
      const [x, y] = [tf.ones([4, 2]), tf.oneHot(tf.tensor1d([0, 1, 2, 0], "int32"), 3).toFloat()];
      const classWeight = { 0: 1, 1: 10, 2: 5 };
      return (await model.fit(x, y, { epochs: 2, verbose: 0, classWeight })).history.loss as number[];
    };
    const [one, other] = [await lossOf(ours), await lossOf(theirs)];
    for (const [epoch, loss] of one.entries()) expect(loss).toBeCloseTo(other[epoch] as number, 4);
  });

  it("refuses a schedule in an optimizer of tfjs, and names the one that follows it", () => {
    const learningRate = new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
    const optimizer = tf.train.adam(learningRate as unknown as number);
    expect(() => oneLayer().compile({ optimizer, loss: "mse" })).toThrow(/optimizers\.Adam\(\{ learningRate/);
  });
});
