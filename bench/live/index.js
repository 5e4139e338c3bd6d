/** The cost of `live.history()`: five epochs of the course's network with and without it, in turn. */
const tf = require("@tensorflow/tfjs-node-gpu");
const { fit, live, setSeed } = require("trainbook");
const { benchOptions } = require("../options");
const { report } = require("../report");
const { models } = require("../train/workloads");

const { json, rounds } = benchOptions({ rounds: 3 });

const SAMPLES = 60_000;
const EPOCHS = 5;

/** A stand-in for a kernel's display sink, which counts the drawings. */
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

/**
 * Notes how long a callback's own code runs: machines are noisier than it is.
 * @param {Record<string, any>} callback
 */
function timed(callback) {
  const spent = { seconds: 0 };
  for (const hook of [
    "followsBatches",
    "onTrainBegin",
    "onTrainBatchEnd",
    "onEpochBegin",
    "onEpochEnd",
    "onTrainEnd",
  ]) {
    const own = callback[hook].bind(callback);
    callback[hook] = (/** @type {unknown[]} */ ...given) => {
      const start = performance.now();
      const note = () => {
        spent.seconds += (performance.now() - start) / 1000;
      };
      const result = own(...given);
      if (!(result instanceof Promise)) note();
      return result instanceof Promise ? result.finally(note) : result;
    };
  }
  return spent;
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
    for (const isLive of round % 2 === 0 ? [true, false] : [false, true]) {
      setSeed(round);
      const model = /** @type {NonNullable<(typeof models)[string]>} */ (models.cnn).build(tf);
      model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
      watch(isLive);
      const callback = live.history();
      const spent = timed(callback);
      const callbacks = isLive ? [callback] : [];
      const [start, used] = [performance.now(), process.cpuUsage()];
      await fit(model, x, y, { epochs: EPOCHS, batchSize: 64, validationData, verbose: 0, callbacks });
      const training = (performance.now() - start) / 1000;
      const { user, system } = process.cpuUsage(used);
      // The last drawing is on its way yet.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const drawn = {
        "its hooks": spent.seconds,
        ...{ "messages: n": sink.messages, "last: bytes": sink.lastBytes },
      };
      const measured = { training, processor: (user + system) / 1e6, ...(isLive ? drawn : {}) };
      runs[isLive ? "live.history()" : "without"]?.push(measured);
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
