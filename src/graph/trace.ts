/** A run of a TypeScript function in which tfjs's operations become nodes of a graph. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type BindingTensor,
  type ComputeDtype,
  type FunctionGraph,
  isTraced,
  type OpAttribute,
  scopeNames,
  type TensorHandle,
  type Threads,
  type TracedTensor,
  TracedTensorError,
  type Tracer,
} from "../engine";
import { duringTrace, type Rows, type TraceInProgress } from "./duringTrace";
import { hasCasts, operationInFloat16 } from "./mixedPrecision/casts";
import { binding, dtypeNumber, handlesOf, idsOf, tensorFor } from "./nodeBackend";
import { refusedOperation } from "./operationError";
import { type Origin, originOf } from "./origin";
import type { Capture, TensorType, TracedFunction } from "./tracedFunction";
import { TracingError } from "./tracingError";
import { registered, requireNoNew, restore, type VariableValue, valuesOf } from "./variableValues";

let functions = 0;

/** A name that no other function has. */
export const newFunctionName = (): string => `trainbook_function_${functions++}`;

export interface TraceOptions {
  threads?: Threads | undefined;
  /** Whether graphs that call the function take its operations in. Defaults to true. */
  isInlined?: boolean;
  /** Name of the traced function for messages. Defaults to "a function". */
  of?: string;
  /** In what the function computes when it is called. Defaults to float32. */
  computeDtype?: ComputeDtype;
  /** A node whose origin is noted. Defaults to none: that takes a stack trace. */
  watched?: WatchedNode | undefined;
}

export interface WatchedNode {
  /** Its number. */
  node: number;
  /** Set by the trace that makes it. */
  origin?: Origin;
}

/** @param work is given tensors that stand for `inputs`, of the same shapes. */
export function trace(
  inputs: readonly tf.Tensor[],
  work: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
  { threads, isInlined = true, of = "a function", computeDtype = "float32", watched }: TraceOptions = {},
): TracedFunction {
  const graph = binding().newGraph(of, threads);
  const before = valuesOf(registered());
  const trace = new Trace(graph, before, { isInlined, isCast: hasCasts(computeDtype), watched });
  try {
    return { ...trace.run(inputs, work), threads };
  } catch (error) {
    trace.freeCaptures();
    throw error;
  } finally {
    restore(before);
    graph.dispose();
  }
}

class Trace implements Tracer, TraceInProgress {
  /** Tensors that the function itself makes of JavaScript's values. */
  private readonly constants = new Set<number>();
  private readonly known = new Map<number, TracedTensor>();
  private readonly captures: { capture: Capture; placeholder: TracedTensor }[] = [];
  private readonly effects: (() => void)[] = [];
  private hasDrawn = false;
  private part: { rows: Rows; drawn: number } | undefined;
  /** Random numbers for whole batches, of which each part takes its rows. */
  private drawnForParts: TracedTensor[] = [];

  constructor(
    private readonly graph: FunctionGraph,
    /** Those that are made outside meanwhile are added. */
    private readonly variables: VariableValue[],
    private readonly options: { isInlined: boolean; isCast: boolean; watched: WatchedNode | undefined },
  ) {}

  run(
    inputs: readonly tf.Tensor[],
    work: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
  ): Omit<TracedFunction, "threads"> {
    const given = handlesOf(inputs).map((handle) => this.graph.placeholder(binding().typeOf(handle)));
    const name = newFunctionName();
    let outputs = 0;
    let assigned: tf.Variable[] = [];
    this.withRandomNoticed(() =>
      binding().withTracer(this, () =>
        duringTrace(this, () =>
          tf.tidy(scopeNames.trace, () => {
            const results = work(given.map(tensorFor)).map((result) => this.nodeOf(result));
            outputs = results.length;
            assigned = this.variables
              .filter(({ variable, dataId }) => variable.dataId !== dataId)
              .map(({ variable }) => variable);
            requireNoNew(this.unknownVariables());
            const placeholders = this.captures.map(({ placeholder }) => placeholder);
            const values = assigned.map((variable) => this.nodeOf(variable));
            this.graph.finish(name, [...given, ...placeholders], [...results, ...values], {
              isInlined: this.options.isInlined,
            });
          }),
        ),
      ),
    );
    const captures = this.captures.map(({ capture }) => capture);
    const types = inputs.map(({ shape, dtype }) => ({ shape, dtype }));
    return {
      name,
      inputs: types,
      captures,
      outputs,
      assigned,
      effects: this.effects,
      operations: this.graph.size,
    };
  }

  freeCaptures(): void {
    for (const { capture } of this.captures) {
      if (capture.kind === "constant") binding().deleteHandle(capture.handle);
    }
  }

  number(read: () => number): tf.Scalar {
    return this.fresh({ shape: [], dtype: "float32" }, () => tf.scalar(read())) as tf.Scalar;
  }

  numbers(read: () => number[]): tf.Scalar[] {
    const type: TensorType = { shape: [read().length], dtype: "float32" };
    return tf.unstack(this.fresh(type, () => tf.tensor1d(read(), "float32"))) as tf.Scalar[];
  }

  random(type: TensorType, draw: (shape: number[]) => tf.Tensor): tf.Tensor {
    if (!this.part) return this.fresh(type, () => draw(type.shape));
    const { rows, drawn } = this.part;
    const [length, ...rest] = type.shape;
    if (length !== rows.samples) {
      throw new TracingError(
        `random numbers of shape [${type.shape.join(", ")}] are drawn for a part of ${rows.samples} of ${rows.total} samples.`,
      );
    }
    const shape = [rows.total, ...rest];
    const whole =
      drawn < this.drawnForParts.length
        ? tensorFor(this.drawnForParts[drawn] as TracedTensor)
        : this.fresh({ ...type, shape }, () => draw(shape));
    this.drawnForParts[drawn] = this.nodeOf(whole) as TracedTensor;
    this.part.drawn++;
    return tf.tidy(() => whole.slice([rows.from], [rows.samples]));
  }

  inPart<Result>(rows: Rows, work: () => Result): Result {
    if (rows.index === 0) this.drawnForParts = [];
    this.part = { rows, drawn: 0 };
    try {
      return work();
    } finally {
      this.part = undefined;
    }
  }

  private fresh(type: TensorType, make: () => tf.Tensor): tf.Tensor {
    const placeholder = this.graph.placeholder({ shape: type.shape, dtype: dtypeNumber(type.dtype) });
    this.captures.push({ capture: { kind: "fresh", type, make }, placeholder });
    return tensorFor(placeholder);
  }

  everyCall(effect: () => void): void {
    this.effects.push(effect);
  }

  outside<Result>(work: () => Result): Result {
    return binding().withTracer(undefined, () => {
      const { hasDrawn } = this;
      // Those that the function itself has made stay unknown, and are refused.
      const before = new Set(registered());
      const result = work();
      this.hasDrawn = hasDrawn;
      this.variables.push(...valuesOf(registered().filter((variable) => !before.has(variable))));
      return result;
    });
  }

  execute(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly { id: number; tensor: BindingTensor }[],
  ): TracedTensor[] {
    const nodes = inputs.map(({ id, tensor }) => this.node(id, tensor));
    const outputs = this.noted(name, attributes, nodes);
    const unknown = outputs.find(({ shape }) => shape.some((length) => length < 0));
    if (!unknown) return outputs;
    throw new TracingError(
      `${name} gives a tensor whose shape depends on values, which a traced function does not have.`,
      { cure: "leave this operation out of the function, and hand its result in" },
    );
  }

  private noted(name: string, attributes: readonly OpAttribute[], nodes: TracedTensor[]): TracedTensor[] {
    const { watched } = this.options;
    const before = this.graph.size;
    try {
      return this.options.isCast
        ? operationInFloat16(this.graph, [name, attributes, nodes])
        : this.graph.operation(name, attributes, nodes);
    } catch (error) {
      const shapes = nodes.map(({ shape }) => shape);
      throw refusedOperation(error, originOf(name, this.graph.of), shapes);
    } finally {
      if (watched && watched.node >= before && watched.node < this.graph.size)
        watched.origin = originOf(name, this.graph.of);
    }
  }

  created(id: number): void {
    if (this.hasDrawn) {
      throw new TracingError(
        "a tensor is made of random numbers in a function that is being traced, where each call would have the same.",
        {
          cure: "draw them with tf.randomUniform, tf.randomNormal or tf.truncatedNormal, or hand the tensor in",
        },
      );
    }
    this.constants.add(id);
  }

  /** tfjs draws all that is random on JavaScript's side, beginning with `Math.random`. */
  private withRandomNoticed(work: () => void): void {
    const { random } = Math;
    Math.random = () => {
      this.hasDrawn = true;
      return random();
    };
    try {
      work();
    } finally {
      Math.random = random;
    }
  }

  refuseValues(): never {
    throw new TracingError(
      "a tensor's values are read in a function that is being traced, where it has none: the function runs once, to " +
        "note what it computes.",
      {
        cure: "return the tensor, and read or print what the function gives back",
      },
    );
  }

  private unknownVariables(): tf.Variable[] {
    const known = new Set(this.variables.map(({ variable }) => variable));
    return registered().filter((variable) => !known.has(variable));
  }

  private nodeOf(tensor: tf.Tensor): TracedTensor {
    const [id = -1] = idsOf([tensor]);
    return this.node(id, binding().tensorOf(id));
  }

  private node(id: number, tensor: BindingTensor): TracedTensor {
    if (isTraced(tensor)) {
      if (tensor.graph === this.graph) return tensor;
      throw new TracedTensorError(tensor, `is used while ${this.graph.of} is traced`);
    }
    let node = this.known.get(id);
    if (!node) {
      node = this.constants.has(id) ? this.graph.constant(tensor) : this.captured(id, tensor);
      this.known.set(id, node);
    }
    return node;
  }

  private captured(id: number, handle: TensorHandle): TracedTensor {
    const placeholder = this.graph.placeholder(binding().typeOf(handle));
    const variable = this.variables.find((one) => one.id === id)?.variable;
    const capture: Capture = variable
      ? { kind: "variable", variable }
      : { kind: "constant", handle: binding().copyHandle(handle) };
    this.captures.push({ capture, placeholder });
    return placeholder;
  }
}
