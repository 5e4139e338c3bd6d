/** What 16 bits cost in accuracy and give in speed: the course's CNN on MNIST, three epochs under each policy, in turn. */
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
      const model = /** @type {NonNullable<(typeof models)[string]>} */ (models.cnn).build(tf);
      model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
      const start = performance.now();
      await fit(model, x, yTrain, { epochs: EPOCHS, batchSize: BATCH, verbose: 0 });
      const seconds = (performance.now() - start) / 1000;
      const steps = EPOCHS * Math.ceil(x.shape[0] / BATCH);
      const { accuracy } = await evaluate(model, testX, yTest, { verbose: 0 });
      runs[policy] = [
        ...(runs[policy] ?? []),
        { "a step": seconds / steps, "test accuracy: %": Number((100 * (accuracy ?? 0)).toFixed(2)) },
      ];
      model.dispose();
    }
  }
  report({ title: "precision", peers: policies, runs, json });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
