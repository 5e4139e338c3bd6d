/**
 * The program of a function of tensors: the kernels that tfjs runs for it, as data. It runs anywhere, without the code that
 * it was recorded from, on any number of samples.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { read } from "./tensorValues";

/** The place that a tensor comes from. */
export type Source =
  | { input: number }
  | { weight: number }
  | { constant: number }
  | { call: number; output: number };

/** JSON, in which a number that grows with the samples is `{ each, and }`: each · samples + and. */
export type Attribute = unknown;

export interface KernelCall {
  kernel: string;
  inputs: Record<string, Source | Source[]>;
  attributes: Attribute;
}

/** A tensor of the function's own. */
export interface Constant {
  shape: Attribute;
  dtype: string;
  /** One number where all are equal. */
  values: number[];
}

export interface KernelProgram {
  calls: KernelCall[];
  constants: Constant[];
  outputs: Source[];
}

/** Numbers in constants, at the most: a network that was trained elsewhere does not fit in. */
const constantsAtMost = 2_000;

/** Numbers of samples that a function is run on: two tell how sizes grow, the third whether they do. */
const samples = [2, 3, 5] as const;

/**
 * Records a function.
 *
 * @param shapes those of its inputs, without the samples.
 * @param weights variables that are inputs of the program.
 * @throws where it cannot be told as kernels: its own numbers are too many, or what it runs hangs on more than shapes.
 */
export function recordedProgram(
  run: (inputs: tf.Tensor[]) => tf.Tensor[],
  shapes: readonly (readonly number[])[],
  weights: readonly tf.Tensor[],
): KernelProgram {
  const [two, three, five] = samples.map((count) => recordedRun(run, shapes, weights, count)) as [
    KernelProgram,
    KernelProgram,
    KernelProgram,
  ];
  const program = grown(two, three, samples[0], samples[1]) as KernelProgram;
  if (JSON.stringify(sized(program, samples[2])) !== JSON.stringify(five)) throw new UnrecordableError();
  const numbers = program.constants.reduce((sum, { values }) => sum + values.length, 0);
  if (numbers > constantsAtMost) throw new UnrecordableError();
  return program;
}

/** Thrown where a function is no program of kernels. */
export class UnrecordableError extends Error {}

interface RunsKernels {
  runKernel(
    name: string,
    inputs: Record<string, tf.Tensor | tf.Tensor[] | undefined>,
    attributes?: object,
  ): unknown;
}

function recordedRun(
  run: (inputs: tf.Tensor[]) => tf.Tensor[],
  shapes: readonly (readonly number[])[],
  weights: readonly tf.Tensor[],
  count: number,
): KernelProgram {
  const calls: KernelCall[] = [];
  const constants: Constant[] = [];
  const sources = new Map<tf.Tensor, Source>(weights.map((tensor, weight) => [tensor, { weight }]));
  const sourceOf = (tensor: tf.Tensor): Source => {
    const known = sources.get(tensor);
    if (known) return known;
    const source = { constant: constants.push(constantOf(tensor)) - 1 };
    sources.set(tensor, source);
    return source;
  };
  const engine = tf.engine() as unknown as RunsKernels;
  const { runKernel } = engine;
  const isOwn = Object.hasOwn(engine, "runKernel");
  let depth = 0;
  engine.runKernel = (kernel, inputs, attributes = {}) => {
    depth++;
    try {
      const result = runKernel.call(engine, kernel, inputs, attributes);
      // A kernel may run others, which run again with it.
      if (depth > 1) return result;
      const call = calls.length;
      const given = Object.entries(inputs).flatMap(([name, input]) =>
        input ? [[name, Array.isArray(input) ? input.map(sourceOf) : sourceOf(input)] as const] : [],
      );
      calls.push({ kernel, inputs: Object.fromEntries(given), attributes: structuredClone(attributes) });
      for (const [output, tensor] of listOf(result).entries()) sources.set(tensor, { call, output });
      return result;
    } finally {
      depth--;
    }
  };
  try {
    let outputs: Source[] = [];
    tf.tidy(() => {
      const inputs = shapes.map((shape) => ramp([count, ...shape]));
      for (const [input, tensor] of inputs.entries()) sources.set(tensor, { input });
      outputs = run(inputs).map(sourceOf);
    });
    return { calls, constants, outputs };
  } finally {
    if (isOwn) engine.runKernel = runKernel;
    else delete (engine as Partial<RunsKernels>).runKernel;
  }
}

const listOf = (result: unknown): tf.Tensor[] => [result].flat() as tf.Tensor[];

function ramp(shape: number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, at) => (at % 97) / 97),
    shape,
  );
}

function constantOf(tensor: tf.Tensor): Constant {
  const values = Array.from(read(tensor));
  const isUniform = values.every((value) => value === values[0]);
  return { shape: [...tensor.shape], dtype: tensor.dtype, values: isUniform ? values.slice(0, 1) : values };
}

// Sizes ---------------------------------------------------------------------------------------------------------

interface Growing {
  each: number;
  and: number;
}

/** The recordings on `m` samples and on `n` as one, in which numbers grow from one to the other. */
function grown(a: unknown, b: unknown, m: number, n: number): unknown {
  if (a === b) return a;
  if (typeof a === "number" && typeof b === "number") {
    const each = (b - a) / (n - m);
    return { each, and: a - each * m } satisfies Growing;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    throw new UnrecordableError();
  const [own, other] = [Object.entries(a), Object.entries(b)];
  if (own.length !== other.length) throw new UnrecordableError();
  const parts = own.map(([name, part]) => [name, grown(part, (b as Record<string, unknown>)[name], m, n)]);
  return Array.isArray(a) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** The same with the sizes that it has for a number of samples. */
export function sized(value: unknown, count: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => sized(part, count));
  const { each, and } = value as Partial<Growing>;
  if (typeof each === "number" && typeof and === "number") return each * count + and;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sized(part, count)]));
}
