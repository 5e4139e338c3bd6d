/**
 * The native half of tfjs-node-gpu, written over TensorFlow's C API: the object that tfjs-node-gpu's
 * JavaScript calls for every operation (its `TFJSBinding` interface).
 */
import type { TFJSBinding } from "@tensorflow/tfjs-node-gpu/dist/tfjs_binding";
import { TrainbookError } from "../trainbookError";
import { attributeTypes, type OpAttribute } from "./attributes";
import type { TensorHandle } from "./cApi";
import type { Threads } from "./configProto";
import { dataTypes, type TensorValues } from "./dataTypes";
import { execute } from "./execute";
import { callFunction, callFunctionAsync, type FunctionCall } from "./functionCall";
import { FunctionGraph } from "./functionGraph";
import { type OperationTime, profileFunction } from "./functionProfile";
import { hasCheckedShapes, requireShapes } from "./inputShapes";
import { OpCallError, requireCallable } from "./opDefinitions";
import { checkStatus, type Runtime, runtime } from "./runtime";
import { deleteSavedModel, loadSavedModel, runSavedModel, type SavedModelSession } from "./savedModels";
import { MAX_RANK } from "./shapes";
import { createTensorHandle, readTensorHandle, shapeOf } from "./tensorHandles";
import { runtimeWith } from "./threads";
import { type BindingTensor, isTraced, TracedTensorError, type Tracer } from "./tracing";

class TensorMetadata {
  constructor(
    readonly id: number,
    readonly shape: number[],
    readonly dtype: number,
  ) {}
}

/** Thrown for a tensor or a SavedModel that the runtime does not have, or no longer. */
export class UnknownHandleError extends TrainbookError {}

/** tfjs-node-gpu names tensors and models by small numbers; a number that is not in use is an error, not a crash. */
class Numbered<Thing> {
  readonly #things = new Map<number, Thing>();
  #next = 0;

  constructor(private readonly what: string) {}

  get size(): number {
    return this.#things.size;
  }

  add(thing: Thing): number {
    this.#things.set(this.#next, thing);
    return this.#next++;
  }

  get(id: number): Thing {
    const thing = this.#things.get(id);
    if (thing === undefined) {
      throw new UnknownHandleError(`There is no ${this.what} ${id}: it was never made, or is disposed.`);
    }
    return thing;
  }

  take(id: number): Thing {
    const thing = this.get(id);
    this.#things.delete(id);
    return thing;
  }
}

/** tfjs-node-gpu's interface, and what graphs need beside it. */
export interface NodeBinding extends TFJSBinding {
  /** Runs `work` with its operations noted by a tracer; with none they are executed, inside of a trace too. */
  withTracer<Result>(tracer: Tracer | undefined, work: () => Result): Result;
  currentTracer(): Tracer | undefined;
  /** @param of what is traced. @param threads with which its function will compute. */
  newGraph(of: string, threads?: Threads): FunctionGraph;
  tensorOf(id: number): BindingTensor;
  /** The handle of a tensor that has values. */
  handleOf(id: number): TensorHandle;
  /** Another handle to the same tensor, the caller's to delete. */
  copyHandle(handle: TensorHandle): TensorHandle;
  deleteHandle(handle: TensorHandle): void;
  /** Shape and dtype. */
  typeOf(handle: TensorHandle): { shape: number[]; dtype: number };
  /** Names a tensor, which is the binding's to delete from here on. */
  adopt(tensor: BindingTensor): TensorMetadata;
  /** @returns new handles, the caller's to delete. */
  callFunction(call: FunctionCall): TensorHandle[];
  /** The same on another thread. */
  callFunctionAsync(call: FunctionCall): Promise<TensorHandle[]>;
  /** The operations of each run, with their times. */
  profileFunction(call: FunctionCall, options: { runs: number }): OperationTime[][];
  removeFunction(call: Pick<FunctionCall, "name" | "threads">): void;
}

/** Makes the binding that tfjs-node-gpu's JavaScript runs on; loads TensorFlow's library. */
export function createNodeBinding(engine: Runtime = runtime()): NodeBinding {
  const tensors = new Numbered<BindingTensor>("tensor");
  let tracer: Tracer | undefined;
  const savedModels = new Numbered<SavedModelSession>("SavedModel");

  const typeOf = (handle: TensorHandle) => ({
    shape: shapeOf(engine, handle),
    dtype: engine.api.TFE_TensorHandleDataType(handle),
  });
  const describe = (tensor: BindingTensor) => {
    const { shape, dtype } = isTraced(tensor) ? tensor : typeOf(tensor);
    if (shape.length > MAX_RANK) {
      if (!isTraced(tensor)) engine.api.TFE_DeleteTensorHandle(tensor);
      throw new OpCallError(
        `An operation gives a tensor of ${shape.length} axes, and ${MAX_RANK} are the most.`,
      );
    }
    return new TensorMetadata(tensors.add(tensor), shape, dtype);
  };
  const valuesOf = (id: number): TensorHandle => {
    const tensor = tensors.get(id);
    if (!isTraced(tensor)) return tensor;
    if (tracer) return tracer.refuseValues();
    throw new TracedTensorError(tensor, "is used after the trace");
  };
  const shapeOfId = (id: number): readonly number[] => {
    const tensor = tensors.get(id);
    return isTraced(tensor) ? tensor.shape : shapeOf(engine, tensor);
  };
  const handles = (ids: readonly number[]) => ids.map(valuesOf);
  const names = (list: string) => (list === "" ? [] : list.split(","));

  return {
    TensorMetadata: TensorMetadata as unknown as TFJSBinding["TensorMetadata"],
    TFEOpAttr: Object as unknown as TFJSBinding["TFEOpAttr"],

    createTensor: (shape, dtype, values) => {
      const id = tensors.add(createTensorHandle(engine, dtype, shape, values as TensorValues));
      tracer?.created(id);
      return id;
    },
    deleteTensor: (id) => {
      const tensor = tensors.take(id);
      if (!isTraced(tensor)) engine.api.TFE_DeleteTensorHandle(tensor);
    },
    tensorDataSync: (id) =>
      readTensorHandle(engine, valuesOf(id)) as ReturnType<TFJSBinding["tensorDataSync"]>,
    executeOp: (name, attributes, inputs, outputs) => {
      requireCallable(engine, name, inputs.length, outputs);
      if (hasCheckedShapes(name)) requireShapes(name, inputs.map(shapeOfId));
      if (!tracer)
        return execute(engine, name, attributes as OpAttribute[], handles(inputs), outputs).map(describe);
      const given = inputs.map((id) => ({ id, tensor: tensors.get(id) }));
      return tracer.execute(name, attributes as OpAttribute[], given, outputs).map(describe);
    },
    withTracer: (next, work) => {
      const before = tracer;
      tracer = next;
      try {
        return work();
      } finally {
        tracer = before;
      }
    },
    currentTracer: () => tracer,
    newGraph: (of, threads) => new FunctionGraph(runtimeWith(engine, threads), of),
    tensorOf: (id) => tensors.get(id),
    handleOf: valuesOf,
    copyHandle: (handle) => {
      const copy = engine.api.TFE_TensorHandleCopySharingTensor(handle, engine.status);
      checkStatus(engine, "TFE_TensorHandleCopySharingTensor");
      return copy;
    },
    deleteHandle: (handle) => engine.api.TFE_DeleteTensorHandle(handle),
    typeOf,
    adopt: describe,
    callFunction: (call) => callFunction(engine, call),
    callFunctionAsync: (call) => callFunctionAsync(engine, call),
    profileFunction: (call, options) => profileFunction(engine, call, options),
    removeFunction: ({ name, threads }) => {
      engine.api.TFE_ContextRemoveFunction(runtimeWith(engine, threads).context, name, engine.status);
      engine.api.TF_SetStatus(engine.status, 0, "");
    },

    loadSavedModel: (folder, tags) => savedModels.add(loadSavedModel(engine, folder, names(tags))),
    deleteSavedModel: (id) => deleteSavedModel(engine, savedModels.take(id)),
    runSavedModel: (id, inputs, inputNames, outputNames) =>
      runSavedModel(engine, savedModels.get(id), handles(inputs), names(inputNames), names(outputNames)).map(
        describe,
      ),

    getNumOfTensors: () => tensors.size,
    getNumOfSavedModels: () => savedModels.size,
    isUsingGpuDevice: () => engine.devices.some((device) => device.type === "GPU"),

    TF_FLOAT: dataTypes.float,
    TF_INT32: dataTypes.int32,
    TF_INT64: dataTypes.int64,
    TF_BOOL: dataTypes.bool,
    TF_COMPLEX64: dataTypes.complex64,
    TF_STRING: dataTypes.string,
    TF_RESOURCE: dataTypes.resource,
    TF_UINT8: dataTypes.uint8,
    TF_ATTR_STRING: attributeTypes.string,
    TF_ATTR_INT: attributeTypes.int,
    TF_ATTR_FLOAT: attributeTypes.float,
    TF_ATTR_BOOL: attributeTypes.bool,
    TF_ATTR_TYPE: attributeTypes.type,
    TF_ATTR_SHAPE: attributeTypes.shape,
    // Declared by tfjs-node-gpu, never passed: no operation has an attribute of a resource type.
    TF_ATTR_RESOURCE: -1,
    TF_Version: engine.version,
  };
}
