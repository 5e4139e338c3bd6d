/** Calls of functions, in the context that has them. */

import { attributeTypes, type OpAttribute } from "./attributes";
import type { TensorHandle } from "./cApi";
import { type ComputeDtype, type Config, configProto, type Threads } from "./configProto";
import { execute, executeAsync } from "./execute";
import type { Runtime } from "./runtime";
import { handedOver, runtimeWith } from "./threads";

export interface FunctionCall {
  name: string;
  /** Handles that stay the caller's. */
  inputs: readonly TensorHandle[];
  /** How many outputs there are. */
  outputs: number;
  /** With which its graph was made. */
  threads?: Threads | undefined;
  /** In what it computes. Defaults to float32. */
  computeDtype?: ComputeDtype | undefined;
}

/** @returns new handles, the caller's to delete. */
export function callFunction(
  runtime: Runtime,
  { name, inputs, outputs, threads, computeDtype }: FunctionCall,
): TensorHandle[] {
  const other = runtimeWith(runtime, threads);
  const attributes = optimized({ threads, computeDtype });
  if (other === runtime) return execute(runtime, name, attributes, inputs, outputs);
  const own = handedOver(runtime, inputs);
  try {
    return handedBack(runtime, execute(other, name, attributes, own, outputs));
  } finally {
    free(runtime, own);
  }
}

/** The same on another thread. */
export async function callFunctionAsync(
  runtime: Runtime,
  { name, inputs, outputs, threads, computeDtype }: FunctionCall,
): Promise<TensorHandle[]> {
  const other = runtimeWith(runtime, threads);
  const attributes = optimized({ threads, computeDtype });
  if (other === runtime) return executeAsync(runtime, name, attributes, inputs, outputs);
  const own = handedOver(runtime, inputs);
  try {
    return handedBack(runtime, await executeAsync(other, name, attributes, own, outputs));
  } finally {
    free(runtime, own);
  }
}

/** TensorFlow's optimizer works on a function only where the call asks for it. */
const optimized = (config: Config): OpAttribute[] => [
  { name: "config_proto", type: attributeTypes.string, value: configProto(config) },
];

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
