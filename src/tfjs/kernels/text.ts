/** Text: its pieces, and numbers for it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { operations } from "../operation";
import { addKernel } from "./kernel";
import { operationsIn64Bits } from "./sixtyFourBits";

interface NGrams {
  separator: string;
  nGramWidths: readonly number[];
  leftPad: string;
  rightPad: string;
  padWidth: number;
  preserveShortSequences: boolean;
}

addKernel("StringNGrams", ({ inputs, attrs }) => {
  const { data, dataSplits } = inputs as Record<"data" | "dataSplits", tf.Tensor>;
  const { separator, nGramWidths, leftPad, rightPad, padWidth, preserveShortSequences } =
    attrs as unknown as NGrams;
  return operations("StringNGrams", [data, dataSplits], 2, {
    separator,
    ngram_widths: nGramWidths,
    left_pad: leftPad,
    right_pad: rightPad,
    pad_width: { int: padWidth },
    preserve_short_sequences: preserveShortSequences,
  });
});

addKernel("StringSplit", ({ inputs, attrs }) => {
  const { input, delimiter } = inputs as Record<"input" | "delimiter", tf.Tensor>;
  return operationsIn64Bits("StringSplit", [input, delimiter], 3, { skip_empty: Boolean(attrs.skipEmpty) });
});

addKernel("StringToHashBucketFast", ({ inputs, attrs }) => {
  const attributes = { num_buckets: { int: attrs.numBuckets as number } };
  return operationsIn64Bits("StringToHashBucketFast", [inputs.input as tf.Tensor], 1, attributes);
});
