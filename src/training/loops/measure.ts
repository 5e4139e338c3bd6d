/** The loss and the metrics over the batches of an epoch, without training. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Epochs } from "../batches";
import type { CallbackList } from "../callbacks";
import type { Compilation } from "../compile";
import { TrainingDataError } from "../errors";
import type { Logs } from "../logs";
import { type Results, testStep } from "../steps";
import { nextTurn } from "./nextTurn";

/** @param results are reset before. */
export async function measure(
  model: tf.LayersModel,
  compilation: Compilation,
  data: Epochs,
  results: Results,
  callbacks: CallbackList,
): Promise<Logs> {
  results.reset();
  await callbacks.onTestBegin();
  let step = 0;
  for await (const batch of data.epoch()) {
    await callbacks.onTestBatchBegin(step);
    testStep(model, compilation, batch, results);
    if (callbacks.hasTestBatchHooks) await callbacks.onTestBatchEnd(step, results.logs());
    step++;
    await nextTurn();
  }
  if (step === 0) throw new TrainingDataError("the data to evaluate on holds no batch.");
  const logs = results.logs();
  await callbacks.onTestEnd(logs);
  return logs;
}
