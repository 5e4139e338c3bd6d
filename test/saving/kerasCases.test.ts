/** Each layer that Keras and tfjs share, with each option that counts: read, saved and read by Keras again, or refused. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../src/engine";
import { readArchive, writeArchive } from "../../src/saving/files/archive";
import { call, loadModel, saveModel } from "../../src/training";
import { isRelease } from "../release";

interface Case {
  name: string;
  x: number[];
  predictions: number[];
}

/** The two formats. The same code reads what they say: the second one is for the release. */
const kinds = isRelease ? (["keras", "h5"] as const) : (["keras"] as const);
const folder = mkdtempSync(path.join(tmpdir(), "keras-cases-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Models that tfjs cannot compute as Keras does, and the message for each. */
const refused: Record<string, RegExp> = {
  "Dense exponential": /tfjs has no activation "exponential"/,
  "Dense leaky_relu": /tfjs has no activation "leaky_relu"/,
  "Flatten of a vector": /expected min_ndim=3, found ndim=2/,
  CenterCrop: /use Cropping2D/,
  "UpSampling2D bilinear": /interpolation "bilinear", which Keras and tfjs do not do alike/,
  "Conv1D causal": /padding "causal", which Keras and tfjs do not do alike/,
  "Conv2D groups": /has groups 2, which tfjs cannot do/,
  "Conv2DTranspose output_padding": /has output_padding \[1,1\], which tfjs cannot do/,
  "DepthwiseConv2D dilated": /dilation_rate \[2,2\], which Keras and tfjs do not do alike/,
  "GlobalAveragePooling2D keepdims": /has keepdims true/,
  "LayerNormalization rms_scaling": /has rms_scaling true/,
  "GRU initial_state": /is called in a way that tfjs has not/,
  "Bidirectional of unlike layers": /a backward layer of another kind/,
  Subtract: /use Add/,
  ELU: /has alpha 0.5/,
  "ReLU negative_slope": /has negative_slope 0.5/,
  "ReLU threshold": /has threshold 0.5/,
  "Softmax on the first axis": /has axis 1/,
  ActivityRegularization: /is none that tfjs has/,
  Resizing: /is none that tfjs has/,
  "Resizing nearest": /is none that tfjs has/,
  CategoryEncoding: /use tf.oneHot/,
  Lambda: /could bring code/,
  "a layer of its author": /OfItsAuthor layer .* is none that tfjs has/,
};

/** Messages about models that are read all the same. */
const said: Record<string, RegExp> = {
  mixed_float16: /layers of mixed_float16 in Keras compute in float32/,
  float64: /layers of float64 in Keras compute in float32/,
  "mask, zero_output_for_mask": /tfjs's own model.predict, .* on account of masks/,
  "mask, GlobalAveragePooling1D": /tfjs's own model.predict, .* on account of masks/,
  "mask, Bidirectional that stays": /tfjs's own model.predict, .* on account of masks/,
  "mask, Conv1D, LSTM": /tfjs's own model.predict, .* on account of masks/,
  "mask, BatchNormalization, LSTM": /tfjs's own model.predict, .* on account of masks/,
  "mask, Add of masked ones, LSTM": /tfjs's own model.predict, .* on account of masks/,
  "mask, Add of one masked, LSTM": /tfjs's own model.predict, .* on account of masks/,
  "mask, Concatenate, LSTM": /tfjs's own model.predict, .* on account of masks/,
  "mask, Concatenate in time, LSTM": /tfjs's own model.predict, .* on account of masks/,
  "mask, nested model, LSTM": /tfjs's own model.predict, .* on account of masks/,
};

/** Half-precision numbers have three digits. */
const tolerance = (name: string) => (name === "mixed_float16" ? 5e-3 : 1e-5);

function inKeras<Answer>(action: "write" | "read"): Answer[] {
  const script = path.join(__dirname, "keras_cases.py");
  const answer = execFileSync(environmentExecutable("python"), [script, action, folder], {
    maxBuffer: 2 ** 26,
    stdio: ["pipe", "pipe", "pipe"],
  });
  return JSON.parse(answer.toString());
}

const file = (index: number, kind: string) => path.join(folder, `${index}.${kind}`);
const ours = (index: number, kind: string) => path.join(folder, `ours-${index}.${kind}`);

function farthest(a: number[], b: number[]): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] as number))));
}

let cases: Case[];
beforeAll(() => {
  cases = inKeras("write");
}, 600_000);

it("knows every case that it expects to be refused", () => {
  const names = cases.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(refused), ...Object.keys(said)]));
});

describe.each(kinds)("the cases as .%s", (kind) => {
  let spoken: unknown[] = [];
  beforeEach(() => {
    for (const way of ["warn", "info"] as const)
      jest.spyOn(console, way).mockImplementation((...texts: unknown[]) => void spoken.push(...texts));
  });
  afterEach(() => jest.restoreAllMocks());

  it("are refused where tfjs computes something else", async () => {
    for (const [index, { name }] of cases.entries()) {
      const reason = refused[name];
      if (!reason) continue;
      const answer = await loadModel(file(index, kind)).catch((error: unknown) => error);
      expect({ name, answer: String(answer) }).toEqual({ name, answer: expect.stringMatching(reason) });
      expect({ name, answer }).toEqual({ name, answer: expect.objectContaining({ name: "ModelFileError" }) });
    }
  }, 300_000);

  it("predict what they predict in Keras, here and then in Keras again", async () => {
    for (const [index, { name, x, predictions }] of cases.entries()) {
      if (refused[name]) continue;
      spoken = [];
      const model = await loadModel(file(index, kind));
      const warnings = spoken.join("\n");
      if (said[name])
        expect({ name, warnings }).toEqual({ name, warnings: expect.stringMatching(said[name]) });
      else expect({ name, warnings }).toEqual({ name, warnings: "" });
      const answer = tf.tidy(() => {
        const input = tf.tensor(x, undefined, model.inputs[0]?.dtype);
        return Array.from(call(model, input).dataSync());
      });
      const isNear = farthest(answer, predictions) < tolerance(name);
      expect({ name, isNear, answer, predictions }).toEqual({ name, isNear: true, answer, predictions });
      await saveModel(model, ours(index, kind));
      model.dispose();
    }
  }, 600_000);
});

describe("Keras", () => {
  it("predicts with the files that we saved of its models what it predicted with them", () => {
    const answers = inKeras<{ name: string; keras?: number[]; h5?: number[] }>("read");
    for (const [index, { name, predictions }] of cases.entries()) {
      for (const kind of kinds) {
        if (!existsSync(ours(index, kind))) continue;
        const answer = answers[index]?.[kind] ?? [];
        const isNear = farthest(answer, predictions) < tolerance(name);
        expect({ name, kind, isNear }).toEqual({ name, kind, isNear: true });
      }
    }
    expect(answers.filter((answer) => kinds.every((kind) => answer[kind]))).toHaveLength(
      cases.length - Object.keys(refused).length,
    );
  }, 600_000);
});

describe("a file in which layers wait for each other", () => {
  it("is refused, and does not hang", async () => {
    const index = cases.findIndex(({ name }) => name === "Add");
    const archive = readArchive(readFileSync(file(index, "keras")), "the file");
    const config = JSON.parse(Buffer.from(archive.get("config.json") as Uint8Array).toString());
    const names = config.config.layers.map(({ name }: { name: string }) => name) as string[];
    const text = JSON.stringify(config).replaceAll(
      `"keras_history":["${names[0]}",`,
      `"keras_history":["${names.at(-1)}",`,
    );
    archive.set("config.json", Buffer.from(text));
    const changed = path.join(folder, "waiting.keras");
    writeFileSync(changed, writeArchive(archive));
    await expect(loadModel(changed)).rejects.toThrow(/waits for .* which is not there or waits for it/);
  });
});

describe("saveModel", () => {
  it("saves a Sequential model that has neither been compiled nor called", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
    for (const kind of kinds) {
      const name = path.join(folder, `new.${kind}`);
      await saveModel(model, name);
      const read = await loadModel(name);
      await saveModel(read, name);
      expect(read.inputs[0]?.shape).toEqual([null, 3]);
    }
  });

  const input = { inputShape: [4, 4, 2] };
  const masked = () => tf.layers.embedding({ inputDim: 3, outputDim: 2, maskZero: true, inputLength: 4 });

  it.each<[string, () => tf.layers.Layer[], RegExp]>([
    [
      "bilinear UpSampling2D",
      () => [tf.layers.upSampling2d({ ...input, interpolation: "bilinear" })],
      /interpolation "bilinear", which Keras and tfjs do not do alike.*interpolation="nearest"/s,
    ],
    [
      "a dilated DepthwiseConv2D",
      () => [tf.layers.depthwiseConv2d({ ...input, kernelSize: 2, dilationRate: [2, 2] })],
      /dilation_rate \[2,2\], which Keras and tfjs do not do alike/,
    ],
    [
      "a TimeDistributed that hands steps of a mask on",
      () => [masked(), tf.layers.timeDistributed({ layer: tf.layers.softmax({ axis: -1 }) })],
      /hands each step of a mask to a Softmax/,
    ],
  ])("refuses %s, which Keras would compute otherwise", async (_, layers, reason) => {
    const model = tf.sequential({ layers: layers() });
    await expect(saveModel(model, path.join(folder, "refused.keras"))).rejects.toThrow(reason);
    model.dispose();
  });

  it("keeps the constraint of a DepthwiseConv2D, which tfjs's configuration has wrong", async () => {
    const depthwiseConstraint = tf.constraints.maxNorm({ maxValue: 0.5, axis: 0 });
    const depthwiseRegularizer = tf.regularizers.l2({ l2: 0.1 });
    const layer = tf.layers.depthwiseConv2d({
      ...input,
      kernelSize: 2,
      depthwiseConstraint,
      depthwiseRegularizer,
    });
    const name = path.join(folder, "constraint.keras");
    await saveModel(tf.sequential({ layers: [layer] }), name);
    const [read] = (await loadModel(name)).layers as unknown as Record<string, object>[];
    expect(read?.depthwiseConstraint).toEqual(depthwiseConstraint);
    expect(read?.depthwiseRegularizer).toMatchObject({ l2: expect.anything() });
  });
});
