/**
 * TensorFlow's runtime in this thread: the C API, one eager context, its devices.
 *
 * The context lives as long as the process: everything that runs eagerly or as a traced function shares it.
 */
import { type CApi, type Context, loadCApi, type Status } from "./cApi";
import { type Config, configProto } from "./configProto";
import { TensorFlowError } from "./errors";
import { cLibrary } from "./foreignFunctions";
import { quietly } from "./quietStart";
import { findTensorFlow, type TensorFlowLibrary } from "./tensorFlowLibrary";

/** A device that TensorFlow computes on. */
export interface Device {
  /** TensorFlow's full name, such as `/job:localhost/replica:0/task:0/device:GPU:0`. */
  readonly name: string;
  /** `CPU`, `GPU`, … */
  readonly type: string;
}

export interface Runtime {
  readonly api: CApi;
  readonly context: Context;
  /** The status that calls of this thread report to; read it with {@link checkStatus}. */
  readonly status: Status;
  readonly devices: readonly Device[];
  readonly library: TensorFlowLibrary;
  /** The library's own version, which it states itself. */
  readonly version: string;
}

let current: Runtime | undefined;

/**
 * The runtime; the first call loads the library and makes the context.
 *
 * @throws {LibraryNotFoundError} before set-up. @throws {LibraryLoadError} for a library that will not load.
 */
export function runtime(): Runtime {
  current ??= quietly(startRuntime);
  return current;
}

function startRuntime(): Runtime {
  const library = findTensorFlow();
  const api = loadCApi(library.path);
  const status = api.TF_NewStatus();
  const context = startContext({ api, status });
  const started = { api, context, status, library, version: api.TF_Version() };
  return { ...started, devices: listDevices(started) };
}

export function startContext({ api, status }: Pick<Runtime, "api" | "status">, config: Config = {}): Context {
  const bytes = configProto(config);
  const options = api.TFE_NewContextOptions();
  try {
    api.TFE_ContextOptionsSetConfig(options, bytes, bytes.length, status);
    checkStatus({ api, status }, "TFE_ContextOptionsSetConfig");
    // Devices then have threads of their own, and contexts may have different numbers of them.
    const context = withEnvironment("TF_OVERRIDE_GLOBAL_THREADPOOL", () =>
      api.TFE_NewContext(options, status),
    );
    checkStatus({ api, status }, "TFE_NewContext");
    return context;
  } finally {
    api.TFE_DeleteContextOptions(options);
  }
}

const setEnvironment = cLibrary.func("setenv", "int", ["str", "str", "int"]);
const unsetEnvironment = cLibrary.func("unsetenv", "int", ["str"]);

/** With a variable of the environment at 1 for native code, which `process.env` is not in worker threads. */
function withEnvironment<Result>(name: string, work: () => Result): Result {
  setEnvironment(name, "1", 0);
  try {
    return work();
  } finally {
    unsetEnvironment(name);
  }
}

function listDevices({ api, context, status }: Omit<Runtime, "devices">): Device[] {
  const list = api.TFE_ContextListDevices(context, status);
  const devices = Array.from({ length: api.TF_DeviceListCount(list) }, (_, index) => ({
    name: api.TF_DeviceListName(list, index, status),
    type: api.TF_DeviceListType(list, index, status),
  }));
  api.TF_DeleteDeviceList(list);
  return devices;
}

/**
 * Raises what the last call reported, if it failed.
 *
 * @throws {TensorFlowError} with TensorFlow's message and the name of the operation.
 */
export function checkStatus({ api, status }: Pick<Runtime, "api" | "status">, operation: string): void {
  const code = api.TF_GetCode(status);
  if (code === 0) return;
  const message = api.TF_Message(status);
  // Some functions report only failures: the next one would seem to have failed with this one's.
  api.TF_SetStatus(status, 0, "");
  throw new TensorFlowError(operation, code, message);
}
