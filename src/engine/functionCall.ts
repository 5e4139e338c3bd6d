/** Calls of functions, in the context that has them. */
import type { TensorHandle } from "./cApi";
import { execute, executeAsync } from "./execute";
import type { Runtime } from "./runtime";
import { handedOver, runtimeWith, type Threads } from "./threads";

export interface FunctionCall {
  name: string;
  /** Handles that stay the caller's. */
  inputs: readonly TensorHandle[];
  /** How many outputs there are. */
  outputs: number;
  /** With which its graph was made. */
  threads?: Threads | undefined;
}

/** @returns new handles, the caller's to delete. */
export function callFunction(
  runtime: Runtime,
  { name, inputs, outputs, threads }: FunctionCall,
): TensorHandle[] {
  const other = runtimeWith(runtime, threads);
  if (other === runtime) return execute(runtime, name, [], inputs, outputs);
  const own = handedOver(runtime, inputs);
  try {
    return handedBack(runtime, execute(other, name, [], own, outputs));
  } finally {
    free(runtime, own);
  }
}

/** The same on another thread. */
export async function callFunctionAsync(
  runtime: Runtime,
  { name, inputs, outputs, threads }: FunctionCall,
): Promise<TensorHandle[]> {
  const other = runtimeWith(runtime, threads);
  if (other === runtime) return executeAsync(runtime, name, inputs, outputs);
  const own = handedOver(runtime, inputs);
  try {
    return handedBack(runtime, await executeAsync(other, name, own, outputs));
  } finally {
    free(runtime, own);
  }
}

function handedBack(runtime: Runtime, handles: readonly TensorHandle[]): TensorHandle[] {
  try {
    return handedOver(runtime, handles);
  } finally {
    free(runtime, handles);
  }
}

function free({ api }: Runtime, handles: readonly TensorHandle[]): void {
  for (const handle of handles) api.TFE_DeleteTensorHandle(handle);
}
