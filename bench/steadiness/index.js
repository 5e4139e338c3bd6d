/**
 * Does training as graphs stay as it begins? How late a timer of 1 ms comes while `fit` runs in the same process, how many
 * steps a second there are at the beginning of 20,000 and at their end, and what memory there is then.
 */
const tf = require("@tensorflow/tfjs-node-gpu");
const { fit } = require("trainbook");
const { benchOptions } = require("../options");
const { models } = require("../train/workloads");

const { rounds } = benchOptions({ rounds: 1 });

const STEPS = 20_000;
const STEPS_AN_EPOCH = 500;
const BATCH = 64;

/** @param {string} name @param {number} steps */
function training(name, steps) {
  const { shape, build } = /** @type {NonNullable<(typeof models)[string]>} */ (models[name]);
  const model = build(tf);
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  const x = tf.randomUniform([BATCH * steps, ...shape]);
  const y = tf.randomUniform([BATCH * steps], 0, 10, "int32");
  return (/** @type {import("trainbook").FitOptions} */ options) =>
    fit(model, x, y, { batchSize: BATCH, verbose: 0, ...options });
}

/** The milliseconds by which a timer of 1 ms comes late. @param {() => Promise<unknown>} work */
async function latenessDuring(work) {
  /** @type {number[]} */
  const late = [];
  let expected = performance.now() + 1;
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(now - expected);
    expected = now + 1;
  }, 1);
  await work();
  clearInterval(timer);
  late.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => (late[Math.floor(share * (late.length - 1))] ?? 0).toFixed(1);
  return `1 ms timer late by ${at(0.5)} (median), ${at(0.999)} (99.9 %), ${at(1)} ms (most) of ${late.length} times`;
}

const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);

async function main() {
  for (let round = 0; round < rounds; round++) {
    for (const name of ["cnn", "dense"]) {
      const train = training(name, 150);
      await train({ epochs: 1 });
      console.log(`${name}, batch ${BATCH}: ${await latenessDuring(() => train({ epochs: 3 }))}`);
    }
    const train = training("dense", STEPS_AN_EPOCH);
    /** @type {{ seconds: number, memory: number }[]} */
    const epochs = [];
    let start = 0;
    await train({
      epochs: STEPS / STEPS_AN_EPOCH + 1,
      callbacks: {
        onEpochBegin: () => {
          start = performance.now();
        },
        onEpochEnd: () => {
          epochs.push({ seconds: (performance.now() - start) / 1000, memory: megabytes() });
        },
      },
    });
    const measured = epochs.slice(1);
    const quarter = measured.length >> 2;
    const stepsASecond = (/** @type {typeof epochs} */ of) =>
      Math.round(
        STEPS_AN_EPOCH / (of.map(({ seconds }) => seconds).sort((a, b) => a - b)[of.length >> 1] ?? 1),
      );
    const [first, last] = [measured.slice(0, quarter), measured.slice(-quarter)];
    console.log(
      `dense, ${STEPS} steps: ${stepsASecond(first)} steps a second in the first quarter, ${stepsASecond(last)} in the last ` +
        `(medians of epochs); ${first.at(-1)?.memory} MB, then ${last.at(-1)?.memory} MB`,
    );
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
