/** Ragged tensors: rows of several lengths, as one list of values and where each row ends. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, operations } from "../operation";
import { addKernel, KernelShapeError } from "./kernel";

// Types that TensorFlow does not read from inputs once one of these is a list are named.
addKernel("RaggedGather", ({ inputs, attrs }) => {
  const splits = inputs.paramsNestedSplits as unknown as tf.Tensor[];
  const { paramsDenseValues, indices } = inputs as Record<"paramsDenseValues" | "indices", tf.Tensor>;
  const rank = attrs.outputRaggedRank as number;
  const expected = indices.rank + splits.length - 1;
  // TensorFlow writes past its outputs.
  if (rank !== expected) {
    throw new KernelShapeError(
      `RaggedGather: outputRaggedRank is ${rank}; ${splits.length} splits and indices of ${indices.rank} axes make ${expected}.`,
    );
  }
  return operations("RaggedGather", [...splits, paramsDenseValues, indices], rank + 1, {
    PARAMS_RAGGED_RANK: { int: splits.length },
    OUTPUT_RAGGED_RANK: { int: rank },
    Tsplits: { dtype: "int32" },
    Tvalues: { dtype: paramsDenseValues.dtype },
    Tindices: { dtype: indices.dtype },
  });
});

addKernel("RaggedRange", ({ inputs }) => {
  const { starts, limits, deltas } = inputs as Record<"starts" | "limits" | "deltas", tf.Tensor>;
  return operations("RaggedRange", [starts, limits, deltas], 2, { Tsplits: { dtype: "int32" } });
});

addKernel("RaggedTensorToTensor", ({ inputs, attrs }) => {
  const partitions = inputs.rowPartitionTensors as unknown as tf.Tensor[];
  const { shape, values, defaultValue } = inputs as Record<"shape" | "values" | "defaultValue", tf.Tensor>;
  const types = attrs.rowPartitionTypes as readonly string[];
  for (const [index, type] of types.entries())
    requirePartition(type, partitions[index], rowsBelow(partitions[index + 1], values));
  return operation("RaggedTensorToTensor", [shape, values, defaultValue, ...partitions], {
    T: { dtype: values.dtype },
    Tshape: { dtype: "int32" },
    Tindex: { dtype: "int32" },
    num_row_partition_tensors: { int: partitions.length },
    row_partition_types: types,
  });
});

/** How many rows a partition divides: those of the partition below, or the values. */
const rowsBelow = (below: tf.Tensor | undefined, values: tf.Tensor): number =>
  below === undefined ? (values.shape[0] ?? 0) : Number.MAX_SAFE_INTEGER;

/** TensorFlow reads a list for one number, and ends the process; what goes down it follows without end. */
function requirePartition(type: string, partition: tf.Tensor | undefined, count: number): void {
  const rank = type === "FIRST_DIM_SIZE" ? 0 : 1;
  if (partition === undefined) return;
  if (partition.rank === rank) {
    requireAscending(type, partition, count);
    return;
  }
  throw new KernelShapeError(
    `RaggedTensorToTensor: the row partition "${type}" has the shape [${partition.shape}], and takes ${rank} axes.`,
  );
}

/** In a graph there are no values to look at, and hardly ever one of these operations. */
function requireAscending(type: string, partition: tf.Tensor, count: number): void {
  if (isTraced()) return;
  const places = Array.from(partition.dataSync());
  const most = type === "ROW_SPLITS" ? count : Number.MAX_SAFE_INTEGER;
  const wrong = places.find((place, index) => place < (places[index - 1] ?? 0) || place > most);
  if (wrong === undefined) return;
  throw new KernelShapeError(
    `RaggedTensorToTensor: the row partition "${type}" holds ${wrong}; its numbers ascend from 0 to the number of values.`,
  );
}

const isTraced = (): boolean =>
  (
    tf.backend() as unknown as { binding: { currentTracer(): object | undefined } }
  ).binding.currentTracer() !== undefined;
