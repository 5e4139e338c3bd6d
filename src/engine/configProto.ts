/** `ConfigProto`, with which a context or a session is started (tensorflow/core/protobuf/config.proto). */
import { bytesField, intField, message } from "./protobuf";
import type { Threads } from "./threads";

export interface Config {
  /** Defaults to one thread for each core, of both kinds. */
  threads?: Threads | undefined;
}

/** Graphs below so many operations TensorFlow's optimizer leaves as they are; here it leaves none. */
const NO_MINIMUM = 0xffffffff;

export function configProto({ threads }: Config): Uint8Array {
  const rewriterConfig = message(intField(17, NO_MINIMUM));
  const graphOptions = message(bytesField(10, rewriterConfig));
  return message(
    ...(threads ? [intField(2, threads.perOperation), intField(5, threads.operations)] : []),
    bytesField(10, graphOptions),
  );
}
