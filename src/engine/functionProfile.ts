/** Where the time of a function of the context goes, operation by operation, as TensorFlow itself measures it. */
import type { FunctionCall } from "./functionCall";
import { FunctionGraph } from "./functionGraph";
import { bytesOf } from "./nativeBuffer";
import { type Fields, messagesOf, numberOf, readFields, textOf } from "./protobuf";
import { checkStatus, type Runtime } from "./runtime";
import { deleteSession, runSession, startSession } from "./sessions";
import { shapeOf } from "./tensorHandles";
import { runtimeWith } from "./threads";
import type { TracedTensor } from "./tracing";

/** One operation of a run. TensorFlow may have joined several of the graph in it. */
export interface OperationTime {
  /** Its name in the graph. */
  node: string;
  /** Its kind, such as `MatMul`. */
  operation: string;
  milliseconds: number;
  /** Of the memory that it allotted. */
  bytes: number;
}

/**
 * Runs a function some times in a session of its own, where TensorFlow takes the times.
 *
 * @param runs how many are measured, after two that are not.
 * @returns the operations of each run.
 */
export function profileFunction(
  runtime: Runtime,
  { name, inputs, threads, computeDtype }: FunctionCall,
  { runs }: { runs: number },
): OperationTime[][] {
  const { api } = runtime;
  const graph = new FunctionGraph(runtime, "a measurement");
  try {
    const fed = inputs.map((handle) =>
      graph.placeholder({ shape: shapeOf(runtime, handle), dtype: api.TFE_TensorHandleDataType(handle) }),
    );
    graph.include(name, definitionOf(runtimeWith(runtime, threads), name));
    const fetched = graph.operation(name, [], fed);
    const session = startSession(runtime, graph.handle, { threads, computeDtype });
    const run = (onMetadata?: (metadata: Uint8Array) => void) => {
      const ends = { fed: words(fed), fetched: words(fetched) };
      for (const handle of runSession(runtime, session, { ...ends, inputs }, { onMetadata })) {
        api.TFE_DeleteTensorHandle(handle);
      }
    };
    try {
      const measured: OperationTime[][] = [];
      for (let warmUp = 0; warmUp < 2; warmUp++) run();
      for (let count = 0; count < runs; count++) run((metadata) => measured.push(operationTimes(metadata)));
      return measured;
    } finally {
      deleteSession(runtime, session);
    }
  } finally {
    graph.dispose();
  }
}

/** The bytes of a serialized FunctionDef. */
function definitionOf(runtime: Runtime, name: string): Uint8Array {
  const { api, context, status } = runtime;
  const buffer = api.TF_NewBuffer();
  try {
    api.TFE_ContextGetFunctionDef(context, name, buffer, status);
    checkStatus(runtime, "TFE_ContextGetFunctionDef");
    return bytesOf(buffer);
  } finally {
    api.TF_DeleteBuffer(buffer);
  }
}

/** RunMetadata, StepStats, DeviceStepStats, NodeExecStats: tensorflow/core/protobuf/config.proto, core/framework/step_stats.proto. */
function operationTimes(metadata: Uint8Array): OperationTime[] {
  return messagesOf(readFields(metadata), 1)
    .flatMap((stepStats) => messagesOf(stepStats, 1))
    .flatMap((deviceStats) => messagesOf(deviceStats, 2))
    .map((nodeStats) => ({
      node: textOf(nodeStats, 1),
      operation: operationIn(textOf(nodeStats, 8)),
      milliseconds: (numberOf(nodeStats, 15) - numberOf(nodeStats, 14)) / 1e6,
      bytes: sum(messagesOf(nodeStats, 6).map((memory: Fields) => numberOf(memory, 2))),
    }));
}

/** A timeline's label reads `node = Operation(inputs)`. */
const operationIn = (label: string): string => /= (\w+)\(/.exec(label)?.[1] ?? label;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const words = (outputs: readonly TracedTensor[]): BigInt64Array =>
  BigInt64Array.from(outputs.flatMap(({ oper, index }) => [BigInt(oper), BigInt(index)]));
