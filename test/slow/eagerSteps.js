/**
 * Trains a small convolutional network step by step, eagerly, and prints its resident memory (bytes) and its
 * number of tensors after 500 and after 3,000 steps; where memory has grown by more than 30 MB, those of the next 2,500
 * steps, twice at most. Run with --expose-gc: what V8 has not yet collected does not count.
 */
const tf = require("@tensorflow/tfjs-node-gpu");

const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, activation: "relu" }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
const x = tf.randomUniform([64, 28, 28, 1]);
const y = tf.randomUniform([64], 0, 10).floor();

/** @param {number} steps */
async function trainFor(steps) {
  for (let step = 0; step < steps; step++) await model.trainOnBatch(x, y);
  global.gc?.();
  return { resident: process.memoryUsage.rss(), tensors: tf.memory().numTensors };
}

async function main() {
  let early = await trainFor(500);
  let late = await trainFor(2500);
  // The allocator and the system's large pages may take a jump once; a leak grows in every round.
  for (let round = 1; round < 3 && late.resident - early.resident > 30e6; round++) {
    early = late;
    late = await trainFor(2500);
  }
  console.log(JSON.stringify({ early, late }));
}

main();
