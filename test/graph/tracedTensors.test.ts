/** Tensors of a trace that are left over, and used where they have no values. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";

const x = tf.scalar(1);

/** The tensor that a function traced by the name of "keeping" has left over. */
async function leftOver(): Promise<tf.Tensor> {
  const kept: tf.Tensor[] = [];
  await tfFunction(function keeping(input: tf.Tensor) {
    kept.push(tf.keep(input.add(1)));
    return input.mul(2);
  })(x);
  return kept[0] as tf.Tensor;
}

it.each<[string, (kept: tf.Tensor) => unknown]>([
  ["in another trace", (kept) => tfFunction((input: tf.Tensor) => input.add(kept))(x)],
  ["as what another trace returns", (kept) => tfFunction(() => kept)()],
  ["as an argument", (kept) => tfFunction((input: tf.Tensor) => input.mul(2))(kept)],
  ["in a calculation", async (kept) => kept.add(1)],
  ["for its values", async (kept) => kept.dataSync()],
  ["for a variable", async (kept) => tf.variable(kept).dataSync()],
])("one used %s is an error that names where it was made", async (_, use) => {
  const kept = await leftOver();
  await expect(use(kept)).rejects.toThrow(/made while the function "keeping" was traced.*tf\.variable/s);
});

it("a state of the program's own that meets a second trace is refused, and the first goes on", async () => {
  let state: tf.Tensor | undefined;
  const step = tfFunction((input: tf.Tensor) => {
    const output = state ? input.add(state) : input.mul(1);
    state = tf.keep(input.mul(2));
    return output;
  });
  expect((await step(x)).dataSync()[0]).toBe(1);
  await expect(step(tf.tensor1d([1, 2]))).rejects.toThrow(/made while a function without a name was traced/);
  expect((await step(x)).dataSync()[0]).toBe(1);
});
