/** The grader's step in a kernel, here without one: what it exports of an exercise's values, cell by cell. */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { datasets, drawGarments } from "../../../src/data";
import { writeGiven } from "../../../src/grading/data/gradedDataset";
import type { LoopEvidence, ValuesEvidence } from "../../../src/grading/evidence/format";
import { observeCells } from "../../../src/grading/evidence/observer";
import { evidenceVariable } from "../../../src/grading/evidence/order";
import { tfFunction } from "../../../src/graph";
import { call, gradientTape, losses, optimizers } from "../../../src/training";
import { temporaryFolder } from "../../cli/temporaryFolder";

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const drawn = drawGarments({ seed: 6, trainPerClass: 10, testPerClass: 2 });
const source = {
  kind: "offline" as const,
  isReal: false,
  isVerified: false,
  location: "",
  message: "a test's",
};

const names: Record<string, unknown> = {};
let cellEnded: () => void;

beforeAll(() => {
  writeGiven({ ...drawn, source }, at("data"));
  process.env[evidenceVariable] = JSON.stringify({
    exercise: "exercise-3",
    folder: at("evidence"),
    data: at("data"),
  });
  ({ cellEnded } = observeCells(names));
});

function exported(): ValuesEvidence {
  cellEnded();
  return JSON.parse(readFileSync(at("evidence/values.json"), "utf8"));
}

const loops = (): LoopEvidence[] => JSON.parse(readFileSync(at("evidence/loops.json"), "utf8"));

test("its order is gone from the environment, and the data are the grader's", async () => {
  expect(process.env[evidenceVariable]).toBeUndefined();
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  const [[x]] = await datasets.fashionMnist.loadData({ source: "offline" });
  log.mockRestore();
  expect(x.shape).toEqual([100, 28, 28]);
});

test("values that are not there yet, promises, numbers and what it cannot read are told apart", () => {
  names.history = Promise.resolve();
  names.scores = { loop: Number.NaN, fit: tf.scalar(0.5) };
  names.epochLoss = [1, 0.5];
  Object.defineProperty(names, "fitted", {
    configurable: true,
    get: () => {
      throw new Error("do not touch");
    },
  });
  const { values } = exported();
  expect(values).toMatchObject({
    model: { kind: "nothing" },
    history: { kind: "promise" },
    scores: { kind: "plain", json: { loop: { notFinite: "NaN" }, fit: 0.5 } },
    epochLoss: { kind: "plain", json: [1, 0.5] },
    fitted: { kind: "other", type: "do not touch" },
  });
});

test("a model that is still empty, and one with layers, are exported with what they are made of", () => {
  const model = tf.sequential();
  names.model = model;
  expect(exported().values.model).toMatchObject({ kind: "model", weights: [], isCompiled: false });
  model.add(tf.layers.flatten({ inputShape: [28, 28, 1] }));
  model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  const { model: evidence } = exported().values;
  expect(evidence).toMatchObject({ kind: "model", isCompiled: false });
  expect(evidence?.kind === "model" && evidence.weights.map(({ shape }) => shape)).toEqual([[784, 10], [10]]);
});

test("a step is probed without being taken, and its updates are counted", async () => {
  const model = names.model as tf.Sequential;
  const lossOf = new losses.SparseCategoricalCrossentropy();
  const optimizer = new optimizers.SGD();
  const step = tfFunction((x: tf.Tensor, y: tf.Tensor) =>
    tf.tidy(() => {
      const { value, gradients } = gradientTape(() => lossOf(y, call(model, x)), model.trainableWeights);
      optimizer.applyGradients(gradients);
      return value;
    }),
  );
  names.step = step;
  const before = model.getWeights().map((weight) => [...weight.dataSync()]);
  const { step: evidence } = exported().values;
  expect(model.getWeights().map((weight) => [...weight.dataSync()])).toEqual(before);
  expect(evidence).toMatchObject({ kind: "function", isGraph: true });
  expect(
    evidence?.kind === "function" && evidence.probe?.runs.map(({ assigned }) => assigned.length),
  ).toEqual([2, 2]);
  const [x, y] = [tf.randomUniform([4, 28, 28, 1]), tf.tensor1d([0, 1, 2, 3], "int32")];
  for (let count = 0; count < 3; count++) (await step(x, y)).dispose();
  cellEnded();
  expect(loops()).toMatchObject([{ updates: 3, samples: 12, trained: { count: 4 } }]);
});
