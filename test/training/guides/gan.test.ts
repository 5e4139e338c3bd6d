/** The loop of a GAN in Keras's guide "Writing a training loop from scratch", and the critic's step of Keras's WGAN-GP. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, gradientTape, losses, optimizers } from "../../../src/training";
import { type Compile, type Measured, numberOf, runBothWays } from "./ways";

const LATENT = 4;

const discriminatorOf = (...middle: tf.layers.Layer[]) =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: "same", inputShape: [8, 8, 1] }),
      ...middle,
      tf.layers.flatten(),
      tf.layers.dense({ units: 1 }),
    ],
  });

const generatorOf = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 4 * 4 * 2, inputShape: [LATENT] }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.reshape({ targetShape: [4, 4, 2] }),
      tf.layers.conv2dTranspose({ filters: 4, kernelSize: 4, strides: 2, padding: "same" }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: "same", activation: "sigmoid" }),
    ],
  });

/** Pictures of a bright square. */
const realImages = (batch: number) =>
  tf.tidy(() =>
    tf
      .ones([batch, 4, 4, 1])
      .pad([
        [0, 0],
        [2, 2],
        [2, 2],
        [0, 0],
      ])
      .mul(tf.randomUniform([batch, 1, 1, 1], 0.7, 1)),
  );

async function gan(compile: Compile): Promise<Measured> {
  const discriminator = discriminatorOf(tf.layers.leakyReLU({ alpha: 0.2 }));
  const generator = generatorOf();
  const dOptimizer = new optimizers.Adam({ learningRate: 0.003 });
  const gOptimizer = new optimizers.Adam({ learningRate: 0.004 });
  const lossFn = new losses.BinaryCrossentropy({ fromLogits: true });

  const trainStep = compile((real: tf.Tensor) => {
    const batch = real.shape[0] as number;
    const generated = call(generator, tf.randomNormal([batch, LATENT]));
    const combined = tf.concat([generated, real]);
    const labels = tf.concat([tf.ones([batch, 1]), tf.zeros([batch, 1])]);
    const noisy = labels.add(tf.randomUniform([2 * batch, 1]).mul(0.05));
    const d = gradientTape(
      () => lossFn(noisy, call(discriminator, combined, { training: true })),
      discriminator.trainableWeights,
    );
    dOptimizer.applyGradients(d.gradients);

    const latent = tf.randomNormal([batch, LATENT]);
    const g = gradientTape(() => {
      const images = call(generator, latent, { training: true });
      return { loss: lossFn(tf.zeros([batch, 1]), call(discriminator, images)), images };
    }, generator.trainableWeights);
    gOptimizer.applyGradients(g.gradients);
    return { dLoss: d.value, gLoss: g.value, brightness: g.images.mean() };
  });

  const measured = { dLoss: [] as number[], gLoss: [] as number[], brightness: [] as number[] };
  for (let step = 0; step < 12; step++) {
    const real = realImages(8);
    const { dLoss, gLoss, brightness } = trainStep(real);
    measured.dLoss.push(numberOf(dLoss));
    measured.gLoss.push(numberOf(gLoss));
    measured.brightness.push(numberOf(brightness));
    real.dispose();
  }
  return measured;
}

/** Through which the gradients of gradients go. */
const critics: [string, () => tf.layers.Layer[]][] = [
  ["tanh", () => [tf.layers.activation({ activation: "tanh" })]],
  ["leakyReLU", () => [tf.layers.leakyReLU({ alpha: 0.2 })]],
  ["elu and max pooling", () => [tf.layers.elu(), tf.layers.maxPooling2d({ poolSize: 2 })]],
  ["prelu and average pooling", () => [tf.layers.prelu(), tf.layers.averagePooling2d({ poolSize: 2 })]],
  ["a depthwise convolution", () => [tf.layers.depthwiseConv2d({ kernelSize: 3, activation: "sigmoid" })]],
  [
    "a separable convolution",
    () => [tf.layers.separableConv2d({ filters: 3, kernelSize: 3, activation: "softplus" })],
  ],
  [
    "upsampling",
    () => [tf.layers.upSampling2d({ size: [2, 2] }), tf.layers.activation({ activation: "tanh" })],
  ],
  [
    "an LSTM",
    () => [tf.layers.reshape({ targetShape: [4, 16] }), tf.layers.lstm({ units: 3, returnSequences: true })],
  ],
  [
    "a GRU",
    () => [tf.layers.reshape({ targetShape: [4, 16] }), tf.layers.gru({ units: 3, returnSequences: true })],
  ],
];

const critic =
  (middle: () => tf.layers.Layer[]) =>
  async (compile: Compile): Promise<Measured> => {
    const discriminator = discriminatorOf(...middle());
    const optimizer = new optimizers.Adam({ learningRate: 0.01, beta1: 0.5, beta2: 0.9 });

    const trainStep = compile((real: tf.Tensor, fake: tf.Tensor) => {
      const { value, gradients, cost, penalty } = gradientTape(() => {
        const score = (images: tf.Tensor) => call(discriminator, images, { training: true });
        const cost = score(fake).mean().sub(score(real).mean());
        const share = tf.randomUniform([real.shape[0] as number, 1, 1, 1]);
        const between = real.add(fake.sub(real).mul(share));
        const { gradients: slopes } = gradientTape(() => score(between).sum(), between);
        const penalty = slopes.square().sum([1, 2, 3]).sqrt().sub(1).square().mean();
        return { loss: cost.add(penalty.mul(10)), cost, penalty };
      }, discriminator.trainableWeights);
      optimizer.applyGradients(gradients);
      return { value, cost, penalty };
    });

    const measured = { value: [] as number[], cost: [] as number[], penalty: [] as number[] };
    for (let step = 0; step < 15; step++) {
      const [real, fake] = [realImages(8), tf.randomUniform([8, 8, 8, 1])];
      const { value, cost, penalty } = trainStep(real, fake);
      measured.value.push(numberOf(value));
      measured.cost.push(numberOf(cost));
      measured.penalty.push(numberOf(penalty));
      tf.dispose([real, fake]);
    }
    return measured;
  };

describe("a GAN", () => {
  it("trains its discriminator and its generator by two tapes, as graphs with the same numbers", async () => {
    const { dLoss, brightness } = await runBothWays(gan);
    expect(dLoss?.at(-1)).toBeLessThan(dLoss?.[0] as number);
    expect(brightness?.every((value) => value > 0 && value < 1)).toBe(true);
  });

  it("with a gradient penalty moves the slopes of its critic towards 1", async () => {
    const { value, penalty } = await runBothWays(
      critic(() => [tf.layers.activation({ activation: "tanh" })]),
    );
    expect(penalty?.at(-1)).toBeLessThan(0.5 * (penalty?.[0] as number));
    expect(value?.at(-1)).toBeLessThan(value?.[0] as number);
  });

  it.each(critics)(
    "with a gradient penalty through %s trains as graphs with the same numbers",
    async (_, middle) => {
      const { value } = await runBothWays(critic(middle));
      expect(value?.at(-1)).toBeLessThan(value?.[0] as number);
    },
  );
});
