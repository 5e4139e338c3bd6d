/** Model classes with a `computeLoss` and a `computeMetrics`. Numbers are those of keras 3.15.1. */
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
  type Measured,
  optimizers,
  type StepData,
  type StepLogs,
} from "../../../src/training";

const x = tf.tensor2d(Array.from({ length: 20 }, (_, index) => [index / 10, ((index * 7) % 10) / 10]));
const y = x.sum(1, true).mul(2);
const targets = [y, y.mul(2)];
const ofTwo = { epochs: 2, batchSize: 2, shuffle: false, validationData: [x, targets], verbose: 0 } as const;

function made<Model extends tf.LayersModel>(
  Class: new (args: ConstructorParameters<typeof tf.LayersModel>[0]) => Model,
  outputs: string[],
): Model {
  const inputs = tf.input({ shape: [2] });
  const kernelInitializer = tf.initializers.constant({ value: 0.2 });
  return new Class({
    inputs,
    outputs: outputs.map(
      (name) => tf.layers.dense({ units: 1, kernelInitializer, name }).apply(inputs) as tf.SymbolicTensor,
    ),
  });
}

const adam = () => new optimizers.Adam({ learningRate: 0.1 });

function expectHistory(history: Record<string, number[]>, wanted: Record<string, readonly number[]>): void {
  expect(Object.keys(history).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, values] of Object.entries(wanted))
    for (const [epoch, value] of values.entries()) expect(history[name]?.[epoch]).toBeCloseTo(value, 3);
}

const measured = {
  a_mae: [1.33329, 0.480495],
  b_mae: [4.140638, 2.147031],
  a_loss: [2.02859, 0.274351],
  b_loss: [20.234798, 5.847344],
  val_a_mae: [0.516318, 0.753857],
  val_b_mae: [3.127207, 1.520304],
  val_a_loss: [0.393445, 0.647724],
  val_b_loss: [12.974157, 3.440218],
} as const;

class Trebled extends tf.LayersModel implements CustomSteps {
  computeLoss(given: Measured) {
    return computeLoss(this, given).mul(3);
  }

  computeMetrics(given: Measured & { loss: tf.Tensor }) {
    const { a_mae, ...others } = computeMetrics(this, given);
    return { ...others, a_mae, again: a_mae } as StepLogs;
  }
}

class OwnStep extends tf.LayersModel {
  trainStep([x, y]: StepData<tf.Tensor, tf.Tensor[]>) {
    const { value, gradients, yPred } = gradientTape(() => {
      const yPred = call<tf.Tensor[]>(this, x, { training: true });
      return { loss: computeLoss(this, { y, yPred }), yPred };
    }, this.trainableWeights);
    this.optimizer.applyGradients(gradients);
    return computeMetrics(this, { loss: value, y, yPred });
  }
}

describe.each([true, false])("with runEagerly: %s", (runEagerly) => {
  it("fit and its validation take the loss and the logs of the class", async () => {
    const model = made(Trebled as never, ["a", "b"]);
    model.compile({ optimizer: adam(), loss: "mse", metrics: [["mae"], ["mae"]] });
    const { history } = await fit(model, x, targets, { ...ofTwo, runEagerly });
    expectHistory(history, {
      ...measured,
      loss: [66.790176, 18.365086],
      val_loss: [40.102807, 12.263829],
      again: measured.a_mae,
      val_again: measured.val_a_mae,
    });
  });

  it("a trainStep with computeLoss logs the losses of outputs", async () => {
    const model = made(OwnStep as never, ["a", "b"]);
    model.compile({ optimizer: adam(), loss: "mse", metrics: [["mae"], ["mae"]] });
    const { history } = await fit(model, x, targets, { ...ofTwo, runEagerly });
    expectHistory(history, { ...measured, loss: [22.26341, 6.121703], val_loss: [13.367618, 4.087949] });
  });

  it("compile needs no loss, and fit no targets, where the class has a loss", async () => {
    class Small extends tf.LayersModel implements CustomSteps {
      computeLoss({ x, yPred }: Measured) {
        return (yPred as tf.Tensor)
          .sub((x as tf.Tensor).sum(1, true))
          .square()
          .mean();
      }
    }
    const model = made(Small as never, ["a"]);
    model.compile({ optimizer: adam() });
    const { history } = await fit(model, x, undefined, { epochs: 20, runEagerly, verbose: 0 });
    expect(history.loss?.at(-1)).toBeLessThan((history.loss?.[0] ?? 0) / 4);
    expect((await evaluate(model, x, undefined, { runEagerly, verbose: 0 })).loss).toBeLessThan(0.2);
  });
});

it.each([
  ["nothing", () => undefined, /computeLoss must return a tensor, found undefined/],
  [
    "a promise",
    async () => tf.scalar(1),
    /computeLoss must return a tensor, found a promise[\s\S]*without async/,
  ],
])("a computeLoss that gives %s is an error", async (_, compute, message) => {
  class Wrong extends tf.LayersModel {
    computeLoss = compute;
  }
  const model = made(Wrong as never, ["a"]);
  model.compile({ optimizer: adam() });
  const training = fit(model, x, y, { verbose: 0 });
  await expect(training).rejects.toThrow(CustomStepError);
  await expect(training).rejects.toThrow(message);
});
