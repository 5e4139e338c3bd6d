/** Recurrent layers that keep their states: operation by operation and in graphs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";
import { call, evaluate, fit } from "../../../src/training";

const stateful = { stateful: true, batchInputShape: [4, 3, 2] };
const layers: [string, () => tf.layers.Layer][] = [
  ["simpleRNN", () => tf.layers.simpleRNN({ units: 2, ...stateful })],
  ["lstm", () => tf.layers.lstm({ units: 2, ...stateful })],
  ["gru", () => tf.layers.gru({ units: 2, ...stateful })],
  [
    "bidirectional",
    () =>
      tf.layers.bidirectional({
        layer: tf.layers.lstm({ units: 2, stateful: true }) as never,
        mergeMode: "concat",
        ...stateful,
      }),
  ],
];

function modelOf(layer: () => tf.layers.Layer): tf.Sequential {
  setSeed(1);
  const model = tf.sequential({ layers: [layer(), tf.layers.dense({ units: 1 })] });
  model.compile({ optimizer: "sgd", loss: "mse" });
  return model;
}

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
const x = tf.randomNormal([32, 3, 2], 0, 1, "float32", 3);
const y = tf.randomNormal([32, 1], 0, 1, "float32", 4);

describe.each(layers)("%s with stateful: true", (_, layer) => {
  it("goes on from call to call of a traced function", async () => {
    const [plain, traced] = [modelOf(layer), modelOf(layer)];
    const batch = x.slice(0, 4);
    const step = tfFunction((input: tf.Tensor) => call(traced, input));
    for (let round = 0; round < 3; round++) {
      expect(numbers(await step(batch))).toEqual(numbers(call(plain, batch)));
    }
    expect(numbers(call(traced, batch))).toEqual(numbers(call(plain, batch)));
  });

  it("trains in graphs as operation by operation, and leaves no tensor", async () => {
    const trained = async (runEagerly: boolean) => {
      const model = modelOf(layer);
      const options = { batchSize: 4, epochs: 3, shuffle: false, runEagerly, verbose: 0 } as const;
      await fit(model, x, y, options);
      const before = tf.memory().numTensors;
      const { history } = await fit(model, x, y, options);
      expect(tf.memory().numTensors).toBe(before);
      model.resetStates();
      const { loss } = await evaluate(model, x, y, { batchSize: 4, verbose: 0 });
      return [...(history.loss as number[]), loss as number];
    };
    const [eager, graph] = [await trained(true), await trained(false)];
    for (const [index, loss] of eager.entries()) expect(graph[index]).toBeCloseTo(loss, 5);
  });

  it("begins anew after resetStates", () => {
    const model = modelOf(layer);
    const batch = x.slice(0, 4);
    const [first, second] = [call(model, batch), call(model, batch)].map(numbers);
    model.resetStates();
    expect(numbers(call(model, batch))).toEqual(first);
    expect(second).not.toEqual(first);
  });
});

it("a layer takes states that are given, and refuses those that do not fit", () => {
  const layer = tf.layers.gru({ units: 2, stateful: true, batchInputShape: [4, 3, 2] });
  const model = tf.sequential({ layers: [layer] });
  const reset = layer as unknown as { resetStates(states: tf.Tensor[]): void };
  const [first] = [call(model, x.slice(0, 4))].map(numbers);
  reset.resetStates([tf.zeros([4, 2])]);
  expect(numbers(call(model, x.slice(0, 4)))).toEqual(first);
  expect(() => reset.resetStates([tf.zeros([4, 3])])).toThrow("expected shape=4,2, received shape=4,3");
});

it("the states of a model that is disposed are freed", () => {
  const before = tf.memory().numTensors;
  const layer = tf.layers.lstm({ units: 2, stateful: true, batchInputShape: [4, 3, 2] });
  tf.sequential({ layers: [layer] }).dispose();
  expect(tf.memory().numTensors).toBe(before);
});
