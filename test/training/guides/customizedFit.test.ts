/** Keras's guide "Customizing what happens in fit()": model classes that `fit` trains by their own steps. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import {
  type CustomSteps,
  call,
  callbacks,
  evaluate,
  fit,
  gradientTape,
  losses,
  metrics,
  optimizers,
  type StepData,
} from "../../../src/training";
import { clusters } from "./ways";

const silent = { verbose: 0 } as const;
const LATENT = 3;

const network = (units: number, inputs: number, activation: "sigmoid" | "linear") =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 12, activation: "relu", inputShape: [inputs] }),
      tf.layers.dense({ units, activation }),
    ],
  });

/** Keras's example "Variational AutoEncoder": `vae.fit(data)`, without targets or a loss. */
class VAE extends tf.LayersModel implements CustomSteps {
  readonly trackers = {
    loss: new metrics.Mean({ name: "loss" }),
    reconstruction_loss: new metrics.Mean({ name: "reconstruction_loss" }),
    kl_loss: new metrics.Mean({ name: "kl_loss" }),
  };

  constructor(
    private readonly encoder: tf.Sequential,
    private readonly decoder: tf.Sequential,
  ) {
    super({ inputs: encoder.inputs, outputs: encoder.outputs });
  }

  private measured(x: tf.Tensor) {
    const [mean, logVariance] = tf.split(call(this.encoder, x, { training: true }), 2, 1) as [
      tf.Tensor,
      tf.Tensor,
    ];
    const z = mean.add(logVariance.mul(0.5).exp().mul(tf.randomNormal(mean.shape)));
    const rebuilt = call(this.decoder, z, { training: true });
    const reconstruction = rebuilt.sub(x).square().sum(1).mean();
    const kl = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).mul(-0.5).sum(1).mean();
    return { loss: reconstruction.add(kl), reconstruction, kl };
  }

  private track(loss: tf.Tensor, reconstruction: tf.Tensor, kl: tf.Tensor) {
    this.trackers.loss.updateState(loss);
    this.trackers.reconstruction_loss.updateState(reconstruction);
    this.trackers.kl_loss.updateState(kl);
    return this.trackers;
  }

  trainStep([x]: StepData) {
    const weights = [...this.encoder.trainableWeights, ...this.decoder.trainableWeights];
    const { value, gradients, reconstruction, kl } = gradientTape(() => this.measured(x), weights);
    this.optimizer.applyGradients(gradients);
    return this.track(value, reconstruction, kl);
  }

  testStep([x]: StepData) {
    const { loss, reconstruction, kl } = this.measured(x);
    return this.track(loss, reconstruction, kl);
  }
}

/** The guide's last example, "an end-to-end GAN": two networks, two optimizers. */
class GAN extends tf.LayersModel implements CustomSteps {
  readonly dLoss = new metrics.Mean({ name: "d_loss" });
  readonly gLoss = new metrics.Mean({ name: "g_loss" });
  private readonly dOptimizer = new optimizers.Adam({ learningRate: 0.003 });
  private readonly gOptimizer = new optimizers.Adam({ learningRate: 0.003 });
  private readonly lossFn = new losses.BinaryCrossentropy({ fromLogits: true });

  constructor(
    private readonly discriminator: tf.Sequential,
    private readonly generator: tf.Sequential,
  ) {
    super({ inputs: discriminator.inputs, outputs: discriminator.outputs });
  }

  trainStep([real]: StepData) {
    const batch = real.shape[0] as number;
    const generated = call(this.generator, tf.randomNormal([batch, LATENT]));
    const combined = tf.concat([generated, real]);
    const labels = tf.concat([tf.ones([batch, 1]), tf.zeros([batch, 1])]);
    const d = gradientTape(
      () => this.lossFn(labels, call(this.discriminator, combined, { training: true })),
      this.discriminator.trainableWeights,
    );
    this.dOptimizer.applyGradients(d.gradients);
    const latent = tf.randomNormal([batch, LATENT]);
    const g = gradientTape(() => {
      const images = call(this.generator, latent, { training: true });
      return this.lossFn(tf.zeros([batch, 1]), call(this.discriminator, images));
    }, this.generator.trainableWeights);
    this.gOptimizer.applyGradients(g.gradients);
    this.dLoss.updateState(d.value);
    this.gLoss.updateState(g.value);
    return { d_loss: this.dLoss, g_loss: this.gLoss };
  }
}

type History = Record<string, number[]>;

/** @returns the history of the training in graphs, once it is known to be that of its operations one by one. */
async function runBothWays(train: (runEagerly: boolean) => Promise<History>): Promise<History> {
  const histories: History[] = [];
  for (const runEagerly of [true, false]) {
    setSeed(5);
    histories.push(await train(runEagerly));
  }
  const [eager, graph] = histories as [History, History];
  expect(Object.keys(graph)).toEqual(Object.keys(eager));
  for (const [name, values] of Object.entries(eager))
    for (const [epoch, value] of values.entries()) expect(graph[name]?.[epoch]).toBeCloseTo(value, 4);
  return graph;
}

describe("a model class trained by fit", () => {
  it("as a VAE learns without targets and without a loss in compile, validated by its testStep", async () => {
    const history = await runBothWays(async (runEagerly) => {
      const vae = new VAE(network(2 * 2, 4, "linear"), network(4, 2, "linear"));
      vae.compile({ optimizer: new optimizers.Adam({ learningRate: 0.01 }) });
      const { x } = clusters(96);
      const validationData = [x.slice([0, 0], [32, 4])] as const;
      return (await fit(vae, x, { epochs: 8, batchSize: 16, runEagerly, validationData, ...silent })).history;
    });
    expect(Object.keys(history)).toEqual([
      ...["loss", "reconstruction_loss", "kl_loss"],
      ...["val_loss", "val_reconstruction_loss", "val_kl_loss"],
    ]);
    expect(history.loss?.at(-1)).toBeLessThan(0.7 * (history.loss?.[0] as number));
    for (const [epoch, total] of (history.val_loss ?? []).entries()) {
      const parts = (history.val_reconstruction_loss?.[epoch] ?? 0) + (history.val_kl_loss?.[epoch] ?? 0);
      expect(parts).toBeCloseTo(total, 4);
    }
  });

  it("as a GAN trains two networks by two optimizers", async () => {
    const history = await runBothWays(async (runEagerly) => {
      const gan = new GAN(network(1, 4, "linear"), network(4, LATENT, "linear"));
      gan.compile({ optimizer: "adam" });
      const { x } = clusters(96);
      return (await fit(gan, x, { epochs: 4, batchSize: 16, shuffle: false, runEagerly, ...silent })).history;
    });
    expect(Object.keys(history)).toEqual(["d_loss", "g_loss"]);
    expect(history.d_loss?.at(-1)).toBeLessThan(history.d_loss?.[0] as number);
  });

  it("is watched by callbacks, which find its own names in the logs", async () => {
    const vae = new VAE(network(2 * 2, 4, "linear"), network(4, 2, "linear"));
    vae.compile({ optimizer: "adam" });
    const { x } = clusters(48);
    const stopping = new callbacks.EarlyStopping({ monitor: "kl_loss", mode: "max", minDelta: 1e9 });
    const { epoch } = await fit(vae, x, { epochs: 5, callbacks: stopping, ...silent });
    expect(epoch).toEqual([0, 1]);
    expect(Object.keys(await evaluate(vae, x, silent))).toEqual(["loss", "reconstruction_loss", "kl_loss"]);
  });
});
