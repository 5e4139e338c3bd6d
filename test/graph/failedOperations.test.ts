/** Operations that fail in graphs: the error names the layer or the line, and no node of a graph. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";
import { fit } from "../../src/training";

/** Gathers rows that there are not for inputs above 4, and adds what has another shape where it is told to. */
class Picking extends tf.layers.Layer {
  static className = "Picking";

  constructor(private readonly config: { name: string; added?: number }) {
    super(config);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = [inputs].flat() as [tf.Tensor];
    if (this.config.added !== undefined) return x.add(tf.ones([this.config.added]));
    return tf.gather(tf.ones([5, 3]), x.toInt().reshape([-1]) as tf.Tensor1D);
  }

  override computeOutputShape([samples]: tf.Shape): tf.Shape {
    return [samples as number, 3];
  }
}

function model(layer: tf.layers.Layer, inputs = 1): tf.Sequential {
  const made = tf.sequential({
    layers: [tf.layers.activation({ activation: "linear", inputShape: [inputs] }), layer],
  });
  made.compile({ optimizer: "sgd", loss: "mse" });
  return made;
}

const failure = async (run: () => unknown) => {
  try {
    await run();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};
const noNode = /^(?!.*(\{\{|function_node|trainbook_function))/s;

describe("an operation that is refused while it is traced", () => {
  it("names the function and the learner's line", async () => {
    const step = tfFunction(function step(a: tf.Tensor, b: tf.Tensor) {
      return tf.matMul(a.relu() as tf.Tensor2D, b as tf.Tensor2D).sub(tf.ones([7]));
    });
    const message = await failure(() => step(tf.ones([2, 3]), tf.ones([3, 4])));
    expect(message).toMatch(/^Sub in the function "step", failedOperations\.test\.ts:\d+: /);
    expect(message).toContain("are 4 and 7; its inputs are of shape [2, 4] and [7] (TensorFlow");
    expect(message).toContain("\n  → bring both to shapes");
    expect(message).toMatch(noNode);
  });

  it.each([true, false])("names the layer in fit, with runEagerly: %s", async (runEagerly) => {
    const made = model(new Picking({ name: "picking", added: 7 }), 3);
    const message = await failure(() =>
      fit(made, tf.ones([8, 3]), tf.ones([8, 3]), { runEagerly, verbose: 0 }),
    );
    expect(message).toMatch(/the layer "picking"/);
    expect(message).toMatch(/\n {2}→ bring both to shapes/);
    expect(message).toMatch(noNode);
  });

  it("speaks of the whole batch where it is computed in parts", async () => {
    const made = model(new Picking({ name: "picking", added: 7 }), 3);
    const options = { runEagerly: false, towers: 2, batchSize: 8, verbose: 0 } as const;
    const message = await failure(() => fit(made, tf.ones([16, 3]), tf.ones([16, 3]), options));
    expect(message).toContain("its inputs are of shape [8, 3] and [7]");
  });
});

describe("an operation that fails while the graph runs", () => {
  const pick = () =>
    tfFunction(function pick(rows: tf.Tensor) {
      const table = tf.ones([5, 2]).mul(2);
      return tf.gather(table, rows as tf.Tensor1D);
    });
  const words =
    /^GatherV2 in the function "pick", failedOperations\.test\.ts:\d+: indices\[1\] = 9 is not in \[0, 5\) .*\n {2}→ give indices from 0 to 4/;

  it("names the function and the line, awaited and in sync", async () => {
    const rows = tf.tensor1d([1, 9], "int32");
    expect(await failure(() => pick()(rows))).toMatch(words);
    expect(await failure(() => pick().sync(rows))).toMatch(words);
  });

  it.each([{ stepsPerExecution: 1 }, { stepsPerExecution: 4 }])(
    "names the layer in fit, %p",
    async (options) => {
      const made = model(new Picking({ name: "picking" }));
      const x = tf.fill([64, 1], 9);
      const message = await failure(() =>
        fit(made, x, tf.ones([64, 3]), { ...options, batchSize: 8, runEagerly: false, verbose: 0 }),
      );
      expect(message).toMatch(
        /^GatherV2 in the layer "picking", failedOperations\.test\.ts:\d+: indices\[0\] = 9/,
      );
      expect(message).toMatch(noNode);
    },
  );

  it("leaves no tensor, and the function as it was", async () => {
    const count = tf.variable(tf.scalar(0));
    const counting = tfFunction((rows: tf.Tensor) => {
      count.assign(count.add(1));
      return tf.gather(tf.ones([5]), rows as tf.Tensor1D);
    });
    const [fits, fails] = [tf.tensor1d([1], "int32"), tf.tensor1d([7], "int32")];
    tf.dispose(await counting(fits));
    const before = tf.memory().numTensors;
    expect(await failure(() => counting(fails))).toContain("7 is not in [0, 5)");
    expect(tf.memory().numTensors).toBe(before);
    expect(count.dataSync()[0]).toBe(1);
    expect((await counting(fits)).dataSync()).toEqual(new Float32Array([1]));
    expect(count.dataSync()[0]).toBe(2);
  });
});
