/** Our callbacks in tfjs's own `model.fit`, which calls fewer hooks, and hands them scalars instead of numbers. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Logs } from "../logs";
import type { Callback, CallbackParams } from "./callback";

/** Only tfjs says whether there is validation. */
export const isFromTfjsFit = (params: CallbackParams): boolean => "doValidation" in params;

type TfjsLogs = Record<string, number | tf.Scalar>;

/** Puts hooks before this object's own that read the scalars first. */
export function inTfjsFit(callback: Callback): void {
  const own = ownHooks(callback);
  const ofTraining = (hook: "onTrainBegin" | "onTrainEnd") => (logs: TfjsLogs) =>
    withNumbers(logs, (numbers) => own[hook].call(callback, numbers));
  const counted =
    (hook: "onEpochBegin" | "onEpochEnd" | "onTrainBatchBegin" | "onTrainBatchEnd") =>
    (index: number, logs: TfjsLogs) =>
      withNumbers(logs, (numbers) => own[hook].call(callback, index, numbers));
  const hooks = {
    onTrainBegin: ofTraining("onTrainBegin"),
    onTrainEnd: ofTraining("onTrainEnd"),
    onEpochBegin: counted("onEpochBegin"),
    onEpochEnd: counted("onEpochEnd"),
    onBatchBegin: (batch: number, logs: TfjsLogs) =>
      withOwnBatchHooks(callback, () => counted("onTrainBatchBegin")(batch, logs)),
    onBatchEnd: (batch: number, logs: TfjsLogs) =>
      withOwnBatchHooks(callback, () => counted("onTrainBatchEnd")(batch, logs)),
  };
  for (const [name, value] of Object.entries(hooks)) {
    Object.defineProperty(callback, name, { value, configurable: true, writable: true });
  }
}

type OwnHooks = Pick<
  Callback,
  | ("onTrainBegin" | "onTrainEnd" | "onEpochBegin" | "onEpochEnd")
  | ("onTrainBatchBegin" | "onTrainBatchEnd" | "onBatchBegin" | "onBatchEnd")
>;

const known = new WeakMap<Callback, OwnHooks>();

/** As they were before others were put before them. */
function ownHooks(callback: Callback): OwnHooks {
  const { onTrainBegin, onTrainEnd, onEpochBegin, onEpochEnd } = callback;
  const { onTrainBatchBegin, onTrainBatchEnd, onBatchBegin, onBatchEnd } = callback;
  const ofBatches = { onTrainBatchBegin, onTrainBatchEnd, onBatchBegin, onBatchEnd };
  const hooks = known.get(callback) ?? { onTrainBegin, onTrainEnd, onEpochBegin, onEpochEnd, ...ofBatches };
  known.set(callback, hooks);
  return hooks;
}

/** The hooks of batches fall back to their old names, which stand here under tfjs's calls. */
async function withOwnBatchHooks(callback: Callback, call: () => Promise<void>): Promise<void> {
  const { onBatchBegin, onBatchEnd } = callback;
  const own = ownHooks(callback);
  const put = (begin: unknown, end: unknown) =>
    Object.assign(callback, { onBatchBegin: begin, onBatchEnd: end });
  put(own.onBatchBegin, own.onBatchEnd);
  try {
    await call();
  } finally {
    put(onBatchBegin, onBatchEnd);
  }
}

/** Calls a hook with the logs as numbers. Numbers that it adds, such as a learning rate, go into tfjs's logs. */
async function withNumbers(logs: TfjsLogs, hook: (numbers: Logs) => void | Promise<void>): Promise<void> {
  const numbers: Logs = {};
  for (const [name, value] of Object.entries(logs ?? {})) {
    // tfjs puts the batch's number and size beside what was measured.
    if (name === "batch" || name === "size") continue;
    numbers[name] = value instanceof tf.Tensor ? ((await value.data())[0] as number) : value;
  }
  await hook(numbers);
  for (const [name, value] of Object.entries(numbers)) if (logs && !(name in logs)) logs[name] = value;
}
