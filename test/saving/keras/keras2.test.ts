/** Files of Keras 2, which there are more of than of Keras 3. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../../src/engine";
import { fit, loadModel, optimizers, saveModel } from "../../../src/training";

const folder = mkdtempSync(path.join(tmpdir(), "keras-2-"));
afterAll(() => rmSync(folder, { recursive: true }));

let cases: { name: string; x: number[]; predictions: number[] }[];
beforeAll(() => {
  const answer = execFileSync(
    environmentExecutable("python"),
    [path.join(__dirname, "keras2_cases.py"), folder],
    {
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  cases = JSON.parse(answer.toString().trim().split("\n").at(-1) as string);
}, 300_000);

describe.each(["keras", "h5"])("models of Keras 2 as .%s", (kind) => {
  it.each(["image", "branches", "nested", "recurrent", "trained"])(
    "%s predicts what it predicts there",
    async (name) => {
      const { x, predictions } = cases.find((one) => one.name === name) as (typeof cases)[number];
      const model = await loadModel(path.join(folder, `${name}.${kind}`));
      const answer = tf.tidy(() => Array.from((model.predict(tf.tensor(x)) as tf.Tensor).dataSync()));
      expect(answer).toHaveLength(predictions.length);
      for (const [index, value] of predictions.entries()) expect(answer[index]).toBeCloseTo(value, 5);
      model.dispose();
    },
  );

  it("say that Keras 3 has another hard_sigmoid, when they are saved", async () => {
    const model = await loadModel(path.join(folder, `recurrent.${kind}`));
    await expect(saveModel(model, path.join(folder, "saved.keras"))).rejects.toThrow(
      /Keras's is another function/,
    );
    model.dispose();
  });

  it("are compiled as they were, the optimizer at its first step", async () => {
    const model = await loadModel(path.join(folder, `trained.${kind}`));
    expect(model.optimizer).toBeInstanceOf(optimizers.Adam);
    const [x, y] = [tf.ones([4, 4]), tf.ones([4, 2])];
    const { history } = await fit(model, x, y, { verbose: 0 });
    expect(Object.keys(history)).toEqual(["loss", "mae"]);
    tf.dispose([x, y]);
    model.dispose();
  });
});
