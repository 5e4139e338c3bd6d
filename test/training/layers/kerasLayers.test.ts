/** Layers with two modes, masks and losses of their own, beside Keras: what is evaluated, trained and predicted. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../../src/engine";
import { evaluate, fit, loadModel, predict } from "../../../src/training";
import { isRelease } from "../../release";

type Nested = number | Nested[];

interface Case {
  name: string;
  x: Nested[];
  y: Nested[];
  weights: Nested | null;
  evaluated: Record<string, number>;
  history: Record<string, number[]>;
  predictions: number[][];
}

const folder = mkdtempSync(path.join(tmpdir(), "keras-layers-"));
let cases: Case[];

beforeAll(() => {
  jest.spyOn(console, "warn").mockImplementation(() => {});
  const script = path.join(__dirname, "keras_layers.py");
  const answer = execFileSync(environmentExecutable("python"), [script, folder], {
    maxBuffer: 2 ** 26,
    stdio: ["pipe", "pipe", "pipe"],
  });
  cases = JSON.parse(answer.toString());
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true }));

const oneOrAll = <Some>(list: Some[]): Some | Some[] => (list.length === 1 ? (list[0] as Some) : list);
const tensorsOf = (values: Nested[]) => values.map((value) => tf.tensor(value as number[]));

/** Relative to 1, and to what is larger. */
const far = (ours: number, keras: number) => Math.abs(ours - keras) / Math.max(1, Math.abs(keras));

/** As graphs, which is the default, for every change. */
const modes: [string, boolean][] = [["as graphs", false]];
if (isRelease) modes.push(["operation by operation", true]);

describe.each(modes)("models with masks, frozen layers and added losses, %s,", (_, runEagerly) => {
  const options = (weights: Nested | null) => ({
    batchSize: 4,
    verbose: 0 as const,
    runEagerly,
    ...(weights === null ? {} : { sampleWeight: tf.tensor(weights as number[]) }),
  });
  const inputs = (x: Nested[]) => oneOrAll(tensorsOf(x)) as tf.Tensor;

  it("are evaluated as in Keras", async () => {
    for (const [index, { name, x, y, weights, evaluated }] of cases.entries()) {
      const model = await loadModel(path.join(folder, `${index}.keras`));
      const logs = await evaluate(model, inputs(x), inputs(y), options(weights));
      expect({ name, logs: Object.keys(logs).sort() }).toEqual({ name, logs: Object.keys(evaluated).sort() });
      for (const [log, value] of Object.entries(evaluated)) {
        const ours = logs[log] as number;
        expect({ name, log, ours, isNear: far(ours, value) < 2e-5 }).toEqual({
          name,
          log,
          ours,
          isNear: true,
        });
      }
      model.dispose();
    }
  }, 600_000);

  it("are trained as in Keras", async () => {
    for (const [index, { name, x, y, weights, history, predictions }] of cases.entries()) {
      const model = await loadModel(path.join(folder, `${index}.keras`));
      const trained = await fit(model, inputs(x), inputs(y), {
        ...options(weights),
        epochs: 2,
        shuffle: false,
      });
      for (const [log, values] of Object.entries(history)) {
        const ours = trained.history[log] as number[];
        const isNear = values.every((value, epoch) => far(ours[epoch] as number, value) < 2e-5);
        expect({ name, log, ours, isNear }).toEqual({ name, log, ours, isNear: true });
      }
      const predicted = [await predict(model, inputs(x), { verbose: 0 })].flat();
      for (const [output, values] of predictions.entries()) {
        const ours = Array.from((predicted[output] as tf.Tensor).dataSync());
        const farthest = Math.max(...values.map((value, one) => far(ours[one] as number, value)));
        expect({ name, isNear: farthest < 5e-5, farthest }).toEqual({ name, isNear: true, farthest });
      }
      model.dispose();
    }
  }, 600_000);
});
