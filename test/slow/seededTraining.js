/** The quickstart's training on its offline digits, under one seed; prints the losses to their last bit. */
const path = require("node:path");
const dist = path.join(__dirname, "..", "..", "dist");
const { datasets, fit, setSeed } = require(path.join(dist, "index.js"));
const tf = require("@tensorflow/tfjs-node-gpu");

async function main() {
  setSeed(1);
  const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData({ source: "offline" });
  const prepare = (/** @type {tf.Tensor} */ images) => images.reshape([-1, 28, 28, 1]).div(255);
  const { conv2d, maxPooling2d, flatten, dense, dropout } = tf.layers;
  const model = tf.sequential({
    layers: [
      conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: "relu" }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
      flatten(),
      dropout({ rate: 0.2 }),
      dense({ units: 64, activation: "relu" }),
      dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  const { history } = await fit(model, prepare(xTrain), yTrain, {
    epochs: 2,
    batchSize: 64,
    validationData: [prepare(xTest), yTest],
    verbose: 0,
  });
  console.log(`LOSSES ${JSON.stringify(history)}`);
}

main();
