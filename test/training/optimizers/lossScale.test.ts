/** Loss scaling beside Keras's. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";
import { optimizers } from "../../../src/training";

const given = {
  weight: [1, 2],
  initialScale: 8,
  dynamicGrowthSteps: 2,
  gradients: [
    [1, -1],
    [0.5, 2],
    [1, "inf"],
    ["nan", 0],
    [0.25, 1],
    [3, 1],
    [1, 1],
  ],
};

interface Step {
  weight: number[];
  scale: number;
}

const keras: Step[] = JSON.parse(
  execFileSync(environmentExecutable("python"), [path.join(__dirname, "lossScale.py")], {
    input: JSON.stringify(given),
    stdio: ["pipe", "pipe", "ignore"],
  }).toString(),
);

describe.each([
  ["operation by operation", false],
  ["in a graph", true],
])("LossScale, %s", (_, isTraced) => {
  it("moves the weights, and the scale, as Keras's does", () => {
    const weight = tf.variable(tf.tensor1d(given.weight));
    const { initialScale, dynamicGrowthSteps } = given;
    const optimizer = new optimizers.LossScale(new optimizers.SGD({ learningRate: 0.1, momentum: 0.9 }), {
      initialScale,
      dynamicGrowthSteps,
    });
    const apply = (gradient: tf.Tensor) =>
      tf.tidy(() => {
        const scale = optimizer.scaleLoss(tf.scalar(1));
        optimizer.applyGradients({ [weight.name]: gradient.mul(scale) });
        return optimizer.scaleLoss(tf.scalar(1));
      });
    const step = isTraced ? tfFunction(apply).sync : apply;
    const steps = given.gradients.map((gradient): Step => {
      const scale = step(tf.tensor1d(gradient.map((one) => Number(String(one).replace("inf", "Infinity")))));
      return { weight: [...weight.dataSync()], scale: scale.dataSync()[0] as number };
    });
    expect(steps.map(({ scale }) => scale)).toEqual(keras.map(({ scale }) => scale));
    for (const [index, { weight }] of steps.entries()) {
      for (const [at, number] of weight.entries())
        expect(number).toBeCloseTo(keras[index]?.weight[at] as number, 5);
    }
  });
});

it("has the learning rate and the iterations of the optimizer inside", () => {
  const inner = new optimizers.Adam({ learningRate: 0.01 });
  const optimizer = new optimizers.LossScale(inner);
  const weight = tf.variable(tf.scalar(1));
  optimizer.applyGradients({ [weight.name]: tf.scalar(1) });
  optimizer.learningRate = 0.5;
  expect([inner.learningRate, optimizer.iterations]).toEqual([0.5, 1]);
});
