/** Trains one workload by trainbook's fit, or by tfjs's own, and prints the seconds of a step and the peak of memory. */
const tf = require("@tensorflow/tfjs-node-gpu");
const { models } = require("./workloads");

const [system = "", workload = "", jsonOptions = "{}"] = process.argv.slice(2);
/** @type {import("./workloads").Workload} */
const { model: name, batch, steps, policy = "float32" } = JSON.parse(workload);
const { shape, build } = models[name] ?? { shape: [], build: () => tf.sequential() };

async function main() {
  const samples = batch * steps;
  const x = tf.randomUniform([samples, ...shape]);
  const y = tf.randomUniform([samples], 0, 10, "int32");
  const model = build(tf);
  const train = system === "tfjs" ? tfjsFit(model, x, y) : trainbookFit(model, x, y);
  await train();
  const seconds = [];
  for (let epoch = 0; epoch < 2; epoch++) {
    const start = performance.now();
    await train();
    seconds.push((performance.now() - start) / 1000 / steps);
  }
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ seconds: Math.min(...seconds), megabytes: Math.round(maxRSS / 1024) }));
}

/** @type {(model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor) => () => Promise<unknown>} */
function trainbookFit(model, x, y) {
  const { fit, mixedPrecision } = require("trainbook");
  mixedPrecision.setGlobalPolicy(policy);
  model.compile({
    optimizer: "adam",
    loss: "sparse_categorical_crossentropy",
    metrics: ["accuracy"],
  });
  return () => fit(model, x, y, { batchSize: batch, verbose: 0, ...JSON.parse(jsonOptions) });
}

/** @type {(model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor) => () => Promise<unknown>} */
function tfjsFit(model, x, y) {
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  const labels = y.toFloat();
  return () => model.fit(x, labels, { batchSize: batch, epochs: 1, verbose: 0 });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
