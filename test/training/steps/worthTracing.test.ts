/** From how many steps on a model's steps become graphs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isWorthTracing } from "../../../src/training/steps/worthTracing";

const { layers } = tf;
const lstm = () => layers.lstm({ units: 2, returnSequences: true });

const models: [string, () => tf.LayersModel, least: number][] = [
  ["a dense model", () => tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [4] })] }), 8],
  [
    "a recurrent layer of 100 steps",
    () => tf.sequential({ layers: [layers.lstm({ units: 2, inputShape: [100, 3] })] }),
    18,
  ],
  [
    "one in both directions",
    () =>
      tf.sequential({
        layers: [layers.bidirectional({ layer: lstm() as never, mergeMode: "sum", inputShape: [100, 3] })],
      }),
    28,
  ],
  [
    "two in a nested model",
    () => {
      const inner = tf.sequential({ layers: [layers.inputLayer({ inputShape: [50, 3] }), lstm(), lstm()] });
      return tf.sequential({ layers: [inner, layers.flatten(), layers.dense({ units: 1 })] });
    },
    18,
  ],
  [
    "a stack of two cells",
    () => {
      const cell = [layers.gruCell({ units: 2 }), layers.gruCell({ units: 2 })];
      return tf.sequential({ layers: [layers.rnn({ cell, inputShape: [50, 3] })] });
    },
    18,
  ],
  [
    "one of unknown length",
    () => tf.sequential({ layers: [layers.simpleRNN({ units: 2, inputShape: [null, 3] as never })] }),
    8,
  ],
];

it.each(models)("%s has a border of its own", (_, build, least) => {
  const model = build();
  expect(isWorthTracing(model, least - 1)).toBe(false);
  expect(isWorthTracing(model, least)).toBe(true);
  expect(isWorthTracing(model, null)).toBe(true);
});
