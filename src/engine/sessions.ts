/** Sessions: graphs that run beside the eager context, on tensors that are shared with it. */
import type { Graph, Session, Tensor, TensorHandle } from "./cApi";
import { type Config, configProto } from "./configProto";
import { bufferOf, bytesOf } from "./nativeBuffer";
import { checkStatus, type Runtime } from "./runtime";
import { wrapTensor } from "./tensorHandles";

export function startSession(runtime: Runtime, graph: Graph, config: Config = {}): Session {
  const { api, status } = runtime;
  const bytes = configProto(config);
  const options = api.TF_NewSessionOptions();
  try {
    api.TF_SetConfig(options, bytes, bytes.length, status);
    checkStatus(runtime, "TF_SetConfig");
    const session = api.TF_NewSession(graph, options, status);
    checkStatus(runtime, "TF_NewSession");
    return session;
  } finally {
    api.TF_DeleteSessionOptions(options);
  }
}

export function deleteSession({ api, status }: Runtime, session: Session): void {
  api.TF_CloseSession(session, status);
  api.TF_DeleteSession(session, status);
  // The session is gone either way: no later call should seem to have failed.
  api.TF_SetStatus(status, 0, "");
}

export interface SessionRun {
  /** Arrays of `TF_Output`. */
  fed: BigInt64Array;
  fetched: BigInt64Array;
  /** Handles for `fed`, which stay the caller's. */
  inputs: readonly TensorHandle[];
}

export interface SessionRunOptions {
  /** Is given the bytes of a serialized RunMetadata: when each operation ran, and on how much memory. */
  onMetadata?: (metadata: Uint8Array) => void;
}

/** RunOptions with `trace_level` FULL_TRACE (tensorflow/core/protobuf/config.proto). */
const FULL_TRACE = Uint8Array.of(0x08, 3);

/** @returns new handles for `fetched`, the caller's to delete. @throws {TensorFlowError} when the run fails. */
export function runSession(
  runtime: Runtime,
  session: Session,
  { fed, fetched, inputs }: SessionRun,
  { onMetadata }: SessionRunOptions = {},
): TensorHandle[] {
  const { api, status } = runtime;
  const inputTensors: Tensor[] = [];
  const outputTensors = new BigInt64Array(fetched.length / 2);
  const options = onMetadata ? bufferOf(api, FULL_TRACE) : 0;
  const metadata = onMetadata ? api.TF_NewBuffer() : 0;
  try {
    for (const input of inputs) {
      inputTensors.push(api.TFE_TensorHandleResolve(input, status));
      checkStatus(runtime, "TFE_TensorHandleResolve");
    }
    api.TF_SessionRun(
      session,
      options,
      fed,
      BigInt64Array.from(inputTensors, BigInt),
      inputs.length,
      fetched,
      outputTensors,
      outputTensors.length,
      0,
      0,
      metadata,
      status,
    );
    checkStatus(runtime, "TF_SessionRun");
    onMetadata?.(bytesOf(metadata));
    return Array.from(outputTensors, (tensor) => wrapTensor(runtime, Number(tensor)));
  } finally {
    for (const tensor of [...inputTensors, ...Array.from(outputTensors, Number)]) {
      if (tensor !== 0) api.TF_DeleteTensor(tensor);
    }
    for (const buffer of [options, metadata]) if (buffer !== 0) api.TF_DeleteBuffer(buffer);
  }
}
