import * as tf from "@tensorflow/tfjs-node-gpu";

/** The course's network, small enough here that 3,000 steps take a minute. */
function smallNetwork(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, activation: "relu" }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

it("3,000 eager training steps grow resident memory by less than 30 MB after step 500", async () => {
  const model = smallNetwork();
  const x = tf.randomUniform([64, 28, 28, 1]);
  const y = tf.randomUniform([64], 0, 10).floor();
  const train = async (steps: number) => {
    for (let step = 0; step < steps; step++) await model.trainOnBatch(x, y);
  };
  await train(500);
  const tensors = tf.memory().numTensors;
  const resident = process.memoryUsage.rss();
  await train(2500);
  expect(tf.memory().numTensors).toBe(tensors);
  expect((process.memoryUsage.rss() - resident) / 2 ** 20).toBeLessThan(30);
}, 600_000);
