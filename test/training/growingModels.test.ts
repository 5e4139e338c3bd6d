/** A tf.Sequential that gets more layers after it was used. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { plot } from "../../src/plotting";
import { call, fit, ModelNotCompiledError, predict } from "../../src/training";

const { dense } = tf.layers;
const x = tf.ones([4, 2]);

/** Asked for the number of its parameters, it has the graph of one layer. */
function grown(): tf.Sequential {
  const model = tf.sequential({ layers: [dense({ units: 3, inputShape: [2] })] });
  expect(model.countParams()).toBe(9);
  model.add(dense({ units: 5 }));
  return model;
}

it("predicts with all layers, by trainbook's functions and by tfjs's own", async () => {
  expect((await predict(grown(), x, { verbose: 0 })).shape).toEqual([4, 5]);
  expect(call(grown(), x).shape).toEqual([4, 5]);
  expect((grown().predict(x) as tf.Tensor).shape).toEqual([4, 5]);
});

it("is drawn with all layers", () => {
  expect(plot.model(grown()).description).toBe(
    "Model of 2 layers, 29 parameters: Input 2, Dense 3, Dense 5.",
  );
});

it("predicts without a layer that was taken away", async () => {
  const model = grown();
  model.predict(x);
  model.pop();
  expect((await predict(model, x, { verbose: 0 })).shape).toEqual([4, 3]);
});

it("has to be compiled again, and frees what it was compiled with", async () => {
  const model = tf.sequential({ layers: [dense({ units: 3, inputShape: [2] })] });
  const before = tf.memory().numTensors;
  model.compile({ optimizer: "adam", loss: "mse" });
  await fit(model, x, tf.zeros([4, 3]), { verbose: 0 });
  model.add(dense({ units: 5 }));
  await expect(fit(model, x, tf.zeros([4, 5]), { verbose: 0 })).rejects.toThrow(ModelNotCompiledError);
  // The labels, and the new layer's weights.
  expect(tf.memory().numTensors - before).toBe(2 + 2);

  model.compile({ optimizer: "adam", loss: "mse" });
  const { history } = await fit(model, x, tf.zeros([4, 5]), { verbose: 0 });
  expect(history.loss).toHaveLength(1);
});
