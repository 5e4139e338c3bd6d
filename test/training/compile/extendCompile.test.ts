import * as tf from "@tensorflow/tfjs-node-gpu";
import { CompileError, optimizers, schedules, UnknownNameError } from "../../../src/training";
import { losses } from "../../../src/training/losses";
import { metrics } from "../../../src/training/metrics";

const oneLayer = () =>
  tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], activation: "softmax" })] });

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
    const model = oneLayer();
    model.compile({ optimizer: name, loss: "mse" });
    expect(model.optimizer).toBeInstanceOf(optimizers[className]);
  });

  it("takes rmsprop where no optimizer is named, as Keras does", () => {
    const model = oneLayer();
    model.compile({ loss: "mse" });
    expect(model.optimizer).toBeInstanceOf(optimizers.RMSprop);
  });

  it("names metrics as they were given", () => {
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
    expect(model.metricsNames).toEqual(["loss", "mean_absolute_error", "accuracy", "top", "largest"]);
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

  it("refuses a schedule in an optimizer of tfjs, and names the one that follows it", () => {
    const learningRate = new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
    const optimizer = tf.train.adam(learningRate as unknown as number);
    expect(() => oneLayer().compile({ optimizer, loss: "mse" })).toThrow(/optimizers\.Adam\(\{ learningRate/);
  });
});
