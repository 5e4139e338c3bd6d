/**
 * What accuracy may exercise 1 ask for? Attempts that train as it asks, and attempts that do not, on its data: drawn
 * garments, or real ones where `TRAINBOOK_DATA` or the cache has them. A round is a seed; of drawn garments each round has
 * test images of its own, which are not the course's.
 */
const fs = require("node:fs");
const tf = require("@tensorflow/tfjs-node-gpu");
const { datasets, evaluate, fit, setSeed } = require("trainbook");
const { drawGarments } = require("../../dist/data/garments/drawnGarments");
const { benchOptions } = require("../options");
const { attempts, build } = require("./attempts");

const { json, rounds } = benchOptions({ rounds: 2 });

const BATCH = 64;
const EPOCHS = 10;

/** The exercise's data: up to 6,000 images, of which five of every six are for training. */
async function exerciseData() {
  const [[xAll, yAll], [xTest, yTest]] = await datasets.fashionMnist.loadData();
  const trained = Math.floor((Math.min(6000, xAll.shape[0]) * 5) / 6);
  return { x: asked(xAll.slice(0, trained)), y: yAll.slice(0, trained), test: { x: asked(xTest), y: yTest } };
}

/** @param {tf.Tensor} images @returns {tf.Tensor4D} */
function asked(images) {
  return tf.tidy(() => images.reshape([-1, 28, 28, 1]).div(255));
}

/** 1,000 garments that the exercise does not have. @param {number} seed */
function drawnTest(seed) {
  const { images, labels, count } = drawGarments({ seed, trainPerClass: 0 }).test;
  return {
    x: asked(tf.tensor(new Int32Array(images), [count, 28, 28], "int32")),
    y: tf.tensor1d(new Int32Array(labels), "int32"),
  };
}

/**
 * Trains one attempt from one seed.
 *
 * @param {import("./attempts").Attempt} attempt
 * @param {{ x: tf.Tensor, y: tf.Tensor, test: { x: tf.Tensor, y: tf.Tensor } }} data
 * @param {number} seed
 * @returns the accuracy on the test images at the end of each epoch
 */
async function accuraciesOf(attempt, data, seed) {
  setSeed(seed);
  const model = build(attempt);
  const count = attempt.images ?? data.x.shape[0];
  const seen = (/** @type {tf.Tensor} */ x) => (attempt.unscaled ? x.mul(255) : x.clone());
  const x = seen(data.x.slice(0, count));
  const y = attempt.randomLabels ? tf.randomUniform([count], 0, 10, "int32") : data.y.slice(0, count);
  const testX = seen(data.test.x);
  /** @type {number[]} */
  const reached = [];
  await fit(model, x, y, {
    epochs: attempt.epochs ?? EPOCHS,
    batchSize: BATCH,
    verbose: 0,
    callbacks: {
      onEpochEnd: async () => {
        const { accuracy = 0 } = await evaluate(model, testX, data.test.y, { verbose: 0 });
        reached.push(accuracy);
      },
    },
  });
  tf.dispose([x, y, testX]);
  model.dispose();
  return reached;
}

async function main() {
  const data = await exerciseData();
  const isReal = datasets.fashionMnist.source?.isReal;
  /** @type {Record<string, number[][]>} */
  const runs = Object.fromEntries(Object.keys(attempts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const test = isReal ? data.test : drawnTest(round);
    for (const [name, attempt] of Object.entries(attempts)) {
      const reached = await accuraciesOf(attempt, { ...data, test }, round);
      runs[name]?.push(reached);
      console.log(`seed ${round}, ${name}: ${reached.map((accuracy) => accuracy.toFixed(3)).join(" ")}`);
    }
    if (json) fs.writeFileSync(json, `${JSON.stringify(runs, null, 2)}\n`);
  }
  report(runs);
}

/** The accuracies after the last epoch: the least, the median, the most. @param {Record<string, number[][]>} runs */
function report(runs) {
  const width = Math.max(...Object.keys(runs).map((name) => name.length));
  console.log(`\n${"test accuracy".padEnd(width)}  least  median  most`);
  for (const [name, reached] of Object.entries(runs)) {
    const last = reached.map((run) => run.at(-1) ?? 0).sort((a, b) => a - b);
    const [low = 0, high = 0] = [last[(last.length - 1) >> 1], last[last.length >> 1]];
    const cells = [last[0] ?? 0, (low + high) / 2, last.at(-1) ?? 0].map((value) => value.toFixed(3));
    console.log(`${name.padEnd(width)}  ${cells.join("  ")}`);
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
