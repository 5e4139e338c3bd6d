/** Layers that are built while a function is traced. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";
import { call, fit } from "../../src/training";

/** Makes its weight at the first call, and not in `build`. */
class Scale extends tf.layers.Layer {
  static className = "ScaleOfTheTest";
  private scale: tf.LayerVariable | undefined;

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    this.scale ??= this.addWeight("scale", [1], "float32", tf.initializers.constant({ value: 3 }));
    return ([inputs].flat()[0] as tf.Tensor).mul(this.scale.read());
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }
}

it("a weight made in a layer's call is made once, and read at each call", async () => {
  const layer = new Scale({});
  const scaled = tfFunction((x: tf.Tensor) => layer.apply(x) as tf.Tensor);
  expect((await scaled(tf.scalar(2))).dataSync()[0]).toBe(6);
  layer.setWeights([tf.tensor1d([5])]);
  expect((await scaled(tf.scalar(2))).dataSync()[0]).toBe(10);
  expect((await scaled(tf.tensor1d([1, 2]))).arraySync()).toEqual([5, 10]);
  expect(layer.weights).toHaveLength(1);
});

it("a model that is built in a traced function gives the same afterwards", async () => {
  const inner = tf.layers.dense({ units: 2 });
  const dense = tfFunction((x: tf.Tensor) => inner.apply(x) as tf.Tensor);
  const x = tf.ones([1, 3]);
  const traced = await dense(x);
  expect((inner.apply(x) as tf.Tensor).arraySync()).toEqual(traced.arraySync());
});

it("fit trains such a layer in graphs", async () => {
  const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
  const model = tf.sequential({ layers: [new Scale({ inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss: "mse" });
  const x = tf.ones([64, 1]);
  const { history } = await fit(model, x, x, { epochs: 5, batchSize: 8, verbose: 0, runEagerly: false });
  expect(history.loss?.at(-1)).toBeLessThan(history.loss?.[0] as number);
  expect(warn).not.toHaveBeenCalled();
  expect((call(model, x.slice(0, 1)).dataSync()[0] as number) < 3).toBe(true);
  warn.mockRestore();
});
