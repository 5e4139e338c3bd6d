/** `fit`, `evaluate` and `predict` on generators. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, fit, optimizers, predict, TrainingDataError } from "../../../src/training";

const silent = { verbose: 0 } as const;

/** Whose loss on a sample x is x². */
function measuring(): tf.Sequential {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: "ones" })],
  });
  model.compile({ optimizer: new optimizers.SGD({ learningRate: 0 }), loss: "mse" });
  return model;
}

function* batches(count = 3): Generator<[tf.Tensor, tf.Tensor]> {
  for (let batch = 0; batch < count; batch++) yield [tf.fill([2, 1], batch), tf.zeros([2, 1])];
}
async function* asyncBatches(count = 3) {
  yield* batches(count);
}
function* arrays() {
  for (let batch = 0; batch < 3; batch++)
    yield [
      [[batch], [batch]],
      [[0], [0]],
    ];
}
function* objects() {
  for (const [xs, ys] of batches()) yield { xs, ys };
}

it.each([
  ["a generator", () => batches()],
  ["an async generator", () => asyncBatches()],
  ["a generator of arrays of numbers", () => arrays()],
  ["a generator of { xs, ys }", () => objects()],
  ["a function that makes generators", () => () => batches()],
  ["a function that makes async generators", () => () => asyncBatches()],
  ["a function that gives a list of batches", () => () => [...batches()]],
])("fit and evaluate take %s", async (_, make) => {
  const model = measuring();
  const { history } = await fit(model, make() as never, silent);
  expect(history.loss?.[0]).toBeCloseTo(5 / 3, 6);
  expect((await evaluate(model, make() as never, silent)).loss).toBeCloseTo(5 / 3, 6);
});

it("fit and predict free what a generator yields", async () => {
  const model = measuring();
  await fit(model, () => batches(), { epochs: 9, ...silent });
  const before = tf.memory().numTensors;
  await fit(model, () => batches(), { epochs: 2, classWeight: { 0: 2 }, ...silent });
  await fit(model, () => arrays(), { epochs: 2, ...silent } as never);
  (await predict(model, () => batches(), silent)).dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it("fit calls a function for each epoch, and stepsPerEpoch goes on with one generator", async () => {
  let made = 0;
  const make = () => {
    made++;
    return batches();
  };
  const { history } = await fit(measuring(), make, { epochs: 2, ...silent });
  expect([made, history.loss?.length]).toEqual([2, 2]);
  const going = batches(6);
  // keras 3.15.1 (steps_per_epoch=2) begins with the first batches too.
  expect((await fit(measuring(), going, { epochs: 2, stepsPerEpoch: 2, ...silent })).history.loss).toEqual([
    0.5, 6.5,
  ]);
  // The generator is its owner's: what is left of it serves another training.
  expect((await fit(measuring(), going, silent)).history.loss).toEqual([20.5]);
});

it("fit says what to do where a generator has ended before the last epoch", async () => {
  const training = fit(measuring(), batches(), { epochs: 2, ...silent });
  await expect(training).rejects.toThrow(TrainingDataError);
  await expect(training).rejects.toThrow(/generator has ended[\s\S]*function that makes it/);
});

// keras 3.15.1 trains on these too.
it.each<[string, () => () => Generator<[tf.Tensor, tf.Tensor]>]>([
  [
    "that were there before",
    () => {
      const [x, y] = [tf.ones([2, 1]), tf.zeros([2, 1])];
      return function* () {
        for (;;) yield [x, y];
      };
    },
  ],
  [
    "that the generator made before its first batch",
    () =>
      function* () {
        const [x, y] = [tf.ones([2, 1]), tf.zeros([2, 1])];
        for (;;) yield [x, y];
      },
  ],
  [
    "that the generator computes with once it goes on",
    () =>
      function* () {
        let x: tf.Tensor = tf.ones([2, 1]);
        for (;;) {
          yield [x, tf.zeros([2, 1])];
          x = x.mul(1);
        }
      },
  ],
])("a generator may yield tensors twice: %s", async (_, make) => {
  const generate = make();
  const model = measuring();
  await fit(model, generate, { stepsPerEpoch: 3, ...silent });
  for (const runEagerly of [true, false]) {
    const options = { stepsPerEpoch: 3, runEagerly, epochs: 2, ...silent };
    expect((await fit(measuring(), generate, options)).history.loss).toEqual([1, 1]);
  }
  await fit(model, generate, { stepsPerEpoch: 3, epochs: 2, ...silent });
  expect((await evaluate(model, generate, { steps: 3, ...silent })).loss).toBe(1);
  const kept = tf.memory().numTensors;
  await fit(model, generate, { stepsPerEpoch: 3, epochs: 2, ...silent });
  expect(tf.memory().numTensors).toBe(kept);
});

it("a list of batches serves each epoch", async () => {
  const list = [...batches()];
  const { history } = await fit(measuring(), () => list, {
    epochs: 2,
    validationData: () => list,
    ...silent,
  });
  expect(history.loss?.map((loss) => loss.toFixed(4))).toEqual(["1.6667", "1.6667"]);
  expect(list.flat().some(({ isDisposed }) => isDisposed)).toBe(false);
});

it("fit says that a tensor was freed, and how it lasts", async () => {
  const made: [tf.Tensor, tf.Tensor][] = [];
  const again = () => {
    if (made.length === 0) made.push([tf.ones([2, 1]), tf.zeros([2, 1])]);
    return made;
  };
  await expect(fit(measuring(), again, { epochs: 2, ...silent })).rejects.toThrow(
    /was freed[\s\S]*before the generator begins, or tf\.keep it/,
  );
});

it("fit refuses a function that gives no batches", async () => {
  await expect(fit(measuring(), (() => 5) as never, silent)).rejects.toThrow(/function must give batches/);
});
