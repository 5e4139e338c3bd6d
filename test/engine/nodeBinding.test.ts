/** tfjs-node-gpu's JavaScript on our binding: values in and out, errors, memory. */
import "../../src/engine/register";
import * as tf from "@tensorflow/tfjs-node-gpu";

const binding = () => (tf.backend() as unknown as { binding: { getNumOfTensors(): number } }).binding;

/** Executes a TensorFlow operation by name, past tfjs's own checks. */
function executeOp(name: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor {
  const backend = tf.backend() as unknown as {
    executeSingleOutput(name: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor;
  };
  return backend.executeSingleOutput(name, attributes, inputs);
}

describe("tf on TensorFlow's library", () => {
  it("reports the backend that tfjs-node users expect", () => {
    expect(tf.getBackend()).toBe("tensorflow");
    expect(tf.version["tfjs-node"]).toBe("4.22.0");
  });

  it("computes what plain arithmetic gives", () => {
    const product = tf
      .tensor2d([
        [1, 2],
        [3, 4],
      ])
      .matMul(
        tf.tensor2d([
          [1, 0],
          [0, 2],
        ]),
      );
    expect(product.arraySync()).toEqual([
      [1, 4],
      [3, 8],
    ]);
  });

  it.each([
    ["float32", [1.5, -0, Number.POSITIVE_INFINITY]],
    ["int32", [1, -2, 2 ** 31 - 1]],
    ["bool", [1, 0, 1]],
  ] as const)("carries %s values through the runtime unchanged", (dtype, values) => {
    const copy = tf
      .tensor1d([...values], dtype)
      .clone()
      .reshape([3, 1])
      .transpose();
    expect([...copy.dataSync()]).toEqual([...values]);
  });

  it("carries strings of every length, and their UTF-8", () => {
    const texts = [
      "",
      "short",
      "longer than the twenty-two bytes kept in place",
      "数字 €",
      "x".repeat(10_000),
    ];
    expect(tf.stack([tf.tensor1d(texts), tf.tensor1d(texts)]).arraySync()).toEqual([texts, texts]);
  });

  it("reads complex numbers as their two parts", async () => {
    const signal = tf.complex([1, 2], [3, 4]);
    expect([...(await signal.data())]).toEqual([1, 3, 2, 4]);
  });

  it("encodes and decodes pictures, whose bytes are string tensors", async () => {
    const picture = tf.tensor3d([0, 255, 127, 3], [2, 2, 1], "int32");
    expect(tf.node.decodePng(await tf.node.encodePng(picture)).arraySync()).toEqual(picture.arraySync());
  });

  it("raises TensorFlow's message with the operation's name and the code", () => {
    const attributes = [
      { name: "transpose_a", type: 3, value: false },
      { name: "transpose_b", type: 3, value: false },
    ];
    expect(() => executeOp("MatMul", attributes, [tf.ones([2, 2]), tf.ones([3, 3])])).toThrow(
      expect.objectContaining({
        name: "TensorFlowError",
        operation: "MatMul",
        code: "INVALID_ARGUMENT",
        message: expect.stringMatching(
          /^MatMul: Matrix size-incompatible: In\[0\]: \[2,2\], In\[1\]: \[3,3\]/,
        ),
      }),
    );
  });

  it("raises an error when memory runs out, and goes on", () => {
    expect(() => tf.fill([1e6, 1e6, 4], 1)).toThrow(/Fill.*RESOURCE_EXHAUSTED/s);
    expect(tf.add(1, 1).dataSync()[0]).toBe(2);
  });

  it("names an operation that TensorFlow does not know", () => {
    expect(() => executeOp("NoSuchOp", [], [])).toThrow(/^NoSuchOp: .*NOT_FOUND/s);
  });

  it("keeps no tensor of the runtime after tf.tidy", () => {
    const before = binding().getNumOfTensors();
    tf.tidy(() =>
      tf
        .randomNormal([10, 10])
        .matMul(tf.ones([10, 10]))
        .sum()
        .dataSync(),
    );
    expect(binding().getNumOfTensors()).toBe(before);
  });
});
