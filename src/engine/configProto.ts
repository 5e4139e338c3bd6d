/** `ConfigProto`, with which a context or a session is started (tensorflow/core/protobuf/config.proto). */
import { bytesField, intField, message } from "./protobuf";

/** By default TensorFlow has one thread for each core, of both kinds. */
export interface Threads {
  /** On how many threads one operation computes (`intra_op_parallelism_threads`). */
  perOperation: number;
  /** How many operations of a graph compute at once (`inter_op_parallelism_threads`). */
  operations: number;
}

/** In what convolutions, matrix products and what lies between them are computed. */
export type ComputeDtype = "float32" | "float16" | "bfloat16";

export interface Config {
  /** Defaults to one thread for each core, of both kinds. */
  threads?: Threads | undefined;
  /** Defaults to float32. What is numerically sensitive stays in float32. */
  computeDtype?: ComputeDtype | undefined;
}

/** Graphs below so many operations TensorFlow's optimizer leaves as they are; here it leaves none. */
const NO_MINIMUM = 0xffffffff;

/**
 * RewriterConfig's switches. That for float16 on processors, auto_mixed_precision_cpu (29), is left alone: its rewriter
 * ends the process at the gradients of two dense layers, or of two convolutions, at TensorFlow 2.21. The one that is
 * for GPUs leaves graphs as they are where there is none.
 */
const rewrites: Readonly<Record<ComputeDtype, readonly number[]>> = {
  float32: [],
  // auto_mixed_precision
  float16: [23],
  // auto_mixed_precision_onednn_bfloat16
  bfloat16: [31],
};
const ON = 1;

export function configProto({ threads, computeDtype = "float32" }: Config): Uint8Array {
  const rewriterConfig = message(
    intField(17, NO_MINIMUM),
    ...rewrites[computeDtype].map((field) => intField(field, ON)),
  );
  const graphOptions = message(bytesField(10, rewriterConfig));
  return message(
    ...(threads ? [intField(2, threads.perOperation), intField(5, threads.operations)] : []),
    bytesField(10, graphOptions),
  );
}
