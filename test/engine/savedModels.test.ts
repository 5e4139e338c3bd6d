import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../src/engine";

/** Written by Python's TensorFlow: y = 3x + b, with b a variable of value 1. */
const program = `
import sys, tensorflow as tf
class Line(tf.Module):
    def __init__(self):
        self.b = tf.Variable(1.0)
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32, name="x")])
    def __call__(self, x):
        return {"y": 3.0 * x + self.b}
line = Line()
tf.saved_model.save(line, sys.argv[1], signatures=line.__call__)
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "trainbook-saved-model-"));
  execFileSync(environmentExecutable("python"), ["-c", program, folder], { stdio: "ignore" });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("tf.node.loadSavedModel", () => {
  it("computes what Python's TensorFlow saved", async () => {
    const model = await tf.node.loadSavedModel(folder);
    const { y } = model.predict({ x: tf.tensor1d([0, 1, 2]) }) as tf.NamedTensorMap;
    expect(y?.arraySync()).toEqual([1, 4, 7]);
    model.dispose();
    expect(tf.node.getNumOfSavedModels()).toBe(0);
  });

  it("raises TensorFlow's message for a graph that the folder does not hold", async () => {
    await expect(tf.node.loadSavedModel(folder, ["no-such-tag"])).rejects.toThrow(/no-such-tag|tags/);
  });
});
