/**
 * How fast does `fit` train beside Keras's and tfjs's? Each is started anew for each workload, in turn; the table shows
 * medians over the rounds: seconds a step, and the peak of the process's memory.
 */
const { execFile } = require("node:child_process");
const path = require("node:path");
const { promisify } = require("node:util");
const { environment } = require("../environment");
const { benchOptions } = require("../options");
const { report } = require("../report");
const { workloads } = require("./workloads");

const root = path.join(__dirname, "..", "..");
const { json, rounds } = benchOptions({ rounds: 3 });

const ours = path.join(__dirname, "measure.js");
const keras = path.join(__dirname, "keras_fit.py");

/** @type {Record<string, (workload: string) => [string, string[]]>} */
const peers = {
  trainbook: (workload) => [process.execPath, [ours, "trainbook", workload]],
  "Keras fit": (workload) => [environment.python, [keras, workload, "1"]],
  "Keras, 20 steps an execution": (workload) => [environment.python, [keras, workload, "20"]],
  "tfjs fit": (workload) => [process.execPath, [ours, "tfjs", workload]],
};

async function main() {
  /** @type {Record<string, Record<string, number | null>[]>} */
  const runs = {};
  for (let round = 0; round < rounds; round++) {
    /** @type {Record<string, Record<string, number | null>>} */
    const ofRound = {};
    for (const workload of workloads) {
      const name = `${workload.model}, batch ${workload.batch}`;
      for (const [peer, commandFor] of Object.entries(peers)) {
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
