/** Files that were changed: each loads as it was, or is refused in words; none hangs, crashes or is wrong in silence. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { SeededRandom, setSeed } from "../../src/engine";
import { ModelFileError } from "../../src/saving";
import { loadModel, saveModel } from "../../src/training";

const seed = 99;
const folder = mkdtempSync(path.join(tmpdir(), "damaged-"));
afterAll(() => rmSync(folder, { recursive: true }));

let original: number[][];
const kinds = ["model.keras", "model.h5", "folder"] as const;
const damagedPart = { "model.keras": ".", "model.h5": ".", folder: "model.json" };

beforeAll(async () => {
  setSeed(1);
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 1], activation: "relu" }),
      tf.layers.batchNormalization(),
      tf.layers.flatten(),
      tf.layers.dense({ units: 4, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  for (const kind of kinds) await saveModel(model, path.join(folder, kind));
  original = answers(model);
});

function answers(model: tf.LayersModel): number[][] {
  return tf.tidy(() => {
    const x = tf.linspace(-1, 1, 128).reshape([2, 8, 8, 1]);
    return (model.predict(x) as tf.Tensor2D).arraySync();
  });
}

/** A change as disks, networks and people make them. */
function damaged(bytes: Buffer, random: SeededRandom): Buffer {
  const at = () => Math.floor(random.next() * bytes.length);
  const changed = Buffer.from(bytes);
  switch (Math.floor(random.next() * 6)) {
    case 0:
      changed[at()] = Math.floor(random.next() * 256);
      return changed;
    case 1: {
      const place = at();
      changed[place] = (changed[place] as number) ^ (1 << Math.floor(random.next() * 8));
      return changed;
    }
    case 2:
      return changed.subarray(0, at());
    case 3: {
      const [from, length] = [at(), Math.floor(random.next() * 200)];
      return Buffer.concat([changed.subarray(0, from), changed.subarray(from + length)]);
    }
    case 4: {
      const from = at();
      return changed.fill(0, from, Math.min(bytes.length, from + Math.floor(random.next() * 500)));
    }
    default: {
      const [from, to] = [at(), at()];
      const piece = Buffer.from(bytes.subarray(from, from + 64));
      piece.copy(changed, to);
      return changed;
    }
  }
}

function damage(kind: (typeof kinds)[number], index: number): string {
  const copy = path.join(folder, `${index}-${kind}`);
  cpSync(path.join(folder, kind), copy, { recursive: true });
  const file = path.join(copy, damagedPart[kind]);
  writeFileSync(file, damaged(readFileSync(file), new SeededRandom(seed * 1000 + index)));
  return copy;
}

describe.each(kinds)(`%s (seed ${seed})`, (kind) => {
  it("that was damaged in 100 ways loads as it was, or is refused", async () => {
    let refused = 0;
    for (let index = 0; index < 100; index++) {
      const file = damage(kind, index);
      const before = tf.memory().numTensors;
      try {
        const model = await loadModel(file);
        expect({ index, answers: answers(model) }).toEqual({ index, answers: original });
        model.dispose();
      } catch (error) {
        if (!(error instanceof ModelFileError)) throw new Error(`${index}: ${(error as Error).stack}`);
        refused++;
        expect({ index, tensors: tf.memory().numTensors }).toEqual({ index, tensors: before });
      }
      rmSync(file, { recursive: true });
    }
    expect(refused).toBeGreaterThan(50);
  }, 300_000);
});

describe("an .h5 file of another program, which has no checksum", () => {
  it("and was damaged in 100 ways is read or refused, and never ends the process", async () => {
    const sealed = readFileSync(path.join(folder, "model.h5"));
    const bytes = sealed.subarray(0, sealed.lastIndexOf("\ntrainbook sha256"));
    const file = path.join(folder, "foreign.h5");
    for (let index = 0; index < 100; index++) {
      writeFileSync(file, damaged(bytes, new SeededRandom(seed * 2000 + index)));
      const said = jest.spyOn(console, "warn").mockImplementation(() => {});
      try {
        (await loadModel(file)).dispose();
      } catch (error) {
        if (!(error instanceof ModelFileError)) throw new Error(`${index}: ${(error as Error).stack}`);
      } finally {
        said.mockRestore();
      }
    }
  }, 300_000);
});

describe("a file of weights", () => {
  it("in the place of a model says what it is", async () => {
    const json = path.join(folder, "lost");
    mkdirSync(json);
    writeFileSync(path.join(json, "model.json"), "{}");
    await expect(loadModel(json)).rejects.toThrow(/no modelTopology/);
    await expect(loadModel(path.join(folder, "nowhere.keras"))).rejects.toThrow(
      /there is no .*nowhere\.keras/,
    );
    await expect(loadModel(path.join(folder, "model.h5").replace(".h5", ".pt"))).rejects.toThrow(
      ModelFileError,
    );
  });

  it("of weights outside of the folder is not read", async () => {
    const copy = path.join(folder, "outside");
    cpSync(path.join(folder, "folder"), copy, { recursive: true });
    const file = path.join(copy, "model.json");
    const json = JSON.parse(readFileSync(file, "utf8"));
    json.weightsManifest[0].paths = ["../folder/weights.bin"];
    writeFileSync(file, JSON.stringify(json));
    await expect(loadModel(copy)).rejects.toThrow(/outside of the folder/);
  });
});
