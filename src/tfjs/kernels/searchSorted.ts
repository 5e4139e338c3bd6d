/** Where values belong in sorted rows: before those that are equal, or after them. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { operation } from "../operation";
import { addKernel } from "./kernel";

addKernel("SearchSorted", ({ inputs, attrs }) => {
  const { sortedSequence, values } = inputs as Record<"sortedSequence" | "values", tf.Tensor>;
  const name = attrs.side === "right" ? "UpperBound" : "LowerBound";
  return operation(name, [sortedSequence, values], { out_type: { dtype: "int32" } });
});
