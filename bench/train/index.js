/**
 * How fast does `fit` train beside Keras's, tfjs's and PyTorch? Each is started afresh for each workload, in turn; the
 * table shows medians over the rounds: seconds a step, and the peak of the process's memory.
 */
const { execFile } = require("node:child_process");
const path = require("node:path");
const { promisify } = require("node:util");
const { environment, peersPython } = require("../environment");
const { benchOptions } = require("../options");
const { report } = require("../report");
const { workloads } = require("./workloads");

const root = path.join(__dirname, "..", "..");
const { json, rounds } = benchOptions({ rounds: 3 });

const ours = path.join(__dirname, "measure.js");
const keras = path.join(__dirname, "keras_fit.py");
const torch = path.join(__dirname, "torch_eager.py");

/**
 * @typedef {object} Peer
 * @property {(workload: string) => [string, string[]]} command
 * @property {(workload: import("./workloads").Workload) => boolean} [takes] Defaults to every workload.
 */

/** @type {Record<string, Peer>} */
const peers = {
  trainbook: { command: (workload) => [process.execPath, [ours, "trainbook", workload]] },
  "Keras fit": { command: (workload) => [environment.python, [keras, workload, "1"]] },
  "Keras, 20 steps an execution": { command: (workload) => [environment.python, [keras, workload, "20"]] },
  "tfjs fit": {
    command: (workload) => [process.execPath, [ours, "tfjs", workload]],
    takes: ({ policy }) => !policy,
  },
  "PyTorch, eager": {
    command: (workload) => [peersPython("train"), [torch, workload]],
    takes: ({ model, policy }) => model === "cnn" && !policy,
  },
};

async function main() {
  /** @type {Record<string, Record<string, number | null>[]>} */
  const runs = {};
  for (let round = 0; round < rounds; round++) {
    /** @type {Record<string, Record<string, number | null>>} */
    const ofRound = {};
    for (const workload of workloads) {
      const { model, batch, policy } = workload;
      const name = [model, `batch ${batch}`, policy].filter(Boolean).join(", ");
      for (const [peer, { command: commandFor, takes = () => true }] of Object.entries(peers)) {
        if (!takes(workload)) continue;
        process.stderr.write(`round ${round + 1} of ${rounds}: ${name}, ${peer}\n`);
        const [command, args] = commandFor(JSON.stringify(workload));
        const { stdout } = await promisify(execFile)(command, args, { cwd: root });
        const { seconds, megabytes } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");
        ofRound[peer] = { ...ofRound[peer], [name]: seconds, [`${name}: MB`]: megabytes };
      }
    }
    for (const [peer, results] of Object.entries(ofRound)) runs[peer] = [...(runs[peer] ?? []), results];
  }
  report({ title: "train", peers: Object.keys(peers), runs, json });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
