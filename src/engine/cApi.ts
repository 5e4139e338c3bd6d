/**
 * TensorFlow's C API, declared once (tensorflow/c/c_api.h, tf_tensor.h, tf_tstring.h, eager/c_api.h) and
 * called through koffi. Everything that talks to the runtime goes through this seam.
 *
 * Handles (`TFE_Op*`, `TF_Tensor*`, …) are plain numbers on the JavaScript side: they cost nothing to pass,
 * and their kinds are told apart by type only.
 */

import { LibraryLoadError } from "./errors";
import { cLibrary, koffi } from "./foreignFunctions";
import { quietLogLevel } from "./quietStart";

declare const kind: unique symbol;
/** A pointer that TensorFlow gave out; 0 is null. */
export type Handle<Kind extends string> = number & { readonly [kind]?: Kind };

/** An address in native memory. */
export type Address = Handle<"memory">;
export type Status = Handle<"TF_Status">;
export type ContextOptions = Handle<"TFE_ContextOptions">;
export type Context = Handle<"TFE_Context">;
export type DeviceList = Handle<"TF_DeviceList">;
export type Op = Handle<"TFE_Op">;
export type TensorHandle = Handle<"TFE_TensorHandle">;
export type Tensor = Handle<"TF_Tensor">;
export type Graph = Handle<"TF_Graph">;
export type Operation = Handle<"TF_Operation">;
export type OperationDescription = Handle<"TF_OperationDescription">;
export type GraphFunctionHandle = Handle<"TF_Function">;
export type BufferHandle = Handle<"TF_Buffer">;
export type SessionOptions = Handle<"TF_SessionOptions">;
export type Session = Handle<"TF_Session">;

/** How each word of the signatures below reads in TypeScript. */
interface CTypes {
  void: undefined;
  int: number;
  int64: number;
  size: number;
  float: number;
  bool: number;
  /** A NUL-terminated UTF-8 string, copied for the duration of the call. */
  text: string;
  /** The bytes of a typed array, lent for the duration of the call. */
  bytes: ArrayBufferView;
  address: Address;
  status: Status;
  contextOptions: ContextOptions;
  context: Context;
  deviceList: DeviceList;
  op: Op;
  tensorHandle: TensorHandle;
  tensor: Tensor;
  graph: Graph;
  operation: Operation;
  operationDescription: OperationDescription;
  /** A `TF_Output`: one of the outputs of an operation of a graph. */
  output: { oper: Operation; index: number };
  function: GraphFunctionHandle;
  buffer: BufferHandle;
  sessionOptions: SessionOptions;
  session: Session;
}
type CType = keyof CTypes;

const plainTypes: Partial<Record<CType, string>> = {
  void: "void",
  int: "int",
  int64: "int64_t",
  size: "size_t",
  float: "float",
  bool: "uint8_t",
  text: "const char *",
  bytes: "const void *",
};
const outputType = koffi.struct({ oper: "uintptr_t", index: "int" });
const koffiType = (type: CType) => (type === "output" ? outputType : (plainTypes[type] ?? "uintptr_t"));

/** Each function: what it returns, then what it takes. */
const signatures = {
  TF_Version: ["text"],
  TF_NewStatus: ["status"],
  TF_DeleteStatus: ["void", "status"],
  TF_SetStatus: ["void", "status", "int", "text"],
  TF_GetCode: ["int", "status"],
  TF_Message: ["text", "status"],

  TF_AllocateTensor: ["tensor", "int", "address", "int", "size"],
  TF_DeleteTensor: ["void", "tensor"],
  TF_TensorType: ["int", "tensor"],
  TF_TensorData: ["address", "tensor"],
  TF_TensorByteSize: ["size", "tensor"],
  TF_TensorElementCount: ["int64", "tensor"],
  TF_StringInit: ["void", "address"],
  TF_StringCopy: ["void", "address", "bytes", "size"],
  TF_StringGetDataPointer: ["address", "address"],
  TF_StringGetSize: ["size", "address"],
  TF_StringDealloc: ["void", "address"],

  TFE_NewContextOptions: ["contextOptions"],
  TFE_ContextOptionsSetConfig: ["void", "contextOptions", "bytes", "size", "status"],
  TFE_DeleteContextOptions: ["void", "contextOptions"],
  TFE_NewContext: ["context", "contextOptions", "status"],
  TFE_ContextListDevices: ["deviceList", "context", "status"],
  TF_DeviceListCount: ["int", "deviceList"],
  TF_DeviceListName: ["text", "deviceList", "int", "status"],
  TF_DeviceListType: ["text", "deviceList", "int", "status"],
  TF_DeleteDeviceList: ["void", "deviceList"],

  TFE_NewTensorHandle: ["tensorHandle", "tensor", "status"],
  TFE_TensorHandleCopySharingTensor: ["tensorHandle", "tensorHandle", "status"],
  TFE_DeleteTensorHandle: ["void", "tensorHandle"],
  TFE_TensorHandleDataType: ["int", "tensorHandle"],
  TFE_TensorHandleNumDims: ["int", "tensorHandle", "status"],
  TFE_TensorHandleDim: ["int64", "tensorHandle", "int", "status"],
  TFE_TensorHandleResolve: ["tensor", "tensorHandle", "status"],

  TFE_NewOp: ["op", "context", "address", "status"],
  TFE_DeleteOp: ["void", "op"],
  TFE_OpAddInput: ["void", "op", "tensorHandle", "status"],
  TFE_OpSetAttrString: ["void", "op", "address", "bytes", "size"],
  TFE_OpSetAttrStringList: ["void", "op", "address", "bytes", "bytes", "int"],
  TFE_OpSetAttrInt: ["void", "op", "address", "int64"],
  TFE_OpSetAttrIntList: ["void", "op", "address", "bytes", "int"],
  TFE_OpSetAttrFloat: ["void", "op", "address", "float"],
  TFE_OpSetAttrFloatList: ["void", "op", "address", "bytes", "int"],
  TFE_OpSetAttrBool: ["void", "op", "address", "bool"],
  TFE_OpSetAttrBoolList: ["void", "op", "address", "bytes", "int"],
  TFE_OpSetAttrType: ["void", "op", "address", "int"],
  TFE_OpSetAttrShape: ["void", "op", "address", "bytes", "int", "status"],
  TFE_Execute: ["void", "op", "address", "address", "status"],

  TF_NewGraph: ["graph"],
  TF_DeleteGraph: ["void", "graph"],
  TF_GraphGetOpDef: ["void", "graph", "text", "buffer", "status"],
  TF_GraphOperationByName: ["operation", "graph", "text"],
  TF_NewOperation: ["operationDescription", "graph", "text", "text"],
  TF_AddInput: ["void", "operationDescription", "output"],
  TF_AddInputList: ["void", "operationDescription", "bytes", "int"],
  TF_SetAttrString: ["void", "operationDescription", "text", "bytes", "size"],
  TF_SetAttrStringList: ["void", "operationDescription", "text", "bytes", "bytes", "int"],
  TF_SetAttrInt: ["void", "operationDescription", "text", "int64"],
  TF_SetAttrIntList: ["void", "operationDescription", "text", "bytes", "int"],
  TF_SetAttrFloat: ["void", "operationDescription", "text", "float"],
  TF_SetAttrFloatList: ["void", "operationDescription", "text", "bytes", "int"],
  TF_SetAttrBool: ["void", "operationDescription", "text", "bool"],
  TF_SetAttrBoolList: ["void", "operationDescription", "text", "bytes", "int"],
  TF_SetAttrType: ["void", "operationDescription", "text", "int"],
  TF_SetAttrTypeList: ["void", "operationDescription", "text", "bytes", "int"],
  TF_SetAttrShape: ["void", "operationDescription", "text", "bytes", "int"],
  TF_SetAttrFuncName: ["void", "operationDescription", "text", "bytes", "size"],
  TF_SetAttrTensor: ["void", "operationDescription", "text", "tensor", "status"],
  TF_FinishOperation: ["operation", "operationDescription", "status"],
  TF_OperationNumOutputs: ["int", "operation"],
  TF_OperationOutputType: ["int", "output"],
  TF_GraphGetTensorNumDims: ["int", "graph", "output", "status"],
  TF_GraphGetTensorShape: ["void", "graph", "output", "bytes", "int", "status"],
  TF_GraphToFunction: [
    ...(["function", "graph", "text", "bool", "int", "address", "int", "bytes", "int", "bytes"] as const),
    ...(["address", "address", "address", "status"] as const),
  ],
  TF_FunctionSetAttrValueProto: ["void", "function", "text", "bytes", "size", "status"],
  TF_DeleteFunction: ["void", "function"],
  TFE_ContextAddFunction: ["void", "context", "function", "status"],
  TFE_ContextRemoveFunction: ["void", "context", "text", "status"],
  TFE_ContextGetFunctionDef: ["void", "context", "text", "buffer", "status"],
  TF_FunctionImportFunctionDef: ["function", "bytes", "size", "status"],
  TF_GraphCopyFunction: ["void", "graph", "function", "function", "status"],

  TF_NewBuffer: ["buffer"],
  TF_NewBufferFromString: ["buffer", "bytes", "size"],
  TF_DeleteBuffer: ["void", "buffer"],

  TF_NewSessionOptions: ["sessionOptions"],
  TF_DeleteSessionOptions: ["void", "sessionOptions"],
  TF_SetConfig: ["void", "sessionOptions", "bytes", "size", "status"],
  TF_NewSession: ["session", "graph", "sessionOptions", "status"],
  TF_LoadSessionFromSavedModel: [
    "session",
    "sessionOptions",
    "address",
    "text",
    "bytes",
    "int",
    "graph",
    "address",
    "status",
  ],
  TF_SessionRun: [
    "void",
    "session",
    "buffer",
    "bytes",
    "bytes",
    "int",
    "bytes",
    "bytes",
    "int",
    "address",
    "int",
    "buffer",
    "status",
  ],
  TF_CloseSession: ["void", "session", "status"],
  TF_DeleteSession: ["void", "session", "status"],
} as const satisfies Record<string, readonly [CType, ...CType[]]>;

type CFunction<Signature extends readonly CType[]> = Signature extends readonly [
  infer Result extends CType,
  ...infer Arguments extends CType[],
]
  ? (...args: { [Index in keyof Arguments]: CTypes[Arguments[Index]] }) => CTypes[Result]
  : never;

/** The functions of TensorFlow's C API that trainbook uses, under their own names. */
export type CApi = { readonly [Name in keyof typeof signatures]: CFunction<(typeof signatures)[Name]> };

/** dlopen's flags: resolve lazily, and never unload (the second differs by system). */
const RTLD_LAZY = 1;
const RTLD_NODELETE = process.platform === "darwin" ? 0x80 : 0x1000;

/**
 * Environment variables that the runtime reads when it loads. A value that the user has set is kept.
 * Set with C's own `setenv`, because in a worker thread `process.env` is only a copy.
 */
const environmentDefaults = {
  // Notices about processor features and missing GPUs, which a learner would take for errors.
  TF_CPP_MIN_LOG_LEVEL: quietLogLevel,
  // Without it TensorFlow takes all of a GPU's memory at once.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
  // Left to itself TensorFlow uses oneDNN on some processors only, and has fewer kernels on the others (no
  // dilated depthwise convolution, for one): the same operations should work everywhere.
  TF_ENABLE_ONEDNN_OPTS: "1",
};

/**
 * Loads the library at `path` and declares its functions.
 *
 * @throws {LibraryLoadError} with the system loader's message.
 */
export function loadCApi(path: string): CApi {
  const setenv = cLibrary.func("setenv", "int", ["const char *", "const char *", "int"]);
  for (const [name, value] of Object.entries(environmentDefaults)) setenv(name, value, 0);
  // koffi closes its libraries at exit, when TensorFlow's exit handlers still point into this one.
  cLibrary.func("dlopen", "uintptr_t", ["const char *", "int"])(path, RTLD_LAZY | RTLD_NODELETE);
  let library: ReturnType<typeof koffi.load>;
  try {
    library = koffi.load(path);
  } catch (error) {
    throw new LibraryLoadError(`TensorFlow's library ${path} cannot be loaded: ${(error as Error).message}`, {
      cure: "npx trainbook setup --repair",
      cause: error,
    });
  }
  const functions: Record<string, unknown> = {};
  for (const [name, [result, ...args]] of Object.entries(signatures)) {
    functions[name] = library.func(name, koffiType(result), args.map(koffiType));
  }
  return functions as unknown as CApi;
}
