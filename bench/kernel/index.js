/**
 * How fast is our kernel beside tslab's own and ipykernel? Each is started afresh and measured in turn; the table
 * shows medians over the rounds.
 */
const { execFile } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { promisify } = require("node:util");
const { environment, peersPython } = require("../environment");
const { benchOptions } = require("../options");
const { report } = require("../report");

const root = path.join(__dirname, "..", "..");
const { json, rounds } = benchOptions({ rounds: 3 });

/** @typedef {{ label: string, kernel: string, language: "typescript" | "python" }} Peer */

/** @type {Peer[]} */
const peers = [
  { label: "trainbook", kernel: "tslab", language: "typescript" },
  { label: "stock tslab", kernel: "stock-tslab", language: "typescript" },
  { label: "ipykernel", kernel: "bench-python", language: "python" },
];

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "trainbook-bench-"));
  // Inside the checkout, from where cells find tfjs.
  fs.mkdirSync(path.join(root, "out"), { recursive: true });
  const notebooks = fs.mkdtempSync(path.join(root, "out", "bench-"));
  try {
    const kernelspecs = await peerKernelspecs(folder);
    /** @type {Record<string, Record<string, number | null>[]>} */
    const runs = {};
    for (let round = 0; round < rounds; round++) {
      for (const peer of peers) {
        process.stderr.write(`round ${round + 1} of ${rounds}: ${peer.label}\n`);
        const results = await measure(peer, notebooks, kernelspecs);
        runs[peer.label] = [...(runs[peer.label] ?? []), results];
      }
    }
    report({ title: "kernel", peers: peers.map(({ label }) => label), runs, json });
  } finally {
    for (const made of [folder, notebooks]) fs.rmSync(made, { recursive: true, force: true });
  }
}

/**
 * @param {Peer} peer
 * @param {string} folder
 * @param {string} kernelspecs
 * @returns {Promise<Record<string, number | null>>}
 */
async function measure({ kernel, language }, folder, kernelspecs) {
  const script = path.join(__dirname, "measure.py");
  const { stdout } = await promisify(execFile)(environment.python, [script, kernel, language, folder], {
    env: { ...process.env, JUPYTER_PATH: `${environment.jupyter}${path.delimiter}${kernelspecs}` },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");
}

/**
 * The kernelspecs of the peers.
 * @param {string} folder
 */
async function peerKernelspecs(folder) {
  const python = peersPython("kernel");
  const tslab = require.resolve("tslab/bin/tslab");
  /** @type {[string, string[], string][]} */
  const specs = [
    ["stock-tslab", [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"], "typescript"],
    ["bench-python", [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "python"],
  ];
  for (const [name, argv, language] of specs) {
    const kernel = path.join(folder, "kernels", name);
    fs.mkdirSync(kernel, { recursive: true });
    fs.writeFileSync(
      path.join(kernel, "kernel.json"),
      JSON.stringify({ argv, display_name: name, language }),
    );
  }
  return folder;
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
