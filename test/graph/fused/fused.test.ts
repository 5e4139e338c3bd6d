/** TensorFlow's own operations give what tfjs composes of several: values, gradients, and gradients of gradients. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { sparseSoftmaxCrossentropy, tfFunction } from "../../../src/graph";

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

function expectEqual(given: tf.Tensor, expected: tf.Tensor): void {
  expect(given.shape).toEqual(expected.shape);
  const distance = given.sub(expected).abs().max().dataSync()[0];
  expect(distance).toBeLessThan(1e-5);
}

/** The operations of TensorFlow's that `work` executes. */
function operationsOf(work: () => void): string[] {
  const backend = tf.backend() as unknown as { binding: { executeOp(name: string): unknown } };
  const spy = jest.spyOn(backend.binding, "executeOp");
  try {
    tf.tidy(work);
    return spy.mock.calls.map(([name]) => name);
  } finally {
    spy.mockRestore();
  }
}

/** Those that it has in a graph. */
const operationsInGraph = (work: (...inputs: tf.Tensor[]) => tf.Tensor, ...inputs: tf.Tensor[]): string[] =>
  operationsOf(() =>
    tfFunction(work)
      .sync(...inputs)
      .dispose(),
  );

const x = tf.tensor1d([-7, -0.5, 0, 0.5, 3, 6, 7]);
const cubed = (of: (x: tf.Tensor) => tf.Tensor) => (value: tf.Tensor) => of(value).pow(3).sum();
/** Numbers that a kink does not move. */
const passes = { relu: [0, 0, 0, 1, 1, 1, 1], relu6: [0, 0, 0, 1, 1, 0, 0] };

describe.each(["relu", "relu6"] as const)("%s", (name) => {
  const of = (value: tf.Tensor) => value[name]();

  it("has its gradient in one operation", () => {
    const operations = operationsOf(() => tf.grad(of)(x));
    expect(operations).toContain(name === "relu" ? "ReluGrad" : "Relu6Grad");
    expect(operations).not.toContain("Select");
    expect(numbers(tf.grad(of)(x))).toEqual(passes[name]);
  });

  it("has gradients of its gradient", () => {
    const second = tf.grad((value: tf.Tensor) => tf.grad(cubed(of))(value).sum())(x);
    const expected = numbers(x).map((value, index) => 6 * value * (passes[name][index] as number) || 0);
    expectEqual(second, tf.tensor1d(expected));
  });
});

describe("a bias", () => {
  const [value, bias] = [tf.randomNormal([2, 3, 3, 4]), tf.randomNormal([4])];

  it("is added by BiasAdd, and its gradient summed up by BiasAddGrad", () => {
    const operations = operationsOf(() =>
      tf.grads((a: tf.Tensor, b: tf.Tensor) => a.add(b).square().sum())([value, bias]),
    );
    expect(operations).toEqual(expect.arrayContaining(["BiasAdd", "BiasAddGrad"]));
    expectEqual(value.add(bias), value.add(bias.reshape([1, 1, 1, 4])));
  });

  it("has the gradients of a sum", () => {
    const square = (a: tf.Tensor, b: tf.Tensor) => a.add(b).square().sum();
    const [ofValue, ofBias] = tf.grads(square)([value, bias]) as [tf.Tensor, tf.Tensor];
    const doubled = value.add(bias).mul(2);
    expectEqual(ofValue, doubled);
    expectEqual(ofBias, doubled.sum([0, 1, 2]));
  });

  it("has gradients of its gradient", () => {
    const gradient = (b: tf.Tensor) => tf.grad((c: tf.Tensor) => value.add(c).pow(3).sum())(b);
    const second = tf.grad((b: tf.Tensor) => gradient(b).sum())(bias);
    expectEqual(second, value.add(bias).mul(6).sum([0, 1, 2]));
  });

  it.each<[string, tf.Tensor, tf.Tensor]>([
    ["whole numbers", tf.ones([2, 3], "int32"), tf.ones([3], "int32")],
    ["a row", tf.ones([2, 3]), tf.ones([1, 3])],
    ["the shorter one first", tf.ones([3]), tf.ones([2, 3])],
    ["one number", tf.ones([2, 3]), tf.scalar(1)],
  ])("is not what %s are, which are added as ever", (_, a, b) => {
    expect(operationsOf(() => a.add(b))).not.toContain("BiasAdd");
    expect(new Set(numbers(a.add(b)))).toEqual(new Set([2]));
  });
});

describe("two matrices", () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("are multiplied by MatMul in a graph, transposed (%s, %s) or not", (transposeA, transposeB) => {
    const a = tf.randomNormal<tf.Rank.R2>(transposeA ? [4, 3] : [3, 4]);
    const b = tf.randomNormal<tf.Rank.R2>(transposeB ? [2, 4] : [4, 2]);
    const product = (of: tf.Tensor, by: tf.Tensor) => tf.matMul(of, by, transposeA, transposeB);
    expect(operationsInGraph(product, a, b)).toEqual(["MatMul"]);
    const rows = transposeA ? a.transpose() : a;
    const columns = transposeB ? b.transpose() : b;
    const expected = rows.expandDims(2).mul(columns.expandDims(0)).sum(1);
    expectEqual(tfFunction(product).sync(a, b), expected);
  });

  it("outside of graphs are a batch of one: a profiler's signals corrupt the heap of MatMul", () => {
    const [a, b] = [tf.ones([2, 3]), tf.ones([3, 2])];
    expect(operationsOf(() => a.matMul(b))).toEqual(["BatchMatMulV2"]);
    expectEqual(a.matMul(b), tf.fill([2, 2], 3));
  });

  it("are a batch where one of them is", () => {
    const [a, b] = [tf.ones([2, 3, 4]), tf.ones([2, 4, 5])];
    expect(operationsOf(() => a.matMul(b))).toContain("BatchMatMulV2");
  });

  it.each(["linear", "relu"] as const)(
    "are multiplied by MatMul in tfjs's fused form too, with %s",
    (activation) => {
      const [a, b, bias] = [tf.randomNormal([3, 4]), tf.randomNormal([4, 2]), tf.randomNormal([2])];
      const fused = (of: tf.Tensor) =>
        tf.fused.matMul({ a: of as tf.Tensor2D, b: b as tf.Tensor2D, bias, activation });
      const operations = operationsInGraph(fused, a);
      expect(operations).toEqual(expect.arrayContaining(["MatMul", "BiasAdd"]));
      expect(operations).not.toContain("BatchMatMulV2");
      const sum = a.matMul(b).add(bias);
      expectEqual(fused(a), activation === "relu" ? sum.relu() : sum);
      const gradient = tf.grad((of: tf.Tensor) => fused(of).square().sum());
      expect(operationsInGraph(gradient, a)).not.toContain("BatchMatMulV2");
    },
  );
});

describe("rows", () => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const indices = tf.tensor1d([2, 0], "int32");

  it.each([
    [0, [5, 6, 1, 2]],
    [1, [2, 1, 4, 3, 6, 5]],
  ])("along axis %i are picked without reading their numbers", (axis, expected) => {
    const picked = axis === 0 ? indices : tf.tensor1d([1, 0], "int32");
    const read = jest.spyOn(tf.backend(), "readSync");
    const rows = tf.gather(x, picked, axis);
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
    expect(numbers(rows)).toEqual(expected);
  });

  it("that there are not are an error", () => {
    expect(() => tf.gather(x, tf.tensor1d([3], "int32"))).toThrow("3 is not in [0, 3)");
  });

  it("of each batch are picked as ever", () => {
    expect(numbers(tf.gather(x, tf.tensor2d([1, 0, 0], [3, 1], "int32"), 1, 1))).toEqual([2, 3, 5]);
  });
});

describe("the cross-entropy of classes' numbers", () => {
  const labels = tf.tensor1d([2, 0, 1, 1], "int32");
  const logits = tf.randomNormal<tf.Rank.R2>([4, 3], 0, 3, "float32", 1);
  const probabilities = logits.softmax();
  const slopes = probabilities.sub(tf.oneHot(labels, 3));
  const weights = tf.randomNormal([4, 3], 0, 1, "float32", 2);
  const loss = (of: tf.Tensor) => sparseSoftmaxCrossentropy(labels, of);

  it("has its gradient in the same operation", () => {
    const operations = operationsOf(() => tf.grad(loss)(logits));
    expect(operations).toContain("SparseSoftmaxCrossEntropyWithLogits");
    expect(operations).not.toContain("Softmax");
    expectEqual(tf.grad(loss)(logits), slopes);
  });

  it("is the negative logarithm of the label's probability, whatever is before the classes", () => {
    const expected = tf.oneHot(labels, 3).mul(probabilities.log()).sum(-1).neg();
    expectEqual(loss(logits), expected);
    const losses = sparseSoftmaxCrossentropy(labels.reshape([2, 2]), logits.reshape([2, 2, 3]));
    expectEqual(losses, expected.reshape([2, 2]));
  });

  it("has gradients of its gradient", () => {
    const weighted = (of: tf.Tensor) => tf.grad(loss)(of).mul(weights).sum();
    // The second derivatives are p · δ − p · p′.
    const mean = probabilities.mul(weights).sum(-1, true);
    expectEqual(tf.grad(weighted)(logits), probabilities.mul(weights.sub(mean)));
  });

  it("is an error for a label that is no class, with the label", () => {
    const unknown = tf.tensor1d([7, 0, 1, 1], "int32");
    expect(() => sparseSoftmaxCrossentropy(unknown, logits)).toThrow("label value of 7");
  });
});
