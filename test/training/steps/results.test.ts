import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, fit, optimizers } from "../../../src/training";

const x = tf.tensor2d([[1], [2], [3]]);
const y = [tf.zeros([3, 1]), tf.ones([3, 1])];

function twoOutputs(): tf.LayersModel {
  const input = tf.input({ shape: [1] });
  const output = (name: string) =>
    tf.layers
      .dense({ units: 1, useBias: false, kernelInitializer: "ones", name })
      .apply(input) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: [output("a"), output("b")] });
}

// keras 3.15.1: the losses of outputs are logged where there are several.
it.each([
  ["a list", [null, "mse"], ["loss", "a_mae", "b_mae"]],
  ["an object", { a: null, b: "mse" }, ["loss", "a_mae", "b_mae"]],
  ["one loss for both", "mse", ["loss", "a_loss", "b_loss", "a_mae", "b_mae"]],
])("a single loss among outputs is logged as loss alone: %s", async (_, loss, names) => {
  const model = twoOutputs();
  const optimizer = new optimizers.SGD({ learningRate: 0 });
  model.compile({ optimizer, loss: loss as never, metrics: [["mae"], ["mae"]] });
  const { history } = await fit(model, x, y, { verbose: 0 });
  expect(Object.keys(history)).toEqual(names);
  expect(history.loss?.[0]).toBeCloseTo(loss === "mse" ? 6.3333335 : 1.6666666, 5);
  expect(Object.keys(await evaluate(model, x, y, { verbose: 0 }))).toEqual(names);
});
