import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { setSeed } from "../../../src/engine";
import { type BatchSource, batchesOf, withTensors } from "../../../src/training/batches";
import { TrainingDataError } from "../../../src/training/errors";

const oneToOne = { what: "fit", inputNames: ["x"], outputNames: ["y"], needsTargets: true };

/** The first numbers of each batch's inputs, targets and weights. */
async function read(source: BatchSource) {
  const batches: { x: number[][]; y: number[][]; weights: (number[] | undefined)[]; samples: number }[] = [];
  const numbers = (tensors: tf.Tensor[]) => tensors.map((tensor) => [...tensor.dataSync()]);
  for await (const batch of source.pass()) {
    await withTensors(batch, ({ inputs, targets, sampleWeights, samples }) => {
      const weights = sampleWeights.map((one) => one && [...one.dataSync()]);
      batches.push({ x: numbers(inputs), y: numbers(targets), weights, samples });
    });
  }
  return batches;
}

describe("batches of arrays and tensors", () => {
  it("keep the order of the samples where nothing is shuffled, and the rest is a smaller batch", async () => {
    const { train } = batchesOf([1, 2, 3, 4, 5], [10, 20, 30, 40, 50], { ...oneToOne, batchSize: 2 });
    expect(train.steps).toBe(3);
    const batches = await read(train);
    expect(batches.map(({ x }) => x)).toEqual([[[1, 2]], [[3, 4]], [[5]]]);
    expect(batches.map(({ y }) => y)).toEqual([[[10, 20]], [[30, 40]], [[50]]]);
    expect(batches.map(({ samples }) => samples)).toEqual([2, 2, 1]);
  });

  it("are another permutation in each pass where they are shuffled, of x and y alike", async () => {
    setSeed(1);
    const x = Array.from({ length: 20 }, (_, index) => index);
    const { train } = batchesOf(x, x, { ...oneToOne, batchSize: 20, shuffle: true });
    const [[first], [second]] = [await read(train), await read(train)];
    expect(first?.x).toEqual(first?.y);
    expect(first?.x).not.toEqual(second?.x);
    for (const pass of [first, second]) expect([...(pass?.x[0] ?? [])].sort((a, b) => a - b)).toEqual(x);
  });

  it("hold 32 samples where no size is given", async () => {
    const { train } = batchesOf(tf.zeros([33]), tf.zeros([33]), oneToOne);
    expect((await read(train)).map(({ samples }) => samples)).toEqual([32, 1]);
  });

  it("are free again when the pass moves on or is left", async () => {
    const x = tf.zeros([6, 2]);
    const before = tf.memory().numTensors;
    const { train, dispose } = batchesOf(x, [1, 2, 3, 4, 5, 6], { ...oneToOne, batchSize: 2, shuffle: true });
    for await (const _ of train.pass()) break;
    await expect(
      (async () => {
        for await (const batch of train.pass()) {
          await withTensors(batch, () => {
            throw new Error("stop");
          });
        }
      })(),
    ).rejects.toThrow("stop");
    await read(train);
    dispose();
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });

  it("give several inputs and outputs in the model's order, from lists and from objects", async () => {
    const names = { ...oneToOne, inputNames: ["a", "b"], outputNames: ["c", "d"] };
    const fromObjects = batchesOf({ b: [3, 4], a: [1, 2] }, { d: [7, 8], c: [5, 6] }, names);
    const fromLists = batchesOf(
      [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])],
      [tf.tensor1d([5, 6]), tf.tensor1d([7, 8])],
      names,
    );
    for (const { train } of [fromObjects, fromLists]) {
      expect(await read(train)).toMatchObject([
        {
          x: [
            [1, 2],
            [3, 4],
          ],
          y: [
            [5, 6],
            [7, 8],
          ],
        },
      ]);
    }
  });

  it("take validation from the end, before shuffling", async () => {
    const { train, validation } = batchesOf([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7], {
      ...oneToOne,
      shuffle: true,
      validationSplit: 0.3,
    });
    expect((await read(validation as BatchSource)).flatMap(({ x }) => x.flat())).toEqual([5, 6, 7]);
    expect((await read(train)).flatMap(({ x }) => x.flat()).sort()).toEqual([1, 2, 3, 4]);
  });

  it("weigh samples by their class: the label, or the largest entry of a one-hot row", async () => {
    const weights = { 1: 5 };
    const sparse = batchesOf([1, 2, 3], [0, 1, 2], { ...oneToOne, classWeight: weights });
    const oneHot = batchesOf(
      [1, 2],
      [
        [1, 0],
        [0, 1],
      ],
      { ...oneToOne, classWeight: weights },
    );
    expect((await read(sparse.train))[0]?.weights).toEqual([[1, 5, 1]]);
    expect((await read(oneHot.train))[0]?.weights).toEqual([[1, 5]]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ["x and y of different lengths", () => batchesOf([1, 2], [1], oneToOne), /found 2 in x, 1 in y/],
    ["a missing y", () => batchesOf([1, 2], undefined, oneToOne), /y is missing/],
    ["a batch size of 0", () => batchesOf([1], [1], { ...oneToOne, batchSize: 0 }), /batchSize .* found 0/],
    ["rows of different lengths", () => batchesOf([[1, 2], [3]], [1, 2], oneToOne), /rows differ in length/],
    [
      "null for one of several outputs",
      () => batchesOf([1], [null, [1]] as never, { ...oneToOne, outputNames: ["a", "b"] }),
      /fit: y: "a" has none, found null\.\n {2}→ give a tensor for each; targets that no loss/,
    ],
    [
      "a name that is no input",
      () => batchesOf({ z: [1] }, [1], oneToOne),
      /the model has 1 \(x\), found an object with z/,
    ],
    [
      "a split that leaves nothing",
      () => batchesOf([1, 2], [1, 2], { ...oneToOne, validationSplit: 1 }),
      /validationSplit 1 of 2 samples leaves 0/,
    ],
    [
      "both kinds of weights",
      () => batchesOf([1], [1], { ...oneToOne, classWeight: { 0: 1 }, sampleWeight: [1] }),
      /cannot be given together/,
    ],
    [
      "weights of classes for several labels a sample",
      () => batchesOf([1], [[[1], [0]]], { ...oneToOne, classWeight: { 0: 1 } }),
      /classWeight is for one label a sample, those given are of shape \[1,2,1\][\s\S]*give sampleWeight/,
    ],
    [
      "weights of classes that are a word",
      () => batchesOf([1], [1], { ...oneToOne, classWeight: "balanced" as never }),
      /classWeight must be an object, found "balanced"/,
    ],
    [
      "weights of classes in a list for each output, which is tfjs's form",
      () => batchesOf([1], [1], { ...oneToOne, classWeight: [{ 0: 1 }] as never }),
      /classWeight 0 must be a number, found object/,
    ],
  ])("refuse %s, and free what they made", (_, make, message) => {
    const before = tf.memory().numTensors;
    expect(make).toThrow(TrainingDataError);
    expect(make).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("batches of a dataset", () => {
  it("are its own", async () => {
    const dataset = Dataset.fromTensorSlices([tf.range(0, 5), tf.range(10, 15)]).batch(2);
    const { train } = batchesOf(dataset, undefined, oneToOne);
    expect(train.steps).toBe(3);
    expect((await read(train)).map(({ x, y }) => [x[0], y[0]])).toEqual([
      [
        [0, 1],
        [10, 11],
      ],
      [
        [2, 3],
        [12, 13],
      ],
      [[4], [14]],
    ]);
  });

  it("may bring weights, as a third part", async () => {
    const dataset = Dataset.fromTensorSlices([tf.range(0, 2), tf.range(0, 2), tf.tensor1d([0.5, 2])]).batch(
      2,
    );
    const { train } = batchesOf(dataset, undefined, oneToOne);
    expect((await read(train))[0]?.weights).toEqual([[0.5, 2]]);
  });

  it("refuse weights of classes beside them", async () => {
    const dataset = Dataset.fromTensorSlices([tf.range(0, 2), tf.range(0, 2), tf.tensor1d([0.5, 2])]).batch(
      2,
    );
    const { train } = batchesOf(dataset, undefined, { ...oneToOne, classWeight: { 0: 5 } });
    await expect(read(train)).rejects.toThrow(/sampleWeight and classWeight cannot be given together/);
  });

  it("come from tfjs's tf.data as well", async () => {
    const dataset = tf.data
      .zip({ xs: tf.data.array([1, 2, 3]), ys: tf.data.array([4, 5, 6]) })
      .batch(2) as unknown as AsyncIterable<unknown>;
    const { train } = batchesOf(dataset, undefined, oneToOne);
    expect((await read(train)).map(({ x }) => x[0])).toEqual([[1, 2], [3]]);
  });

  it.each<[string, object, RegExp]>([
    ["y", { y: [1] }, /y cannot be given with a dataset[\s\S]*elements be \[x, y\]/],
    ["batchSize", { batchSize: 8 }, /batchSize cannot[\s\S]*dataset\.batch/],
    ["validationSplit", { validationSplit: 0.5 }, /validationSplit cannot[\s\S]*take and skip/],
  ])("refuse %s beside them", (_, options, message) => {
    const dataset = Dataset.fromTensorSlices([tf.range(0, 2), tf.range(0, 2)]).batch(2);
    const { y, ...rest } = options as { y?: number[] };
    expect(() => batchesOf(dataset, y, { ...oneToOne, ...rest })).toThrow(message);
  });

  it("say how an element must look", async () => {
    const single = Dataset.fromTensorSlices(tf.range(0, 2)).batch(2);
    await expect(read(batchesOf(single, undefined, oneToOne).train)).rejects.toThrow(
      /an element must be \[x, y\][^\n]*found a tensor of shape \[2\]/,
    );
    const unbatched = Dataset.fromTensorSlices([tf.range(0, 2), tf.range(0, 2)]);
    await expect(read(batchesOf(unbatched, undefined, oneToOne).train)).rejects.toThrow(
      /no batch[\s\S]*dataset\.batch\(32\)/,
    );
  });
});
