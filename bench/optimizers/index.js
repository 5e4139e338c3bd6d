/**
 * Is an optimizer of tf.train as fast in `fit` as one of trainbook's, and the event loop as free? The course CNN with
 * each in turn, in one process: milliseconds a step, and the longest pause between turns of the event loop.
 */
const { monitorEventLoopDelay } = require("node:perf_hooks");
const tf = require("@tensorflow/tfjs-node-gpu");
const { fit } = require("trainbook");
const { benchOptions } = require("../options");
const { report } = require("../report");
const { models } = require("../train/workloads");

const { json, rounds } = benchOptions({ rounds: 5 });

const BATCH = 64;
const STEPS = 60;

/** @type {Record<string, () => "adam" | "sgd" | "rmsprop" | tf.Optimizer>} */
const optimizers = {
  '"adam"': () => "adam",
  "tf.train.adam()": () => tf.train.adam(),
  '"sgd"': () => "sgd",
  "tf.train.sgd(0.01)": () => tf.train.sgd(0.01),
  '"rmsprop"': () => "rmsprop",
  "tf.train.rmsprop(0.001)": () => tf.train.rmsprop(0.001),
};

async function main() {
  const { shape, build } = /** @type {NonNullable<(typeof models)[string]>} */ (models.cnn);
  const x = tf.randomUniform([BATCH * STEPS, ...shape]);
  const y = tf.randomUniform([BATCH * STEPS], 0, 10, "int32");
  const trainings = Object.entries(optimizers).map(([name, optimizer]) => {
    const model = build(tf);
    model.compile({ optimizer: optimizer(), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
    return { name, train: () => fit(model, x, y, { batchSize: BATCH, verbose: 0 }) };
  });
  for (const { train } of trainings) await train();

  /** @type {Record<string, Record<string, number | null>[]>} */
  const runs = {};
  for (let round = 0; round < rounds; round++) {
    for (const { name, train } of trainings) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const start = performance.now();
      await train();
      const seconds = (performance.now() - start) / 1000 / STEPS;
      delay.disable();
      runs[name] = [...(runs[name] ?? []), { "a step": seconds, "longest pause": delay.max / 1e9 }];
    }
  }
  report({ title: "optimizers", peers: Object.keys(optimizers), runs, json });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
