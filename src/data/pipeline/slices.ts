/** The source of `Dataset.fromTensorSlices`: tensors, taken apart along their first axis. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type Structure, withLeaves } from "./element";
import { DatasetError } from "./errors";
import { Row, TensorRows } from "./rows";
import type { Open } from "./stream";

export function slices(tensors: Structure<tf.Tensor>): { open: Open; size: number } {
  const lengths: number[] = [];
  const sources = withLeaves(tensors, (leaf) => {
    const tensor = leaf as tf.Tensor;
    if (tensor.rank === 0)
      throw new DatasetError("fromTensorSlices: a scalar has no first axis to slice along.");
    lengths.push(tensor.shape[0] as number);
    return new TensorRows(tensor);
  });
  const [size = 0] = lengths;
  if (lengths.some((length) => length !== size)) {
    throw new DatasetError(
      `fromTensorSlices: tensors must be of one length, found ${lengths.join(" and ")} along their first axes.`,
      { cure: "check that x and y were sliced alike" },
    );
  }
  const rowOf = rowMaker(sources);
  const open: Open = () => {
    let next = 0;
    return {
      pull: async (count) => {
        const from = next;
        next = Math.min(size, from + count);
        return Array.from({ length: next - from }, (_, offset) => rowOf(from + offset));
      },
      close: async () => {},
    };
  };
  return { open, size };
}

/** Makes elements by index, the structure being looked at once. */
function rowMaker(sources: Structure<TensorRows>): (index: number) => Structure<Row> {
  if (sources instanceof TensorRows) return (index) => new Row(sources, index);
  if (Array.isArray(sources)) {
    const makers = sources.map(rowMaker);
    return (index) => makers.map((make) => make(index));
  }
  const makers = Object.entries(sources).map(([name, inner]) => [name, rowMaker(inner)] as const);
  return (index) => Object.fromEntries(makers.map(([name, make]) => [name, make(index)]));
}
