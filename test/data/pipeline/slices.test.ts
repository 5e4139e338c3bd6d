/** `Dataset.fromTensorSlices`. What it takes and refuses is what tf.data.Dataset.from_tensor_slices does. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset, DatasetError } from "../../../src/data/pipeline";
import { elements, tensorsLeftBy } from "./readElements";

test("has an element for each position along the first axis", async () => {
  const pictures = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  const dataset = Dataset.fromTensorSlices([pictures, tf.tensor1d([5, 6])]);
  expect(dataset.size).toBe(2);
  expect(await elements(dataset)).toEqual([
    [[1, 2], 5],
    [[3, 4], 6],
  ]);
});

test("takes objects, and tuples in them", async () => {
  const dataset = Dataset.fromTensorSlices({
    image: tf.tensor1d([1]),
    rest: [tf.tensor1d([2]), [3]],
  });
  expect(await elements(dataset)).toEqual([{ image: 1, rest: [2, 3] }]);
});

test.each<[string, tf.Tensor | object, unknown[], tf.DataType]>([
  ["numbers", [1.5, 2], [1.5, 2], "float32"],
  ["strings", ["a", "b"], ["a", "b"], "string"],
  ["booleans", [true, false], [1, 0], "bool"],
  ["rows", [[1, 2], [3, 4]], [[1, 2], [3, 4]], "float32"], // biome-ignore format: a row
  ["bytes", new Uint8Array([1, 255]), [1, 255], "int32"],
  ["floats", new Float64Array([1.5]), [1.5], "float32"],
  ["integers", new BigInt64Array([-3n]), [-3], "int32"],
  ["a tensor of strings", tf.tensor1d(["a", "b"]), ["a", "b"], "string"],
  ["a tensor without rows", tf.zeros([0, 2]), [], "float32"],
])("takes %s", async (_, values, expected, dtype) => {
  const dataset = Dataset.fromTensorSlices(values as tf.Tensor);
  expect(dataset.size).toBe(expected.length);
  expect(await elements(dataset)).toEqual(expected);
  for await (const element of dataset) expect(element.dtype).toBe(dtype);
});

test("keeps copies of lists and typed arrays, and no tensors", async () => {
  const values = new Float32Array([1, 2]);
  const left = await tensorsLeftBy(async () => {
    const dataset = Dataset.fromTensorSlices({ values, names: ["a", "b"] }).batch(2);
    values[0] = 9;
    expect(await elements(dataset)).toEqual([{ values: [1, 2], names: ["a", "b"] }]);
  });
  expect(left).toBe(0);
});

test.each<[string, unknown, string]>([
  [
    "tensors of several lengths",
    [tf.zeros([3, 2]), tf.zeros([4])],
    "found 3 and 4 along their first axes, of [0] and [1]",
  ],
  ["lists of several lengths", { x: [1, 2], y: [1] }, "found 2 and 1 along their first axes, of x and y"],
  ["a scalar tensor", { x: [1], y: tf.scalar(1) }, "part y: a scalar has no first axis to slice along"],
  ["a number", 3, "found 3; a scalar has no first axis"],
  ["a string", { name: "abc" }, 'found "abc" as part name; a scalar has no first axis'],
  ["undefined", [tf.zeros([2]), undefined], "found undefined as part [1]; it cannot be sliced"],
  ["a function", () => 1, "found a function; it cannot be sliced.\n  → Dataset.fromGenerator"],
  ["a promise", Promise.resolve(1), "found a Promise; it cannot be sliced.\n  → await it"],
  ["a dataset", Dataset.fromTensorSlices([1]), "found a Dataset; it cannot be sliced.\n  → Dataset.zip"],
  ["an empty list", [], "an empty list holds nothing to slice"],
  ["an empty object", {}, "an empty object holds nothing to slice"],
  [
    "rows of several lengths",
    { x: [[1, 2], [3]] },
    "part x: expected rows of one length, 2, found a row of 1 at [1]",
  ],
  ["values of several kinds", [1, "a"], 'expected a list of numbers only, found "a" at [1]'],
  ["a list with a hole", [1, undefined], "expected a list of numbers only, found undefined at [1]"],
  ["what int32 cannot hold", new Uint32Array([4_294_967_295]), "found a Uint32Array with 4294967295 at [0], which int32 cannot hold"], // biome-ignore format: a row
])("refuses %s", (_, parts, message) => {
  const make = () => Dataset.fromTensorSlices(parts as tf.Tensor);
  expect(make).toThrow(DatasetError);
  expect(make).toThrow(message);
  expect(make).toThrow("\n  → ");
});

test("says so where a tensor that it reads has been disposed", async () => {
  const tensor = tf.zeros([2]);
  const dataset = Dataset.fromTensorSlices(tensor).batch(2);
  tensor.dispose();
  await expect(elements(dataset)).rejects.toThrow("a tensor that the dataset reads has been disposed");
  expect(() => Dataset.fromTensorSlices({ tensor })).toThrow(
    "part tensor is a tensor that has been disposed",
  );
});
