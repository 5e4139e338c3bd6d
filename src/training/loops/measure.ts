/** The loss and the metrics over the batches of an epoch, without training. */
import type { Epochs } from "../batches";
import type { CallbackList } from "../callbacks";
import { TrainingDataError } from "../errors";
import type { Logs } from "../logs";
import type { StepFunction } from "../steps";
import { nextTurn } from "./nextTurn";

/** @param steps whose results are reset before. */
export async function measure(data: Epochs, steps: StepFunction, callbacks: CallbackList): Promise<Logs> {
  const { results } = steps;
  results.reset();
  await callbacks.onTestBegin();
  let step = 0;
  for await (const batch of data.epoch()) {
    await callbacks.onTestBatchBegin(step);
    await steps.run(batch);
    if (callbacks.hasTestBatchHooks) await callbacks.onTestBatchEnd(step, results.logs());
    step++;
    await nextTurn();
  }
  if (step === 0) throw new TrainingDataError("the data to evaluate on holds no batch.");
  const logs = results.logs();
  await callbacks.onTestEnd(logs);
  return logs;
}
