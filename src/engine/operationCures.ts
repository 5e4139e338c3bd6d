/** Cures where TensorFlow refuses an operation: by its words, which are the same outside of graphs and in them. */

interface Rule {
  words: RegExp;
  /** Defaults to any. */
  operation?: RegExp;
  cure: (found: readonly string[]) => string;
}

const rules: readonly Rule[] = [
  {
    words: /Received a label value of (\S+) which is outside the valid range of \[0, (\d+)\)/,
    cure: ([, , classes]) =>
      `count labels from 0 to ${Number(classes) - 1}, or let the last layer have a unit for each class`,
  },
  {
    words: /indices(?:\[.*\])? = (-?\d+) is not in \[0, (\d+)\)/,
    cure: ([, , rows]) => `give indices from 0 to ${Number(rows) - 1}, or a tensor that has more rows`,
  },
  { words: /does not index into shape/, cure: () => "give indices within the shape, counted from 0" },
  {
    words: /[Ii]nteger division by zero/,
    cure: () => "divide float32 tensors, x.toFloat(), or see to it that no divisor is 0",
  },
  {
    words: /Dimensions must be equal|Matrix size-incompatible/,
    operation: /MatMul/,
    cure: () =>
      "the last axis of the first must be as long as the first of the second: transpose or reshape one",
  },
  {
    words: /Dimensions must be equal|Incompatible shapes/,
    cure: () =>
      "bring both to shapes whose axes are equal or 1, counted from the last one: with reshape, expandDims or squeeze",
  },
  {
    words: /Cannot reshape a tensor with (\d+) elements|Input to reshape is a tensor with (\d+) values/,
    cure: ([, ofGraph, eager]) => `give a shape of ${ofGraph ?? eager} elements in all; one axis may be -1`,
  },
  {
    words: /both shapes must be equal|Dimensions? .*of inputs? should match/i,
    operation: /Concat|Pack/,
    cure: () => "join tensors that are alike in every axis but the one they are joined along",
  },
];

/** One imperative sentence; undefined where nothing is known. */
export function cureForOperation(operation: string, words: string): string | undefined {
  for (const rule of rules) {
    const found = rule.words.exec(words);
    if (found && (rule.operation === undefined || rule.operation.test(operation))) return rule.cure(found);
  }
  return undefined;
}
