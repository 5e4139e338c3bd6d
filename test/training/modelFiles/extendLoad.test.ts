/** tfjs's own loaders on places where there is no model of tfjs; what they can read they read as ever. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { saveModel } from "../../../src/training";

const folder = mkdtempSync(path.join(tmpdir(), "load-"));
const at = (name: string) => path.join(folder, name);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
beforeAll(async () => {
  await saveModel(model, at("model"));
  await saveModel(model, at("best.keras"));
  await saveModel(model, at("best.h5"));
  writeFileSync(at("copy.json"), "PK\u0003\u0004 and so on");
  writeFileSync(at("notes.json"), "not a model");
  mkdirSync(at("saved"));
  writeFileSync(at("saved/saved_model.pb"), "");
  mkdirSync(at("checkpoints"));
  writeFileSync(at("checkpoints/epoch-1.keras"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each<[string, RegExp]>([
  ["best.keras", /a file of Keras's[\s\S]*→ use await loadModel\(".*best\.keras"\) of trainbook/],
  ["best.h5", /a file of Keras's[\s\S]*loadModel\(".*best\.h5"\)/],
  ["copy.json", /a file of Keras's/],
  ["notes.json", /no model\.json of tfjs/],
  ["model", /is a folder[\s\S]*model\.json"/],
  ["saved", /a SavedModel of TensorFlow[\s\S]*loadSavedModel/],
  ["checkpoints", /has no model\.json[\s\S]*loadModel\(".*epoch-1\.keras"\)/],
  ["nowhere.keras", /there is no .*nowhere\.keras[\s\S]*loadModel/],
  ["nowhere/model.json", /there is no .*model\.json[\s\S]*check the name/],
])("tf.loadLayersModel of %s says what is there, and the way out", async (name, words) => {
  await expect(tf.loadLayersModel(`file://${at(name)}`)).rejects.toThrow(words);
  // A name without file:// is none that tfjs can read, and its cure is the same where there is no model.
  await expect(tf.loadLayersModel(at(name))).rejects.toThrow(
    words.source.includes("no model\\.json of") ? /takes URLs/ : words,
  );
});

it("a model.json is read as ever, and its name without file:// is told how to write it", async () => {
  const read = await tf.loadLayersModel(`file://${at("model/model.json")}`);
  expect(read.countParams()).toBe(3);
  await expect(tf.loadLayersModel(at("model/model.json"))).rejects.toThrow(
    /takes URLs\.\n {2}→ write "file:\/\/.*model\.json"/,
  );
});

it("model.save to a name of Keras's says that a folder is made", async () => {
  const said = jest.spyOn(console, "warn").mockImplementation(() => {});
  await model.save(`file://${at("mine.keras")}`);
  expect(said.mock.calls.flat().join()).toMatch(
    /makes a folder mine\.keras[\s\S]*saveModel\(model, "mine\.keras"\)/,
  );
  said.mockRestore();
});
