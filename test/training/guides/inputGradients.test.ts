/** Programs that differentiate by their inputs: saliency maps, adversarial examples (FGSM), gradient ascent on a picture. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, gradientTape, losses, optimizers } from "../../../src/training";
import { type Compile, clusters, type Measured, numberOf, runBothWays } from "./ways";

const lossFn = new losses.SparseCategoricalCrossentropy();

function trained(compile: Compile): { model: tf.Sequential; x: tf.Tensor2D; y: tf.Tensor1D } {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 12, activation: "tanh", inputShape: [4] }),
      tf.layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  const optimizer = new optimizers.Adam({ learningRate: 0.05 });
  const { x, y } = clusters(48);
  const step = compile(() => {
    const { value, gradients } = gradientTape(
      () => lossFn(y, call(model, x, { training: true })),
      model.trainableWeights,
    );
    optimizer.applyGradients(gradients);
    return value;
  });
  for (let round = 0; round < 25; round++) step().dispose();
  return { model, x, y };
}

async function saliency(compile: Compile): Promise<Measured> {
  const { model, x } = trained(compile);
  const saliencyOf = compile((images: tf.Tensor) => {
    const { gradients, probabilities } = gradientTape(() => {
      const probabilities = call(model, images);
      return { loss: probabilities.max(1).sum(), probabilities };
    }, images);
    return { slopes: gradients.abs().mean(0), probabilities };
  });
  const one = x.slice([0, 0], [1, 4]);
  const { slopes, probabilities } = saliencyOf(one);
  const change = (feature: number) =>
    tf.tidy(() => {
      const step = tf.oneHot([feature], 4).mul(0.01);
      const [up, down] = [one.add(step), one.sub(step)].map((input) => call(model, input).max(1));
      return numberOf(
        (up as tf.Tensor)
          .sub(down as tf.Tensor)
          .div(0.02)
          .abs(),
      );
    });
  return {
    slopes: Array.from(slopes.dataSync()),
    measuredSlopes: [0, 1, 2, 3].map(change),
    probabilities: Array.from(probabilities.dataSync()),
  };
}

async function adversarial(compile: Compile): Promise<Measured> {
  const { model, x, y } = trained(compile);
  const attack = compile((images: tf.Tensor, labels: tf.Tensor) => {
    const { value, gradients } = gradientTape(() => lossFn(labels, call(model, images)), [images]);
    const [slope] = gradients;
    const changed = images.add(slope.sign().mul(0.5));
    return { before: value, after: lossFn(labels, call(model, changed)) };
  });
  const { before, after } = attack(x, y);
  return { before: [numberOf(before)], after: [numberOf(after)] };
}

async function ascent(compile: Compile): Promise<Measured> {
  const layer = tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: "tanh", inputShape: [6, 6, 1] });
  const model = tf.sequential({ layers: [layer] });
  const step = compile((picture: tf.Tensor) => {
    const { value, gradients } = gradientTape(
      () => call(model, picture).slice([0, 0, 0, 1], [-1, -1, -1, 1]).mean(),
      picture,
    );
    const normalized = gradients.div(gradients.square().mean().sqrt().add(1e-5));
    return { value, next: picture.add(normalized.mul(0.1)) };
  });
  let picture: tf.Tensor = tf.randomNormal([1, 6, 6, 1], 0, 0.1);
  const activation: number[] = [];
  for (let round = 0; round < 10; round++) {
    const { value, next } = step(picture);
    picture.dispose();
    picture = next;
    activation.push(numberOf(value));
  }
  return { activation };
}

/** Style transfer moves a picture that is a variable. */
async function movedPicture(compile: Compile): Promise<Measured> {
  const content = tf.randomUniform([1, 6, 6, 2]);
  const gram = (picture: tf.Tensor) => {
    const rows = picture.reshape([36, 2]);
    return rows.matMul(rows, true).div(36);
  };
  const style = gram(tf.randomUniform([1, 6, 6, 2], 0.5, 1));
  const picture = tf.variable(content);
  const optimizer = new optimizers.Adam({ learningRate: 0.02 });
  const step = compile(() => {
    const { value, gradients } = gradientTape(
      () => gram(picture).sub(style).square().sum().add(picture.sub(content).square().mean()),
      [picture],
    );
    optimizer.applyGradients(gradients);
    picture.assign(picture.clipByValue(0, 1));
    return value;
  });
  return { loss: Array.from({ length: 15 }, () => numberOf(step())) };
}

describe("gradients by inputs", () => {
  it("make saliency maps, as graphs with the same numbers", async () => {
    const { slopes, measuredSlopes } = await runBothWays(saliency);
    for (const [feature, slope] of (slopes ?? []).entries()) {
      expect(slope).toBeGreaterThan(0);
      expect(slope).toBeCloseTo(measuredSlopes?.[feature] as number, 3);
    }
  });

  it("make adversarial examples", async () => {
    const { before, after } = await runBothWays(adversarial);
    expect(after?.[0]).toBeGreaterThan(2 * (before?.[0] as number));
  });

  it("make pictures that excite a layer", async () => {
    const { activation } = await runBothWays(ascent);
    expect(activation?.at(-1)).toBeGreaterThan((activation?.[0] as number) + 0.1);
  });

  it("move a picture that is a variable", async () => {
    const { loss } = await runBothWays(movedPicture);
    expect(loss?.at(-1)).toBeLessThan(0.7 * (loss?.[0] as number));
  });
});
