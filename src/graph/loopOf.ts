/** Many steps in one call: a loop inside a graph, which takes its batches out of tensors by itself. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { ComputeDtype, FunctionGraph, Threads, TracedTensor } from "../engine";
import { binding, dtypeNumber, handlesOf } from "./nodeBackend";
import { newFunctionName } from "./trace";
import type { Capture, TracedFunction } from "./tracedFunction";

export interface RowsOf {
  /** `[samples, …]` each, of any number of samples. */
  tensors: readonly tf.Tensor[];
  /** How many rows a step takes. */
  size: number;
}

interface Type {
  shape: number[];
  dtype: number;
}

/**
 * @param step a function of batches.
 * @returns a function of the number of steps, the rows of each step `[steps, size]`, and the tensors of which each
 * batch is some rows. It takes values that the step needs at each call for all steps at once, `[steps, …]`.
 */
export function loopOf(
  step: TracedFunction,
  { tensors, size }: RowsOf,
  { computeDtype }: { computeDtype: ComputeDtype },
): TracedFunction {
  const { threads, assigned } = step;
  const captures = [...step.captures, ...notCaptured(step)];
  const variableAt = (variable: tf.Variable) =>
    captures.findIndex((capture) => capture.kind === "variable" && capture.variable === variable);
  const number = { shape: [], dtype: binding().TF_INT32 };
  const types: Type[] = [
    number,
    number,
    { shape: [-1, size], dtype: binding().TF_INT32 },
    ...handlesOf(tensors).map((handle) => ofAnyLength(binding().typeOf(handle))),
    ...captures.map(typeOf),
  ];
  const firstCapture = types.length - captures.length;

  const body = defined(threads, types, (graph, inputs) => {
    const [index, count, rows, ...others] = inputs as [
      TracedTensor,
      TracedTensor,
      TracedTensor,
      ...TracedTensor[],
    ];
    const data = others.slice(0, tensors.length);
    const captured = others.slice(tensors.length);
    const ofStep = gathered(graph, rows, index);
    const given = step.captures.map((capture, at) => {
      const input = captured[at] as TracedTensor;
      return capture.kind === "fresh" ? gathered(graph, input, index) : input;
    });
    const batch = data.map((tensor) => gathered(graph, tensor, ofStep));
    const dtypes = assigned.map((variable) => (types[firstCapture + variableAt(variable)] as Type).dtype);
    const values = graph.call(step.name, [...batch, ...given], dtypes, { threads, computeDtype });
    const next = [...captured];
    for (const [at, variable] of assigned.entries()) next[variableAt(variable)] = values[at] as TracedTensor;
    return [incremented(graph, index), count, rows, ...data, ...next];
  });
  const condition = defined(threads, types, (graph, [index, count]) =>
    graph.operation("Less", [], [index, count] as TracedTensor[]),
  );
  const name = defined(threads, types.slice(1), (graph, inputs) => {
    const [first] = graph.operation("ZerosLike", [], inputs.slice(0, 1));
    const ends = graph.whileLoop({ condition, body }, [first as TracedTensor, ...inputs]);
    return assigned.map((variable) => ends[firstCapture + variableAt(variable)] as TracedTensor);
  });
  return { ...step, name, parts: [body, condition], inputs: [], captures, outputs: 0 };
}

/** Variables that a step assigns without reading them. */
const notCaptured = ({ captures, assigned }: TracedFunction): Capture[] =>
  assigned
    .filter((variable) => !captures.some((one) => one.kind === "variable" && one.variable === variable))
    .map((variable) => ({ kind: "variable", variable }));

function typeOf(capture: Capture): Type {
  if (capture.kind === "constant") return binding().typeOf(capture.handle);
  if (capture.kind === "variable") return binding().typeOf(handlesOf([capture.variable])[0] as number);
  const { shape, dtype } = capture.type;
  return { shape: [-1, ...shape], dtype: dtypeNumber(dtype) };
}

const ofAnyLength = ({ shape, dtype }: Type): Type => ({ shape: [-1, ...shape.slice(1)], dtype });

/** @returns the name of a new function of the context. */
function defined(
  threads: Threads | undefined,
  types: readonly Type[],
  build: (graph: FunctionGraph, inputs: TracedTensor[]) => TracedTensor[],
): string {
  const graph = binding().newGraph("a loop of steps", threads);
  const name = newFunctionName();
  try {
    const inputs = types.map((type) => graph.placeholder(type));
    graph.finish(name, inputs, build(graph, inputs));
    return name;
  } finally {
    graph.dispose();
  }
}

function gathered(graph: FunctionGraph, tensor: TracedTensor, rows: TracedTensor): TracedTensor {
  const [output] = graph.operation("Gather", [], [tensor, rows]);
  return output as TracedTensor;
}

function incremented(graph: FunctionGraph, number: TracedTensor): TracedTensor {
  const [one] = graph.operation("OnesLike", [], [number]);
  const [sum] = graph.operation("AddV2", [], [number, one as TracedTensor]);
  return sum as TracedTensor;
}
