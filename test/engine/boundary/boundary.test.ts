/** Calls that TensorFlow's C API does not survive, or takes for other calls, are errors. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environmentExecutable } from "../../../src/engine";

const savedModels = `
import sys, tensorflow as tf
def save(name, fn, *names):
    module = tf.Module()
    lengths = [None] if len(names) < 2 else [None, 2]
    module.fn = tf.function(fn, input_signature=[tf.TensorSpec(lengths, tf.float32, name=n) for n in names])
    tf.saved_model.save(module, f"{sys.argv[1]}/{name}", signatures=module.fn)
save("one", lambda x: {"y": x * 3}, "x")
save("two", lambda a, b: {"sum": a + b}, "a", "b")
save("none", lambda: {"y": tf.constant(3.0)})
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-boundary-"));
  execFileSync(environmentExecutable("python"), ["-c", savedModels, folder], { stdio: "ignore" });
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("no wrong call ends the process, or goes by without an error that tells what was wrong", () => {
  const program = path.join(__dirname, "attempts.js");
  const { stdout, status, signal } = spawnSync(process.execPath, [program, folder], {
    encoding: "utf8",
    timeout: 200_000,
  });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { name: string; ended?: string; fits?: boolean });
  expect(lines.filter(({ fits }) => fits === false)).toEqual([]);
  expect({ status, signal, last: lines.at(-1) }).toEqual({
    status: 0,
    signal: null,
    // And what comes after all these errors is computed as ever.
    last: { name: "a call that is right", ended: "Tensor\n    [2, 3]", fits: true },
  });
}, 240_000);
