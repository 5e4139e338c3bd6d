/** A batch in parts, side by side: which models are computed so. */
import { availableParallelism } from "node:os";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { losses } from "../../../src/training";
import { compilationOf } from "../../../src/training/compile";
import { threadsFor, towersForInference, towersForTraining } from "../../../src/training/steps/towers";

const { layers } = tf;
const cores = availableParallelism();
const MANY = 16 * cores;

const convolution = () => layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1] });

const ending = (middle: tf.layers.Layer[]) =>
  tf.sequential({ layers: [...middle, layers.flatten(), layers.dense({ units: 1 })] });

function towersOf(middle: tf.layers.Layer[], loss: unknown = "mse", samples = MANY): number {
  const model = ending(middle);
  model.compile({ optimizer: "sgd", loss } as never);
  return towersForTraining(model, compilationOf(model, "fit"), samples);
}

class Shifted extends layers.Layer {
  static className = "ShiftedOfTest";
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const [x] = [inputs].flat() as [tf.Tensor];
    return x.sub(x.mean(0));
  }
}

describe("a batch is trained on", () => {
  it("in a part for each core, where the model is convolutional", () => {
    expect(towersOf([convolution()])).toBe(cores);
    expect(towersOf([convolution(), layers.dropout({ rate: 0.5 })])).toBe(cores);
  });

  it("in fewer parts, or whole, where it has few samples", () => {
    expect(towersOf([convolution()], "mse", 20)).toBe(1);
    expect(towersOf([convolution()], "mse", 33)).toBe(Math.min(2, cores));
  });

  it.each<[string, () => tf.layers.Layer[], unknown]>([
    ["nothing is convolutional", () => [layers.dense({ units: 2, inputShape: [6, 6] })], "mse"],
    ["batches are normalized", () => [convolution(), layers.batchNormalization()], "mse"],
    ["a layer is one's own", () => [convolution(), new Shifted({})], "mse"],
    ["a loss is one's own", () => [convolution()], (a: tf.Tensor, b: tf.Tensor) => a.sub(b).max()],
    ["a loss is one of the whole batch", () => [convolution()], new losses.Dice()],
    ["a loss is a sum", () => [convolution()], new losses.MeanSquaredError({ reduction: "sum" })],
    [
      "a loss leaves out samples",
      () => [convolution()],
      new losses.SparseCategoricalCrossentropy({ ignoreClass: 0 }),
    ],
  ])("whole, where %s", (_, middle, loss) => {
    expect(towersOf(middle(), loss)).toBe(1);
  });

  it("with the cores shared out among the parts", () => {
    expect(threadsFor(1)).toBeUndefined();
    expect(threadsFor(cores * 2)).toEqual({ perOperation: 1, operations: cores });
  });
});

describe("a batch is predicted and measured", () => {
  it("in a part for each core, also where training normalizes batches", () => {
    expect(towersForInference(ending([convolution(), layers.batchNormalization()]), MANY)).toBe(cores);
  });

  it("whole, where a layer is one's own or nothing is convolutional", () => {
    expect(towersForInference(ending([convolution(), new Shifted({})]), MANY)).toBe(1);
    expect(towersForInference(ending([layers.dense({ units: 2, inputShape: [6, 6] })]), MANY)).toBe(1);
  });
});
