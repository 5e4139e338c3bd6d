/** A TensorFlow graph that grows operation by operation, and becomes a function of the eager context. */

import { attributeTypes, attributeValue, type OpAttribute } from "./attributes";
import type { Graph, OperationDescription, TensorHandle } from "./cApi";
import { type Config, configProto } from "./configProto";

import { nativeCalls } from "./nativeCalls";
import { internedCStrings } from "./nativeMemory";
import { isInferredType, listInput } from "./opDefinitions";
import { intField } from "./protobuf";
import { checkStatus, type Runtime } from "./runtime";
import type { TracedTensor } from "./tracing";

export class FunctionGraph {
  readonly handle: Graph;
  private count = 0;
  /** Functions that it calls like operations. */
  private readonly included = new Set<string>();

  /** @param of what is traced, such as `the function "step"`. */
  constructor(
    private readonly runtime: Runtime,
    readonly of: string,
  ) {
    this.handle = runtime.api.TF_NewGraph();
  }

  get size(): number {
    return this.count;
  }

  /** A placeholder for an argument of the function. */
  placeholder({ dtype, shape }: { dtype: number; shape: readonly number[] }): TracedTensor {
    const { api } = this.runtime;
    const [output] = this.finished("Placeholder", (description) => {
      api.TF_SetAttrType(description, "dtype", dtype);
      api.TF_SetAttrShape(description, "shape", int64s(shape), shape.length);
    });
    return output as TracedTensor;
  }

  /** The values of a tensor, which become part of the graph. */
  constant(handle: TensorHandle): TracedTensor {
    const { api, status } = this.runtime;
    const tensor = api.TFE_TensorHandleResolve(handle, status);
    checkStatus(this.runtime, "TFE_TensorHandleResolve");
    try {
      const [output] = this.finished("Const", (description) => {
        api.TF_SetAttrTensor(description, "value", tensor, status);
        checkStatus(this.runtime, "TF_SetAttrTensor");
        api.TF_SetAttrType(description, "dtype", api.TF_TensorType(tensor));
      });
      return output as TracedTensor;
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  }

  /** Makes a function known, to be called as an operation. @param definition a serialized FunctionDef. */
  include(name: string, definition: Uint8Array): void {
    this.included.add(name);
    const { api, status } = this.runtime;
    const made = api.TF_FunctionImportFunctionDef(definition, definition.length, status);
    checkStatus(this.runtime, "TF_FunctionImportFunctionDef");
    try {
      api.TF_GraphCopyFunction(this.handle, made, 0 as never, status);
      checkStatus(this.runtime, "TF_GraphCopyFunction");
    } finally {
      api.TF_DeleteFunction(made);
    }
  }

  /** @returns its outputs, with the shapes that TensorFlow infers. @throws {TensorFlowError} for what does not fit. */
  operation(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly TracedTensor[],
  ): TracedTensor[] {
    return this.finished(name, (description) => {
      this.setInputs(description, name, inputs);
      for (const attribute of attributes) {
        const isInferred =
          attribute.type === attributeTypes.type && isInferredType(this.runtime, name, attribute.name);
        if (!isInferred) this.setAttribute(description, name, attribute);
      }
    });
  }

  /**
   * Calls a function of the context, which TensorFlow optimizes by itself where it is not taken in.
   *
   * @param outputs their dtypes.
   */
  call(
    name: string,
    inputs: readonly TracedTensor[],
    outputs: readonly number[],
    config: Config,
  ): TracedTensor[] {
    return this.operation(
      "PartitionedCall",
      [
        { name: "f", type: attributeTypes.function, value: name },
        { name: "Tout", type: attributeTypes.type, value: outputs },
        { name: "config_proto", type: attributeTypes.string, value: configProto(config) },
      ],
      inputs,
    );
  }

  /**
   * @param functions names of functions of the same inputs: whether the loop goes on, and the next inputs.
   * @returns the last inputs.
   */
  whileLoop(functions: { condition: string; body: string }, inputs: readonly TracedTensor[]): TracedTensor[] {
    return this.operation(
      "StatelessWhile",
      [
        { name: "cond", type: attributeTypes.function, value: functions.condition },
        { name: "body", type: attributeTypes.function, value: functions.body },
        { name: "_lower_using_switch_merge", type: attributeTypes.bool, value: true },
      ],
      inputs,
    );
  }

  /**
   * The function becomes one of the context, called like an operation. The graph is gone.
   *
   * @param isInlined whether graphs that call it take its operations in. Defaults to true.
   */
  finish(
    name: string,
    inputs: readonly TracedTensor[],
    outputs: readonly TracedTensor[],
    { isInlined = true }: { isInlined?: boolean } = {},
  ): void {
    const { api, context, status } = this.runtime;
    // An output that is an input, or stands twice, needs a node of its own.
    const own = outputs.map((output) => this.operation("Identity", [], [output])[0] as TracedTensor);
    const made = api.TF_GraphToFunction(
      this.handle,
      name,
      0,
      -1,
      0,
      inputs.length,
      packed(inputs),
      own.length,
      packed(own),
      0 as never,
      0,
      0,
      status,
    );
    checkStatus(this.runtime, "TF_GraphToFunction");
    try {
      if (!isInlined) {
        api.TF_FunctionSetAttrValueProto(made, "_noinline", TRUE, TRUE.length, status);
        checkStatus(this.runtime, "TF_FunctionSetAttrValueProto");
      }
      api.TFE_ContextAddFunction(context, made, status);
      checkStatus(this.runtime, "TFE_ContextAddFunction");
    } finally {
      api.TF_DeleteFunction(made);
    }
  }

  dispose(): void {
    this.runtime.api.TF_DeleteGraph(this.handle);
  }

  private finished(name: string, fill: (description: OperationDescription) => void): TracedTensor[] {
    const { api, status } = this.runtime;
    nativeCalls?.enter();
    try {
      const description = api.TF_NewOperation(this.handle, name, `n${this.count++}`);
      fill(description);
      const oper = api.TF_FinishOperation(description, status);
      checkStatus(this.runtime, name);
      return Array.from({ length: api.TF_OperationNumOutputs(oper) }, (_, index) => ({
        oper,
        index,
        shape: this.shapeOf({ oper, index }),
        dtype: api.TF_OperationOutputType({ oper, index }),
        graph: this,
      }));
    } finally {
      nativeCalls?.leave();
    }
  }

  private shapeOf(output: Pick<TracedTensor, "oper" | "index">): number[] {
    const { api, status } = this.runtime;
    const rank = api.TF_GraphGetTensorNumDims(this.handle, output, status);
    checkStatus(this.runtime, "TF_GraphGetTensorNumDims");
    // -1 where the rank is unknown, as that of what a batch normalization keeps for its gradient.
    if (rank <= 0) return [];
    const dimensions = new BigInt64Array(rank);
    api.TF_GraphGetTensorShape(this.handle, output, dimensions, rank, status);
    checkStatus(this.runtime, "TF_GraphGetTensorShape");
    return Array.from(dimensions, Number);
  }

  private setInputs(description: OperationDescription, name: string, inputs: readonly TracedTensor[]): void {
    const { api } = this.runtime;
    const list = listInput(this.runtime, name, this.included);
    const end = list ? inputs.length - list.after : 0;
    for (const [at, { oper, index }] of inputs.entries()) {
      if (at === list?.place) api.TF_AddInputList(description, packed(inputs.slice(at, end)), end - at);
      if (!list || at < list.place || at >= end) api.TF_AddInput(description, { oper, index });
    }
    if (list && list.place === inputs.length) api.TF_AddInputList(description, packed([]), 0);
  }

  private setAttribute(description: OperationDescription, operation: string, attribute: OpAttribute): void {
    const { api } = this.runtime;
    const { name } = attribute;
    const { kind, value } = attributeValue(operation, attribute);
    switch (kind) {
      case "string":
        api.TF_SetAttrString(description, name, value, value.length);
        break;
      case "function":
        api.TF_SetAttrFuncName(description, name, value, value.length);
        break;
      case "strings": {
        const { addresses, lengths } = internedCStrings(value);
        api.TF_SetAttrStringList(description, name, addresses, lengths, value.length);
        break;
      }
      case "int":
        api.TF_SetAttrInt(description, name, value);
        break;
      case "ints":
        api.TF_SetAttrIntList(description, name, value, value.length);
        break;
      case "float":
        api.TF_SetAttrFloat(description, name, value);
        break;
      case "floats":
        api.TF_SetAttrFloatList(description, name, value, value.length);
        break;
      case "bool":
        api.TF_SetAttrBool(description, name, value);
        break;
      case "bools":
        api.TF_SetAttrBoolList(description, name, value, value.length);
        break;
      case "type":
        api.TF_SetAttrType(description, name, value);
        break;
      case "types":
        api.TF_SetAttrTypeList(description, name, value, value.length);
        break;
      case "shape":
        api.TF_SetAttrShape(description, name, value, value.length);
        break;
    }
  }
}

/** AttrValue with `b: true` (tensorflow/core/framework/attr_value.proto). */
const TRUE = intField(5, 1);

const int64s = (values: readonly number[]) => BigInt64Array.from(values, BigInt);

/** An array of `TF_Output`. */
function packed(outputs: readonly TracedTensor[]): Uint8Array {
  const bytes = Buffer.alloc(16 * outputs.length);
  for (const [at, { oper, index }] of outputs.entries()) {
    bytes.writeBigUInt64LE(BigInt(oper), 16 * at);
    bytes.writeInt32LE(index, 16 * at + 8);
  }
  return bytes;
}
