/** The files that the callback writes, as TensorBoard's own reader finds them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, setSeed } from "../../../src/engine";
import { CallbackError, callbacks, fit, type History } from "../../../src/training";
import { classifier, separablePoints } from "../loops/smallModel";

type Found = Record<string, { plugin: string; steps: [step: number, value: number | number[] | string][] }>;

const folder = mkdtempSync(path.join(tmpdir(), "tensorboard-"));
afterAll(() => rmSync(folder, { recursive: true }));

let found: { train: Found; validation: Found };

function read(part: "train" | "validation"): Found {
  return found[part];
}

const values = (of: Found, tag: string) => of[tag]?.steps.map(([, value]) => value);

let history: History;
let model: tf.Sequential;
beforeAll(async () => {
  setSeed(1);
  const [x, y] = separablePoints(64);
  model = classifier();
  const board = new callbacks.TensorBoard(folder, { histogramFreq: 2, updateFreq: 2 });
  history = await fit(model, x, y, {
    epochs: 3,
    batchSize: 16,
    validationData: [x, y],
    verbose: 0,
    callbacks: board,
  });
  const script = path.join(__dirname, "tensorboard_events.py");
  const folders = ["train", "validation"].map((part) => path.join(folder, part));
  const answer = execFileSync(environmentExecutable("python"), [script, ...folders], { stdio: "pipe" });
  const [train, validation] = JSON.parse(answer.toString());
  found = { train, validation };
}, 120_000);

describe("TensorBoard", () => {
  it("finds losses, metrics and the learning rate of each epoch under Keras's tags", () => {
    const [train, validation] = [read("train"), read("validation")];
    expect(Object.keys(train).sort()).toEqual([
      ...["batch_accuracy", "batch_loss"],
      ...model.layers.flatMap(({ name }) => [`${name}/bias/histogram`, `${name}/kernel/histogram`]),
      ...["epoch_accuracy", "epoch_learning_rate", "epoch_loss", "keras"],
    ]);
    expect(train.epoch_loss).toEqual({
      plugin: "scalars",
      steps: history.history.loss?.map((loss, epoch) => [epoch, Math.fround(loss)]),
    });
    expect(values(train, "epoch_learning_rate")).toEqual([0.001, 0.001, 0.001].map(Math.fround));
    expect(values(validation, "epoch_accuracy")).toEqual(history.history.val_accuracy?.map(Math.fround));
    expect(validation.evaluation_loss_vs_iterations?.steps.map(([step]) => step)).toEqual([4, 8, 12]);
  });

  it("finds the averages of every second batch", () => {
    expect(read("train").batch_loss?.steps.map(([step]) => step)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it("finds weights as histograms of every second epoch, which count every number", () => {
    const kernel = read("train")[`${model.layers[0]?.name}/kernel/histogram`];
    expect(kernel?.plugin).toBe("histograms");
    expect(kernel?.steps.map(([epoch]) => epoch)).toEqual([0, 2]);
    const rows = kernel?.steps[0]?.[1] as number[];
    const counts = rows.filter((_, index) => index % 3 === 2);
    expect([counts.length, counts.reduce((a, b) => a + b)]).toEqual([30, 16]);
  });

  it("finds the layers of the model", () => {
    const json = JSON.parse(values(read("train"), "keras")?.[0] as string);
    expect(json.config.layers.map(({ class_name }: { class_name: string }) => class_name)).toEqual([
      "InputLayer",
      "Dense",
      "Dense",
    ]);
  });

  it("refuses a frequency that is none", () => {
    expect(() => new callbacks.TensorBoard("logs", { updateFreq: 0 })).toThrow(CallbackError);
  });
});
