/** Random models go from Keras to trainbook and back, in each kind of file, and are trained on in the other system. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom, setSeed } from "../../src/engine";
import { fit, loadModel, loadWeights, optimizers, saveModel, saveWeights } from "../../src/training";
import { buildInTfjs, type ModelSpec, randomModel } from "./randomModels";

interface Outcome {
  predictions: number[];
  losses: number[];
}

const seed = Number(process.env.TRAINBOOK_TEST_SEED ?? 12);
const count = 20;
const kinds = ["keras", "h5"] as const;
const folder = mkdtempSync(path.join(tmpdir(), "models-"));
afterAll(() => rmSync(folder, { recursive: true }));

const specs = Array.from({ length: count }, (_, index) => ({
  ...randomModel(new SeededRandom(seed * 1000 + index)),
  folder: path.join(folder, String(index)),
}));
const file = (index: number, of: "keras" | "trainbook", kind: string) =>
  path.join((specs[index] as (typeof specs)[number]).folder, `of-${of}.${kind}`);

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const data = (spec: ModelSpec) =>
  [tf.tensor(spec.x as number[], undefined, spec.inputDtype), tf.tensor2d(spec.y)] as const;

async function trained(model: tf.LayersModel, spec: ModelSpec, epochs: number): Promise<number[]> {
  const [x, y] = data(spec);
  const { history } = await fit(model, x, y, {
    epochs,
    batchSize: spec.x.length,
    shuffle: false,
    verbose: 0,
  });
  tf.dispose([x, y]);
  return history.loss as number[];
}

function predictions(model: tf.LayersModel, spec: ModelSpec): number[] {
  return tf.tidy(() => Array.from((model.predict(data(spec)[0]) as tf.Tensor).dataSync()));
}

const largestDistance = (a: number[], b: number[]) => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN))));
};

let answers: ({ ofKeras: Outcome; weights: number[] } & Record<(typeof kinds)[number], Outcome>)[];
const ours: Outcome[] = [];

beforeAll(async () => {
  for (const [index, spec] of specs.entries()) {
    setSeed(seed + index);
    const model = buildInTfjs(spec);
    const { name, options } = spec.optimizer;
    const inCamelCase = Object.fromEntries(
      Object.entries(options).map(([option, value]) => [camel(option), value]),
    );
    model.compile({ optimizer: new optimizers[name](inCamelCase), loss: "mse", metrics: ["mae"] });
    await trained(model, spec, 3);
    for (const kind of kinds) await saveModel(model, file(index, "trainbook", kind));
    await saveWeights(model, file(index, "trainbook", "weights.h5"));
    ours.push({ predictions: predictions(model, spec), losses: await trained(model, spec, 5) });
  }
  const answer = execFileSync(environmentExecutable("python"), [path.join(__dirname, "keras_models.py")], {
    input: JSON.stringify(specs),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 26,
    stdio: ["pipe", "pipe", "pipe"],
  });
  answers = JSON.parse(answer.toString());
}, 900_000);

const title = (spec: ModelSpec) =>
  `${spec.isSequential ? "Sequential" : "functional"} ${spec.layers.map(({ name }) => name).join(" ")} with ${spec.optimizer.name}`;

describe.each(specs.map((spec, index) => [title(spec), spec, index] as const))(
  `%s (seed ${seed})`,
  (_, spec, index) => {
    it.each(kinds)("that Keras wrote as .%s predicts the same here, and trains on the same", async (kind) => {
      const model = await loadModel(file(index, "keras", kind));
      const { ofKeras } = answers[index] as (typeof answers)[number];
      expect(largestDistance(predictions(model, spec), ofKeras.predictions)).toBeLessThan(1e-5);
      expect(largestDistance(await trained(model, spec, 5), ofKeras.losses)).toBeLessThan(1e-4);
    });

    it.each(kinds)("that we wrote as .%s predicts the same in Keras, and trains on the same", (kind) => {
      const inKeras = (answers[index] as (typeof answers)[number])[kind];
      expect(largestDistance(inKeras.predictions, ours[index]?.predictions ?? [])).toBeLessThan(1e-5);
      expect(largestDistance(inKeras.losses, ours[index]?.losses ?? [])).toBeLessThan(1e-4);
    });

    it("exchanges weights alone in both directions", async () => {
      const answer = answers[index] as (typeof answers)[number];
      expect(largestDistance(answer.weights, ours[index]?.predictions ?? [])).toBeLessThan(1e-5);
      const model = await loadModel(file(index, "trainbook", "keras"));
      await loadWeights(model, file(index, "keras", "weights.h5"));
      expect(largestDistance(predictions(model, spec), answer.ofKeras.predictions)).toBeLessThan(1e-5);
    });
  },
);
