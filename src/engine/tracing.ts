/** The seam at which operations are noted for a graph instead of being executed. */
import type * as tf from "@tensorflow/tfjs";
import { TrainbookError } from "../trainbookError";
import type { OpAttribute } from "./attributes";
import type { Operation, TensorHandle } from "./cApi";

/** A tensor of a graph that is being built: it has a shape and no values. */
export interface TracedTensor {
  readonly oper: Operation;
  readonly index: number;
  readonly shape: number[];
  /** A number of `dataTypes`. */
  readonly dtype: number;
  /** The graph that it belongs to, and to no other. */
  readonly graph: TracedGraph;
}

export interface TracedGraph {
  /** Name of the traced function for messages, such as `the function "step"`. */
  readonly of: string;
}

/** Thrown where a tensor of a trace is used outside of it: kept, left in a variable of the program, or a state. */
export class TracedTensorError extends TrainbookError {
  /** @param use where it is used, such as `is read`. */
  constructor({ shape, graph }: TracedTensor, use: string) {
    super(
      `a tensor of shape [${shape.join(", ")}] was made while ${graph.of} was traced, and has no values: it ${use}.`,
      {
        cure:
          "return it from the traced function, and use what the call gives back; what lasts from call to call belongs " +
          "in a tf.variable, by assign",
      },
    );
  }
}

/** A tensor that tfjs-node-gpu knows by its number: one of the eager context, or of the graph being built. */
export type BindingTensor = TensorHandle | TracedTensor;

export const isTraced = (tensor: BindingTensor): tensor is TracedTensor => typeof tensor === "object";

export interface Tracer {
  /** Called instead of executing an operation. */
  execute(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly { id: number; tensor: BindingTensor }[],
    maxOutputs: number,
  ): TracedTensor[];
  /** A tensor was made of values of JavaScript's. */
  created(id: number): void;
  /** A tensor of random numbers, which each call draws again. */
  random(type: { shape: number[]; dtype: string }, draw: (shape: number[]) => tf.Tensor): tf.Tensor;
  /** Values of the graph are asked for, which it has not. */
  refuseValues(): never;
}
