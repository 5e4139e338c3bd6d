/**
 * The accuracy that 16 bits cost and the speed that they give: the course's CNN on MNIST, three epochs under each
 * policy, in turn, by two optimizers. A round is a seed.
 */
const tf = require("@tensorflow/tfjs-node-gpu");
const { datasets, evaluate, fit, mixedPrecision, setSeed } = require("trainbook");
const { benchOptions } = require("../options");
const { report } = require("../report");
const { models } = require("../train/workloads");

const { json, rounds } = benchOptions({ rounds: 3 });

const EPOCHS = 3;
const BATCH = 64;
/** @type {import("trainbook").PolicyName[]} */
const policies = ["mixed_bfloat16", "float32"];

async function main() {
  const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData();
  const prepare = (/** @type {tf.Tensor} */ x) => tf.tidy(() => x.reshape([-1, 28, 28, 1]).div(255));
  const [x, testX] = [prepare(xTrain), prepare(xTest)];
  /** @type {Record<string, Record<string, number | null>[]>} */
  const runs = {};
  for (let round = 0; round < rounds; round++) {
    for (const policy of policies) {
      mixedPrecision.setGlobalPolicy(policy);
      setSeed(round);
      /** @type {Record<string, number | null>} */
      const run = {};
      for (const optimizer of ["sgd", "adam"]) {
        const model = /** @type {NonNullable<(typeof models)[string]>} */ (models.cnn).build(tf);
        model.compile({ optimizer, loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
        const start = performance.now();
        await fit(model, x, yTrain, { epochs: EPOCHS, batchSize: BATCH, verbose: 0 });
        const seconds = (performance.now() - start) / 1000;
        const { accuracy } = await evaluate(model, testX, yTest, { verbose: 0 });
        run[`${optimizer}, a step`] = seconds / (EPOCHS * Math.ceil(x.shape[0] / BATCH));
        run[`${optimizer}, test accuracy: %`] = Number((100 * (accuracy ?? 0)).toFixed(2));
        model.dispose();
      }
      runs[policy] = [...(runs[policy] ?? []), run];
    }
  }
  report({ title: "precision", peers: policies, runs, json });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
