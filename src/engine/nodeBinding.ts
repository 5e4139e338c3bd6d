/**
 * The native half of tfjs-node-gpu, written over TensorFlow's C API: the object that tfjs-node-gpu's
 * JavaScript calls for every operation (its `TFJSBinding` interface).
 */
import type { TFJSBinding } from "@tensorflow/tfjs-node-gpu/dist/tfjs_binding";
import type { TensorHandle } from "./cApi";
import { dataTypes, type TensorValues } from "./dataTypes";
import { attributeTypes, execute, type OpAttribute } from "./execute";
import { type Runtime, runtime } from "./runtime";
import { deleteSavedModel, loadSavedModel, runSavedModel, type SavedModelSession } from "./savedModels";
import { createTensorHandle, readTensorHandle, shapeOf } from "./tensorHandles";

class TensorMetadata {
  constructor(
    readonly id: number,
    readonly shape: number[],
    readonly dtype: number,
  ) {}
}

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
    if (thing === undefined)
      throw new Error(`There is no ${this.what} ${id}: it was never made, or is disposed.`);
    return thing;
  }

  take(id: number): Thing {
    const thing = this.get(id);
    this.#things.delete(id);
    return thing;
  }
}

/** Makes the binding that tfjs-node-gpu's JavaScript runs on; loads TensorFlow's library. */
export function createNodeBinding(engine: Runtime = runtime()): TFJSBinding {
  const tensors = new Numbered<TensorHandle>("tensor");
  const savedModels = new Numbered<SavedModelSession>("SavedModel");

  const describe = (handle: TensorHandle) =>
    new TensorMetadata(
      tensors.add(handle),
      shapeOf(engine, handle),
      engine.api.TFE_TensorHandleDataType(handle),
    );
  const handles = (ids: readonly number[]) => ids.map((id) => tensors.get(id));
  const names = (list: string) => (list === "" ? [] : list.split(","));

  return {
    TensorMetadata: TensorMetadata as unknown as TFJSBinding["TensorMetadata"],
    TFEOpAttr: Object as unknown as TFJSBinding["TFEOpAttr"],

    createTensor: (shape, dtype, values) =>
      tensors.add(createTensorHandle(engine, dtype, shape, values as TensorValues)),
    deleteTensor: (id) => engine.api.TFE_DeleteTensorHandle(tensors.take(id)),
    tensorDataSync: (id) =>
      readTensorHandle(engine, tensors.get(id)) as ReturnType<TFJSBinding["tensorDataSync"]>,
    executeOp: (name, attributes, inputs, outputs) =>
      execute(engine, name, attributes as OpAttribute[], handles(inputs), outputs).map(describe),

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
