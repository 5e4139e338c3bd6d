/** The loss and the metrics over the batches of an epoch, without training. */
import { type Epochs, executions } from "../batches";
import type { CallbackList } from "../callbacks";
import { TrainingDataError } from "../errors";
import type { Logs } from "../logs";
import type { StepFunction } from "../steps";
import type { TrainingRecord } from "../witness";
import { nextTurn } from "./nextTurn";
import { Pace } from "./pace";

/** @param steps whose results are reset before. @param record hears of the batches. Defaults to none. */
export async function measure(
  data: Epochs,
  steps: StepFunction,
  callbacks: CallbackList,
  record?: TrainingRecord,
): Promise<Logs> {
  const { results } = steps;
  results.reset();
  await callbacks.onTestBegin();
  const pace = new Pace();
  const stepsTogether = () => (callbacks.followTestBatches() ? 1 : pace.steps);
  let step = 0;
  for await (const batches of executions(data.epoch(), stepsTogether)) {
    await callbacks.onTestBatchBegin(step);
    record?.validates(batches);
    await pace.measure(batches.length, () => steps.run(batches));
    step += batches.length;
    if (callbacks.followTestBatches()) await callbacks.onTestBatchEnd(step - 1, results.logs());
    else callbacks.countTestSteps(step);
    await nextTurn();
  }
  if (step === 0) throw new TrainingDataError(`${data.call}: the data holds no batch.`);
  const logs = results.logs();
  await callbacks.onTestEnd(logs);
  return logs;
}
