/** One call of tfjs's that reaches a kernel, with small inputs, in every dtype that it may be given. */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Values = number | boolean | string | readonly Values[];

/** An input: its values, and the dtypes that it is tried in. */
export interface Input {
  values: Values;
  dtypes: readonly tf.DataType[];
}

export const numeric = (values: Values): Input => ({ values, dtypes: ["float32", "int32", "bool"] });
export const floats = (values: Values): Input => ({ values, dtypes: ["float32"] });
export const floatsOrInts = (values: Values): Input => ({ values, dtypes: ["float32", "int32"] });
export const ints = (values: Values): Input => ({ values, dtypes: ["int32"] });
export const bools = (values: Values): Input => ({ values, dtypes: ["bool"] });
export const strings = (values: Values): Input => ({ values, dtypes: ["string"] });

/** Values between -2 and 2, none of which is a whole number or lies half-way between two. */
export function wave(...shape: number[]): Values {
  const size = shape.reduce((product, length) => product * length, 1);
  const flat = Array.from(
    { length: size },
    (_, index) => Math.round(2000 * Math.sin(index * 1.7 + 0.3)) / 1000,
  );
  return nested(flat, shape);
}

function nested(flat: readonly number[], shape: readonly number[]): Values {
  const [length = 1, ...rest] = shape;
  if (rest.length === 0) return flat.slice(0, length);
  const each = flat.length / length;
  return Array.from({ length }, (_, index) => nested(flat.slice(index * each, (index + 1) * each), rest));
}

/** The same without what is below zero. */
export const positive = (...shape: number[]): Values =>
  mapped(wave(...shape), (value) => Math.abs(value) + 0.1);

const mapped = (values: Values, change: (value: number) => number): Values =>
  Array.isArray(values) ? values.map((value) => mapped(value as Values, change)) : change(values as number);

export interface KernelCase {
  inputs: readonly Input[];
  /** Whether all inputs that are tried in several dtypes have the same. */
  isOfOneDtype?: boolean;
  /** Whether the shape of what it gives depends on values, which graphs do not have. */
  isOutsideOfGraphs?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each function of tfjs wants its own kinds of tensors.
  compute: (...inputs: any[]) => tf.Tensor | tf.Tensor[] | Record<string, tf.Tensor>;
}

export const kernelCase = (compute: KernelCase["compute"], ...inputs: Input[]): KernelCase => ({
  inputs,
  compute,
});

export const ofOneDtype = (one: KernelCase): KernelCase => ({ ...one, isOfOneDtype: true });

export const outsideOfGraphs = (one: KernelCase): KernelCase => ({ ...one, isOutsideOfGraphs: true });

/** A call of a kernel that tfjs has no function for. */
export const directly = (
  kernelName: string,
  names: readonly string[],
  attributes: object,
  ...inputs: Input[]
): KernelCase => ({
  inputs,
  compute: (...tensors: tf.Tensor[]) =>
    tf
      .engine()
      .runKernel(
        kernelName,
        Object.fromEntries(names.map((name, index) => [name, tensors[index] as tf.Tensor])),
        attributes as never,
      ) as tf.Tensor,
});

/** The dtypes that the inputs are tried in, all together. */
export function dtypesOf({ inputs, isOfOneDtype }: KernelCase): tf.DataType[][] {
  const combinations = inputs.reduce<tf.DataType[][]>(
    (so, { dtypes }) => so.flatMap((before) => dtypes.map((dtype) => [...before, dtype])),
    [[]],
  );
  if (!isOfOneDtype) return combinations;
  const several = (_: unknown, index: number) => (inputs[index]?.dtypes.length ?? 0) > 1;
  return combinations.filter((dtypes) => new Set(dtypes.filter(several)).size === 1);
}

export const tensorsOf = ({ inputs }: KernelCase, dtypes: readonly tf.DataType[]): tf.Tensor[] =>
  inputs.map(({ values }, index) => {
    const dtype = dtypes[index] as tf.DataType;
    // tfjs itself takes any number for a truth value, and the backends do not agree on 2.
    const given = dtype === "bool" ? mapped(values, (value) => Number(value > 0)) : values;
    return tf.tensor(given as tf.TensorLike, undefined, dtype);
  });
