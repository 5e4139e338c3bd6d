/** Contexts beside the main one, whose operations share the processor's cores out in another way. */
import { availableParallelism } from "node:os";
import { TrainbookError } from "../trainbookError";
import type { TensorHandle } from "./cApi";
import type { Threads } from "./configProto";
import { checkStatus, type Runtime, startContext } from "./runtime";
import { wrapTensor } from "./tensorHandles";

/** Thrown for numbers of threads that cannot be started. */
export class ThreadCountError extends TrainbookError {}

const MOST_THREADS = 1024;

const started = new Map<string, Runtime>();

/** The same library with a context of its own: its functions are its own, and tensors have to be handed over. */
export function runtimeWith(runtime: Runtime, threads: Threads | undefined): Runtime {
  if (threads) requireCounts(threads);
  // A GPU's results do not depend on the processor's threads.
  if (!threads || runtime.devices.some(({ type }) => type === "GPU")) return runtime;
  const key = `${threads.perOperation}/${threads.operations}`;
  const other = started.get(key) ?? { ...runtime, context: startContext(runtime, { threads }) };
  started.set(key, other);
  return other;
}

function requireCounts(threads: Threads): void {
  for (const name of ["perOperation", "operations"] as const) {
    const count = threads[name];
    if (Number.isInteger(count) && count >= 1 && count <= MOST_THREADS) continue;
    throw new ThreadCountError(
      `threads: ${name} is ${String(count)}; it takes a whole number from 1 to ${MOST_THREADS}.`,
      { cure: `${availableParallelism()} is the number of cores here` },
    );
  }
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
