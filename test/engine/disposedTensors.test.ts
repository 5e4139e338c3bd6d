/** Tensors that are used after they were freed: which one it was, what freed it, and how to keep it. */
import "../../src/engine/register";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";

/** A tensor of shape [3] that `free` has freed. */
function freed(free: (make: () => tf.Tensor, weight: tf.Variable) => void): tf.Tensor {
  let made: tf.Tensor | undefined;
  const weight = tf.variable(tf.tensor1d([1, 2, 3]));
  try {
    free(() => {
      made = weight.mul(2);
      return made;
    }, weight);
  } finally {
    weight.dispose();
  }
  return made as tf.Tensor;
}

const freeing: [string, Parameters<typeof freed>[0], RegExp][] = [
  ["its own dispose", (make) => make().dispose(), /was disposed of before.*after its last use/s],
  [
    "tf.tidy",
    (make) =>
      tf.tidy(() => {
        make();
      }),
    /inside tf\.tidy.*return it from tf\.tidy/s,
  ],
  [
    "tf.variableGrads",
    (make, weight) => tf.variableGrads(() => make().sum(), [weight]),
    /tf\.variableGrads.*gradientTape/s,
  ],
  ["tf.grads", (make) => tf.grads((x) => make().sum().mul(x.sum()))([tf.scalar(1)]), /tf\.grad/],
  [
    "an optimizer's minimize",
    (make, weight) => tf.train.sgd(0.1).minimize(() => make().sum(), false, [weight]),
    /optimizer\.minimize/,
  ],
  ["a trace", (make) => tfFunction(() => make().sum()).sync(), /while tfFunction traced.*return it/s],
];

const using: [string, (tensor: tf.Tensor) => unknown][] = [
  ["computing", (tensor) => tensor.add(1)],
  ["reshaping, which would share its memory", (tensor) => tensor.reshape([3, 1])],
  ["copying", (tensor) => tf.clone(tensor)],
  ["stacking", (tensor) => tf.stack([tf.zeros([3]), tensor])],
  ["making a variable of it", (tensor) => tf.variable(tensor)],
  ["assigning it", (tensor) => tf.variable(tf.zeros([3])).assign(tensor as tf.Tensor1D)],
  ["reading", (tensor) => tensor.dataSync()],
  ["a traced function", (tensor) => tfFunction((x: tf.Tensor) => x.add(1)).sync(tensor)],
  ["a function that is traced with it inside", (tensor) => tfFunction(() => tensor.add(1)).sync()],
  ["a function that returns it", (tensor) => tfFunction(() => tensor).sync()],
];

describe("a tensor that is freed", () => {
  it.each(freeing)("by %s is named as such where it is used", (_, free, message) => {
    const tensor = freed(free);
    for (const [, use] of using) {
      expect(() => use(tensor)).toThrow(expect.objectContaining({ name: "DisposedTensorError" }));
      expect(() => use(tensor)).toThrow(/^Tensor is disposed: this tensor, float32 \[3\], /);
      expect(() => use(tensor)).toThrow(message);
    }
  });

  it("is told of by promises too", async () => {
    const tensor = freed((make) => make().dispose());
    await expect(tensor.data()).rejects.toThrow(expect.objectContaining({ name: "DisposedTensorError" }));
    await expect(tfFunction((x: tf.Tensor) => x.add(1))(tensor)).rejects.toThrow(
      expect.objectContaining({ name: "DisposedTensorError" }),
    );
  });

  it("is told of by its name where it is a variable", () => {
    const weight = tf.variable(tf.scalar(1), true, "gain");
    const scaled = tfFunction((x: tf.Tensor) => x.mul(weight));
    scaled.sync(tf.scalar(1));
    weight.dispose();
    expect(() => weight.add(1)).toThrow(/the variable "gain", float32 \[\], was disposed of before/);
    expect(() => scaled.sync(tf.scalar(1))).toThrow(/the variable "gain"/);
  });

  it("is nothing to the tensors that were made of it, and may be disposed again", () => {
    const x = tf.tensor1d([1, 2, 3]);
    const row = x.reshape([1, 3]);
    x.dispose();
    x.dispose();
    expect(Array.from(row.dataSync())).toEqual([1, 2, 3]);
  });
});
