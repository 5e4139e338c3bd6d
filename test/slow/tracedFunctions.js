/** Makes 1,000 traced functions, with values of their own, and drops them; prints the memory before and after. */
const tf = require("@tensorflow/tfjs-node-gpu");
const { tfFunction } = require("trainbook");

const FUNCTIONS = 1_000;

/** @param {number} size */
async function makeAndDrop(size) {
  const x = tf.ones([8, size]);
  const weights = tf.tidy(() => tf.variable(tf.ones([size, size])));
  for (let made = 0; made < FUNCTIONS; made++) {
    const constant = tf.fill([64 * 1024], made);
    const product = tfFunction((/** @type {tf.Tensor} */ of) =>
      of.matMul(weights).relu().sum().add(constant.mean()).add(made),
    );
    tf.dispose([await product(x), constant]);
    // The first half is freed, the second let go.
    if (made < FUNCTIONS / 2) product.dispose();
    if (made % 50 === 49) await collected();
  }
  tf.dispose([x, weights]);
  await collected();
}

/** Functions out of reach are freed in a turn of the event loop after garbage was collected. */
async function collected() {
  for (let turn = 0; turn < 3; turn++) {
    /** @type {{ gc(): void }} */ (/** @type {unknown} */ (globalThis)).gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const state = () => ({ tensors: tf.memory().numTensors, resident: process.memoryUsage().rss });

async function main() {
  await makeAndDrop(16);
  const early = state();
  await makeAndDrop(16);
  console.log(JSON.stringify({ early, late: state() }));
}

main();
