/** Model classes with a `trainStep` and a `testStep`, as in Keras's guide "Customizing what happens in fit()". */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  CustomStepError,
  type CustomSteps,
  call,
  computeLoss,
  computeMetrics,
  evaluate,
  fit,
  gradientTape,
  metrics,
  type StepData,
} from "../../../src/training";

const silent = { verbose: 0 } as const;
const dense = (kernelInitializer = "ones") =>
  tf.layers.dense({ units: 1, kernelInitializer: kernelInitializer as "ones" });

/** The inputs and outputs of a model class. */
function ends(layer = dense()) {
  const inputs = tf.input({ shape: [2] });
  return { inputs, outputs: layer.apply(inputs) as tf.SymbolicTensor };
}

const x = tf.tidy(() => tf.range(0, 20, 1).reshape([10, 2]).div(10));
const y = tf.tidy(() => x.sum(1, true).add(1));
const yFurther = tf.tidy(() => y.add(x.slice([0, 0], [10, 1])));

/** The guide's first example. */
class FirstExample extends tf.LayersModel implements CustomSteps {
  readonly lossTracker = new metrics.Mean({ name: "loss" });
  readonly mae = new metrics.MeanAbsoluteError({ name: "mae" });

  trainStep([x, y]: StepData) {
    const { value, gradients, yPred } = gradientTape(() => {
      const yPred = call(this, x, { training: true });
      return { loss: computeLoss(this, { y, yPred }), yPred };
    }, this.trainableWeights);
    this.optimizer.applyGradients(gradients);
    this.lossTracker.updateState(value);
    this.mae.updateState(y, yPred);
    return { loss: this.lossTracker, mae: this.mae };
  }
}

/** Gives tensors and numbers, not metrics. */
class LastStep extends tf.LayersModel implements CustomSteps {
  trainStep([x, y]: StepData) {
    const loss = tf.losses.meanSquaredError(y, call(this, x)) as tf.Scalar;
    return { loss, twice: loss.mul(2), constant: 3 };
  }
}

class OwnTest extends tf.LayersModel implements CustomSteps {
  testStep([x, y, sampleWeight]: StepData) {
    const yPred = call(this, x);
    return computeMetrics(this, {
      loss: computeLoss(this, { y, yPred, sampleWeight }),
      y,
      yPred,
      sampleWeight,
    });
  }
}

describe.each([true, false])("a model class, runEagerly %s", (runEagerly) => {
  // keras 3.15.1, the same class and data, seedless: kernels are ones.
  it("with a trainStep is trained by it, its metrics reset with each epoch", async () => {
    const model = new FirstExample(ends());
    model.compile({ optimizer: "sgd", loss: "mse" });
    const { history } = await fit(model, x, y, {
      epochs: 3,
      batchSize: 4,
      shuffle: false,
      runEagerly,
      ...silent,
    });
    const expected = {
      loss: [0.8886535167694092, 0.5994472503662109, 0.4213433265686035],
      mae: [0.9572181701660156, 0.7944049835205078, 0.6668091416358948],
    };
    for (const [name, values] of Object.entries(expected))
      for (const [epoch, value] of values.entries()) expect(history[name]?.[epoch]).toBeCloseTo(value, 5);
  });

  it("logs the last step's tensors and numbers, as Keras does", async () => {
    const model = new LastStep(ends());
    model.compile({ optimizer: "sgd" });
    const { history } = await fit(model, x, yFurther, {
      epochs: 2,
      batchSize: 4,
      shuffle: false,
      runEagerly,
      ...silent,
    });
    expect(history.loss?.map((value) => value.toFixed(4))).toEqual(["7.3000", "7.3000"]);
    expect(history.twice?.[1]).toBeCloseTo(14.6, 4);
    expect(history.constant).toEqual([3, 3]);
  });

  it("with a testStep is measured by it, in evaluate and in validation", async () => {
    const model = new OwnTest(ends());
    model.compile({ optimizer: "sgd", loss: "mse", metrics: ["mae"] });
    const { loss, mae } = await evaluate(model, x, yFurther, { batchSize: 5, runEagerly, ...silent });
    expect(mae).toBeCloseTo(1.9, 5);
    expect(loss).toBeCloseTo(3.94, 4);
    const { history } = await fit(model, x, y, { validationData: [x, y], runEagerly, ...silent });
    expect(Object.keys(history)).toEqual(["loss", "mae", "val_loss", "val_mae"]);
  });

  it("leaves no tensor from one fit to the next", async () => {
    const model = new FirstExample(ends());
    model.compile({ optimizer: "adam", loss: "mse" });
    const train = () =>
      fit(model, x, y, { epochs: 3, batchSize: 4, runEagerly, validationSplit: 0.2, ...silent });
    await train();
    const before = tf.memory().numTensors;
    await train();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it("a trainStep needs neither a loss in compile nor targets in fit", async () => {
  class Autoencoder extends tf.LayersModel implements CustomSteps {
    trainStep([x]: StepData) {
      const { value, gradients } = gradientTape(
        () => call(this, x).sub(x.sum(1, true)).square().mean() as tf.Scalar,
        this.trainableWeights,
      );
      this.optimizer.applyGradients(gradients);
      return { loss: value };
    }
  }
  const model = new Autoencoder(ends(dense("zeros")));
  model.compile({ optimizer: "adam" });
  const { history } = await fit(model, x, { epochs: 5, ...silent });
  expect(history.loss?.[4]).toBeLessThan(history.loss?.[0] ?? 0);
});

it("computeLoss and computeMetrics make of a trainStep what fit does by itself", async () => {
  class Plain extends tf.LayersModel implements CustomSteps {
    trainStep([x, y, sampleWeight]: StepData) {
      const { value, gradients, yPred } = gradientTape(() => {
        const yPred = call(this, x, { training: true });
        return { loss: computeLoss(this, { y, yPred, sampleWeight }), yPred };
      }, this.trainableWeights);
      this.optimizer.applyGradients(gradients);
      return computeMetrics(this, { loss: value, y, yPred, sampleWeight });
    }
  }
  const train = async (model: tf.LayersModel) => {
    model.compile({ optimizer: "adam", loss: "mse", metrics: ["mae"], weightedMetrics: ["mse"] });
    const options = {
      epochs: 4,
      batchSize: 4,
      shuffle: false,
      sampleWeight: tf.linspace(0, 1, 10),
      ...silent,
    };
    return (await fit(model, x, y, options)).history;
  };
  const [own, usual] = [await train(new Plain(ends())), await train(tf.model(ends()))];
  expect(Object.keys(own)).toEqual(Object.keys(usual));
  for (const [name, values] of Object.entries(usual))
    for (const [epoch, value] of values.entries()) expect(own[name]?.[epoch]).toBeCloseTo(value, 5);
});

it("a step called by hand gives metrics that can be read", async () => {
  const model = new FirstExample(ends());
  model.compile({ optimizer: "sgd", loss: "mse" });
  const { loss } = model.trainStep([x, y]);
  expect(loss.result()).toBeCloseTo(1, 5);
});

it.each([
  ["a promise", async () => ({ loss: 1 }), /a promise[\s\S]*no async function/],
  ["nothing", () => undefined, /found undefined[\s\S]*return \{ loss: value \}/],
  ["a list", () => [1], /a list/],
])("a trainStep that gives %s is an error", async (_, step, words) => {
  class Wrong extends tf.LayersModel {
    trainStep = step;
  }
  const model = new Wrong(ends()) as tf.LayersModel;
  model.compile({ optimizer: "sgd", loss: "mse" });
  const training = fit(model, x, y, { runEagerly: true, ...silent });
  await expect(training).rejects.toThrow(CustomStepError);
  await expect(training).rejects.toThrow(words);
});

describe("a model that was compiled with the loss null", () => {
  /** Adds the size of what goes through it to the loss. */
  class Costly extends tf.layers.Layer {
    static className = "Costly";
    override call(inputs: tf.Tensor | tf.Tensor[]) {
      const [x] = [inputs].flat() as [tf.Tensor];
      this.addLoss(x.square().mean() as never);
      return x;
    }
  }
  tf.serialization.registerClass(Costly);

  it.each([true, false])("is trained by what its layers add, runEagerly %s", async (runEagerly) => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] }), new Costly({})] });
    model.compile({ optimizer: "adam", loss: null });
    const { history } = await fit(model, x, undefined, { epochs: 4, batchSize: 5, runEagerly, ...silent });
    expect(history.loss?.[3]).toBeLessThan(history.loss?.[0] ?? 0);
  });

  it("says that there is no loss, where no layer adds one", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    model.compile({ optimizer: "adam", loss: null });
    await expect(fit(model, x, undefined, silent)).rejects.toThrow(/has no loss/);
  });
});
