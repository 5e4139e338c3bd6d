/** A run of a TypeScript function in which tfjs's operations become nodes of a graph. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type BindingTensor,
  type FunctionGraph,
  isTraced,
  type OpAttribute,
  scopeNames,
  type TensorHandle,
  type Threads,
  type TracedTensor,
  type Tracer,
} from "../engine";
import { duringTrace, type Rows, type TraceInProgress } from "./duringTrace";
import { binding, dtypeNumber, handlesOf, idsOf, isMemoryShared, tensorFor } from "./nodeBackend";
import type { Capture, TensorType, TracedFunction } from "./tracedFunction";
import { TracingError } from "./tracingError";

let functions = 0;

/** A name that no other function has. */
export const newFunctionName = (): string => `trainbook_function_${functions++}`;

export interface TraceOptions {
  threads?: Threads | undefined;
  /** Whether graphs that call the function take its operations in. Defaults to true. */
  isInlined?: boolean;
}

/** @param work is given tensors that stand for `inputs`, of the same shapes. */
export function trace(
  inputs: readonly tf.Tensor[],
  work: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
  { threads, isInlined = true }: TraceOptions = {},
): TracedFunction {
  const graph = binding().newGraph(threads);
  const before = valuesOf(registered());
  const trace = new Trace(graph, before, isInlined);
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

interface VariableValue {
  variable: tf.Variable;
  id: number;
  dataId: object;
  value: tf.Tensor;
}

const registered = () => Object.values(tf.engine().registeredVariables);

/** Variables as they are, held so that what is assigned in the trace frees nothing. */
function valuesOf(variables: readonly tf.Variable[]): VariableValue[] {
  giveOwnMemory(variables);
  const ids = idsOf(variables);
  return variables.map((variable, index) => ({
    variable,
    id: ids[index] as number,
    dataId: variable.dataId,
    value: tf.keep(variable.clone()),
  }));
}

/**
 * A trace tells tensors apart by their memory, which a variable shares with what it was made of or assigned: with a
 * snapshot, or with the weights of another model. Values are not copied.
 */
function giveOwnMemory(variables: readonly tf.Variable[]): void {
  const shared = variables.filter(isMemoryShared);
  for (const [index, handle] of handlesOf(shared).entries()) {
    const own = tensorFor(binding().copyHandle(handle));
    shared[index]?.assign(own);
    own.dispose();
  }
}

function restore(values: readonly VariableValue[]): void {
  for (const { variable, value, dataId } of values) {
    if (variable.dataId !== dataId) variable.assign(value);
    value.dispose();
  }
}

function requireNoNew(variables: readonly tf.Variable[]): void {
  const [first] = variables;
  if (!first) return;
  tf.dispose([...variables]);
  const refused = () =>
    new TracingError(
      `a variable, "${first.name}", is made in a function that is being traced, where it would be made once and never again.`,
      {
        cure:
          "make variables and optimizers before; build models and compile them before; with an optimizer class of your own, take a step " +
          "without tfFunction first, or use one of tf.train or of optimizers, such as optimizers.Adam",
      },
    );
  for (const variable of variables) refuseLater(variable, refused);
  throw refused();
}

/** Whatever holds the variable, such as an optimizer, fails later as it did at first, and not for a reason that nobody sees. */
function refuseLater(variable: tf.Variable, refused: () => TracingError): void {
  const refuse = () => {
    throw refused();
  };
  Object.defineProperties(variable, {
    dataId: { get: refuse },
    assign: { value: refuse },
    throwIfDisposed: { value: refuse },
    dispose: { value: () => {} },
  });
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
    private readonly isInlined: boolean,
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
              isInlined: this.isInlined,
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
    const outputs = this.graph.operation(name, attributes, nodes);
    const unknown = outputs.find(({ shape }) => shape.some((length) => length < 0));
    if (!unknown) return outputs;
    throw new TracingError(
      `${name} gives a tensor whose shape depends on values, which a traced function does not have.`,
      { cure: "leave this operation out of the function, and hand its result in" },
    );
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
    if (isTraced(tensor)) return tensor;
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
