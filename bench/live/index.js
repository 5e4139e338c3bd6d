/** What `live.history()` costs: five epochs of the course's network with it and without, in turn. */
const tf = require("@tensorflow/tfjs-node-gpu");
const { fit, live, setSeed } = require("trainbook");
const { benchOptions } = require("../options");
const { report } = require("../report");
const { models } = require("../train/workloads");

const { json, rounds } = benchOptions({ rounds: 3 });

const SAMPLES = 60_000;
const EPOCHS = 5;

/** What a kernel does with drawings, without a kernel: they are counted. */
const sink = { messages: 0, bytes: 0, lastBytes: 0 };
// The place where a kernel's own is looked for.
const place = Symbol.for("trainbook.display.sink");

/** @param {boolean} isSeen */
function watch(isSeen) {
  Object.assign(sink, { messages: 0, bytes: 0, lastBytes: 0 });
  /** @param {{ bundle: object }} message */
  const send = ({ bundle }) => {
    sink.messages++;
    sink.lastBytes = JSON.stringify(bundle).length;
    sink.bytes += sink.lastBytes;
  };
  Object.assign(globalThis, { [place]: isSeen ? { send, hold() {}, clear() {} } : undefined });
}

async function main() {
  const x = tf.randomUniform([SAMPLES, 28, 28, 1]);
  // How bright the middle is: something that can be learned.
  const y = tf.tidy(() => {
    const middle = x.slice([0, 5, 5, 0], [SAMPLES, 18, 18, 1]).mean([1, 2, 3]);
    return middle.sub(0.5).mul(200).add(5).clipByValue(0, 9).toInt();
  });
  /** @type {[tf.Tensor, tf.Tensor]} */
  const validationData = [x.slice(0, 1000), y.slice(0, 1000)];
  /** @type {Record<string, Record<string, number | null>[]>} */
  const runs = { "live.history()": [], without: [] };
  for (let round = 0; round < rounds; round++) {
    for (const isLive of [true, false]) {
      setSeed(round);
      const model = /** @type {NonNullable<(typeof models)[string]>} */ (models.cnn).build(tf);
      model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
      watch(isLive);
      const start = performance.now();
      const callbacks = isLive ? [live.history()] : [];
      await fit(model, x, y, { epochs: EPOCHS, batchSize: 64, validationData, verbose: 0, callbacks });
      const seconds = (performance.now() - start) / 1000;
      // The last drawing is on its way yet.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const drawn = { "messages: n": sink.messages, "last: bytes": sink.lastBytes };
      runs[isLive ? "live.history()" : "without"]?.push({ training: seconds, ...(isLive ? drawn : {}) });
      watch(false);
      model.dispose();
    }
  }
  report({ title: "live", peers: Object.keys(runs), runs, json });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
