/** trainbook as others get it: packed, installed in an empty folder without install scripts, set up, imported. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../src/engine";

// Registries are reached over a network, which fails now and then.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-packed-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const npm = (...args: string[]) =>
  execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });

it("installs from the tarball and trains after `npx trainbook setup`", () => {
  const [packed] = JSON.parse(npm("pack", packageRoot, "--json", "--pack-destination", folder));
  const { peerDependencies } = JSON.parse(readFileSync(path.join(packageRoot, "package.json"), "utf8"));
  const tfjs = `@tensorflow/tfjs-node-gpu@${peerDependencies["@tensorflow/tfjs-node-gpu"]}`;
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  npm("install", "--ignore-scripts", "--no-audit", "--no-fund", `./${packed.filename}`, tfjs);

  const env = { ...process.env, TRAINBOOK_CACHE: path.join(folder, "cache") };
  execFileSync("npx", ["trainbook", "setup"], { cwd: folder, env, stdio: "pipe" });

  // The wrong order on purpose: set-up has made every order right.
  writeFileSync(
    path.join(folder, "train.js"),
    `import * as tf from "@tensorflow/tfjs-node-gpu";
     import { fit } from "trainbook";
     const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
     model.compile({ optimizer: "sgd", loss: "mean_squared_error" });
     const history = await fit(model, tf.ones([8, 1]), tf.ones([8, 1]), { verbose: 0 });
     console.log(tf.getBackend(), history.epoch.length);`,
  );
  const run = spawnSync(process.execPath, ["train.js"], { cwd: folder, env, encoding: "utf8" });
  expect({ stdout: run.stdout, stderr: run.stderr }).toEqual({ stdout: "tensorflow 1\n", stderr: "" });
}, 900_000);
