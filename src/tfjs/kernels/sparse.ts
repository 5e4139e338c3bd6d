/** Sparse tensors: their indices and values, and rows of others by their numbers. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { operation } from "../operation";
import { addKernel } from "./kernel";
import { operationsIn64Bits } from "./sixtyFourBits";

type Named<Name extends string> = Record<Name, tf.Tensor>;

addKernel("SparseFillEmptyRows", ({ inputs }) => {
  const { indices, values, denseShape, defaultValue } = inputs as Named<
    "indices" | "values" | "denseShape" | "defaultValue"
  >;
  const given = [indices, values, denseShape, defaultValue];
  return operationsIn64Bits("SparseFillEmptyRows", given, 4, {}, [values, defaultValue]);
});

addKernel("SparseReshape", ({ inputs }) => {
  const { inputIndices, inputShape, newShape } = inputs as Named<"inputIndices" | "inputShape" | "newShape">;
  return operationsIn64Bits("SparseReshape", [inputIndices, inputShape, newShape], 2);
});

for (const name of ["SparseSegmentMean", "SparseSegmentSum"]) {
  addKernel(name, ({ inputs }) => {
    const { data, indices, segmentIds } = inputs as Named<"data" | "indices" | "segmentIds">;
    return operation(name, [data, indices, segmentIds]);
  });
}
