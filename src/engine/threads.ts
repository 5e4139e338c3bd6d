/** Contexts beside the main one, whose operations share the processor's cores out in another way. */
import type { TensorHandle } from "./cApi";
import type { Threads } from "./configProto";
import { checkStatus, type Runtime, startContext } from "./runtime";
import { wrapTensor } from "./tensorHandles";

const started = new Map<string, Runtime>();

/** The same library with a context of its own: its functions are its own, and tensors have to be handed over. */
export function runtimeWith(runtime: Runtime, threads: Threads | undefined): Runtime {
  // What a GPU computes does not depend on the processor's threads.
  if (!threads || runtime.devices.some(({ type }) => type === "GPU")) return runtime;
  const key = `${threads.perOperation}/${threads.operations}`;
  const other = started.get(key) ?? { ...runtime, context: startContext(runtime, { threads }) };
  started.set(key, other);
  return other;
}

/** Handles to the same tensors that belong to no context: the caller's to delete. */
export function handedOver(runtime: Runtime, handles: readonly TensorHandle[]): TensorHandle[] {
  const { api, status } = runtime;
  return handles.map((handle) => {
    const tensor = api.TFE_TensorHandleResolve(handle, status);
    checkStatus(runtime, "TFE_TensorHandleResolve");
    try {
      return wrapTensor(runtime, tensor);
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  });
}
