/** `fn.explain()`: what became of a traced function. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { bundleOf } from "../../src/display";
import { setSeed } from "../../src/engine";
import { tfFunction } from "../../src/graph";

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

describe("explain", () => {
  it("says before the first call that there is no graph", () => {
    const doubled = tfFunction(function doubled(x: tf.Tensor) {
      return x.mul(2);
    });
    expect(String(doubled.explain())).toBe("doubled has no graph yet: it is traced when it is called.");
  });

  it("names the costliest operation first, and counts operations, calls and bytes", async () => {
    const weights = tf.variable(tf.randomNormal([500, 500]));
    const product = tfFunction(function product(x: tf.Tensor) {
      return x.matMul(weights).matMul(weights).tanh().sum();
    });
    const x = tf.ones([500, 500]);
    for (let call = 0; call < 3; call++) await product(x);
    const { name, graphs } = product.explain();
    expect(name).toBe("product");
    expect(graphs).toHaveLength(1);
    const [graph] = graphs;
    expect(graph).toMatchObject({ signature: ["float32[500,500]"], reason: undefined, calls: 3 });
    expect(graph?.variableBytes).toBe(500 * 500 * 4);
    const [first, ...others] = graph?.costs ?? [];
    expect(first).toMatchObject({ operation: "MatMul", count: 2 });
    expect(first?.bytes).toBeGreaterThanOrEqual(500 * 500 * 4);
    expect(others.map(({ operation }) => operation)).toEqual(expect.arrayContaining(["Tanh", "Sum"]));
    expect([first, ...others].reduce((sum, cost) => sum + (cost?.share ?? 0), 0)).toBeCloseTo(1, 6);
  });

  it("says in what the arguments of each further graph differ", async () => {
    const scaled = tfFunction((x: tf.Tensor, { by, names }: { by: number; names: string[] }) =>
      x.mul(by).mul(names.length),
    );
    await scaled(tf.zeros([4]), { by: 2, names: ["a"] });
    await scaled(tf.zeros([5]), { by: 2, names: ["a"] });
    await scaled(tf.zeros([5]), { by: 3, names: ["a"] });
    await scaled(tf.zeros([5]), { by: 3, names: [] });
    expect(scaled.explain().graphs.map(({ reason }) => reason)).toEqual([
      undefined,
      "argument 1 is float32[5], and was float32[4]",
      "argument 2.by is number 3, and was number 2",
      "argument 2.names is new: [], and 1 more",
    ]);
  });

  it("assigns nothing, and draws no random numbers", async () => {
    const counter = tf.variable(tf.scalar(0));
    const noisy = tfFunction((x: tf.Tensor) => {
      counter.assign(counter.add(1));
      return x.add(tf.randomUniform([2]));
    });
    const twice = async (between: () => void) => {
      setSeed(5);
      const first = numbers(await noisy(tf.zeros([2])));
      between();
      return [first, numbers(await noisy(tf.zeros([2])))];
    };
    const without = await twice(() => {});
    expect(await twice(() => noisy.explain())).toEqual(without);
    expect(numbers(counter)).toEqual([4]);
  });

  it("leaves no tensors behind", async () => {
    const weights = tf.variable(tf.ones([3, 3]));
    const product = tfFunction((x: tf.Tensor) => x.matMul(weights));
    tf.dispose(await product(tf.ones([2, 3])));
    const { numTensors } = tf.memory();
    product.explain();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it("is drawn as a table with a bar for each kind of operation", async () => {
    const product = tfFunction(function product(x: tf.Tensor) {
      return x.matMul(x).relu();
    });
    await product(tf.ones([200, 200]));
    const bundle = (await bundleOf(product.explain())) as { "text/plain": string; "text/html": string };
    expect(bundle["text/html"]).toMatch(/<table>.*MatMul.*<\/table>/s);
    const { "text/plain": text } = bundle;
    const lines = text.split("\n");
    expect(lines[0]).toBe("product: 1 graph");
    expect(lines.find((line) => line.startsWith("operation"))).toMatch(/^operation +count +ms a call +share/);
    expect(lines.find((line) => line.startsWith("MatMul"))).toMatch(
      /^MatMul +1 +\d+\.\d\d +\d+ % {2}[█▏▎▍▌▋▊▉]+ +matrix/,
    );
  });
});

describe("a function that is traced at nearly every call", () => {
  it("is warned of once, with the argument that changes and what to do", async () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    try {
      const scaled = tfFunction(function scaled(x: tf.Tensor, by: number) {
        return x.mul(by);
      });
      for (let by = 0; by < 20; by++) await scaled(tf.scalar(1), by);
      expect(warn.mock.calls).toHaveLength(1);
      expect(warn.mock.calls[0]?.[0]).toContain("scaled was traced in 5 of its last 6 calls");
      expect(warn.mock.calls[0]?.[0]).toContain("argument 2 is number 5, and was number");
      expect(warn.mock.calls[0]?.[0]).toContain("tf.scalar");
    } finally {
      warn.mockRestore();
    }
  });

  it("is not warned of where graphs are used again", async () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    try {
      const doubled = tfFunction((x: tf.Tensor) => x.mul(2));
      for (let call = 0; call < 30; call++) await doubled(tf.zeros([1 + (call % 3)]));
      expect(warn).not.toHaveBeenCalled();
    } finally {
      warn.mockRestore();
    }
  });
});
