/** Keras's example "Variational AutoEncoder", written as a loop. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, gradientTape, losses, metrics, optimizers } from "../../../src/training";
import { type Compile, clusters, type Measured, runBothWays } from "./ways";

function encoderOf(): tf.LayersModel {
  const inputs = tf.input({ shape: [4] });
  const hidden = tf.layers.dense({ units: 12, activation: "relu" }).apply(inputs) as tf.SymbolicTensor;
  const outputs = ["zMean", "zLogVar"].map(
    (name) => tf.layers.dense({ units: 2, name }).apply(hidden) as tf.SymbolicTensor,
  );
  return tf.model({ inputs, outputs });
}

const decoderOf = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 12, activation: "relu", inputShape: [2] }),
      tf.layers.dense({ units: 4, activation: "sigmoid" }),
    ],
  });

async function variationalAutoencoder(compile: Compile): Promise<Measured> {
  const [encoder, decoder] = [encoderOf(), decoderOf()];
  const weights = [...encoder.trainableWeights, ...decoder.trainableWeights];
  const optimizer = new optimizers.Adam({ learningRate: 0.01 });
  const reconstructionOf = new losses.BinaryCrossentropy({ reduction: "none" });
  const trackers = {
    loss: new metrics.Mean({ name: "loss" }),
    reconstruction: new metrics.Mean({ name: "reconstruction_loss" }),
    kl: new metrics.Mean({ name: "kl_loss" }),
  };
  const { x } = clusters(48);
  const data = tf.sigmoid(x.sub(1).mul(3));

  const trainStep = compile((batch: tf.Tensor) => {
    const { value, gradients, reconstruction, kl } = gradientTape(() => {
      const [zMean, zLogVar] = call<tf.Tensor[]>(encoder, batch, { training: true }) as [
        tf.Tensor,
        tf.Tensor,
      ];
      const z = zMean.add(zLogVar.mul(0.5).exp().mul(tf.randomNormal(zMean.shape)));
      const reconstruction = reconstructionOf(batch, call(decoder, z, { training: true }))
        .mul(4)
        .mean();
      const kl = zLogVar.add(1).sub(zMean.square()).sub(zLogVar.exp()).mul(-0.5).sum(1).mean();
      return { loss: reconstruction.add(kl), reconstruction, kl };
    }, weights);
    optimizer.applyGradients(gradients);
    trackers.loss.updateState(value);
    trackers.reconstruction.updateState(reconstruction);
    trackers.kl.updateState(kl);
    return [];
  });

  const measured: Measured = { loss: [], reconstruction: [], kl: [] };
  for (let epoch = 0; epoch < 6; epoch++) {
    for (const batch of tf.split(data, 6)) trainStep(batch);
    for (const [name, tracker] of Object.entries(trackers)) {
      measured[name]?.push(tracker.result());
      tracker.resetState();
    }
  }
  return measured;
}

describe("a variational autoencoder", () => {
  it("learns by reparametrized noise, and tracks three means, as graphs with the same numbers", async () => {
    const { loss, reconstruction, kl } = await runBothWays(variationalAutoencoder);
    expect(loss?.at(-1)).toBeLessThan(0.97 * (loss?.[0] as number));
    for (const [epoch, total] of (loss ?? []).entries()) {
      expect((reconstruction?.[epoch] as number) + (kl?.[epoch] as number)).toBeCloseTo(total, 4);
    }
  });
});
