/** The checks of exercise 2: training that ends by itself, a learning rate that falls, the best model in a file. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { aboutModel, type Examination } from "./classifierChecks";
import { aboutHistory } from "./historyChecks";
import { round } from "./numbers";
import { failed, notAttempted, passed, type Verdict } from "./verdict";

/** Is `early` an EarlyStopping that watches validation and has patience? */
export const stopping: Examination = ({ values }) => {
  const { early: given } = values;
  if (given === undefined || given === null) return notAttempted;
  const { monitor, patience } = given as { monitor?: unknown; patience?: unknown };
  if ((given as object).constructor?.name !== "EarlyStopping" || typeof monitor !== "string") {
    return failed("notEarlyStopping");
  }
  if (!monitor.startsWith("val_")) return failed("watchesTraining", { monitor });
  return Number(patience) >= 1 ? passed() : failed("noPatience");
};

const epochsAsked = 20;

/** Did it end the training, or did the training go through all epochs that were allowed? */
export const stopped = aboutHistory(({ epoch }, { values }) => {
  const { stoppedEpoch = 0 } = (values.early ?? {}) as { stoppedEpoch?: number };
  const endedByIt = stoppedEpoch > 0 && epoch.length === stoppedEpoch + 1;
  if (endedByIt) return passed("stopped", { epochs: epoch.length });
  return epoch.length >= epochsAsked
    ? passed()
    : failed("notStopped", { epochs: epoch.length, asked: epochsAsked });
});

/** Did the learning rate fall: by a schedule of the optimizer, or by a callback, which logs it? */
export const decay = aboutModel((model, { values }) => {
  const { history } = (values.history ?? {}) as { history?: Record<string, unknown> };
  const logged = history?.learning_rate;
  if (Array.isArray(logged)) return fell(Number(logged[0]), Number(logged.at(-1)));
  const { schedule, learningRate } = (model.optimizer ?? {}) as {
    schedule?: { at(step: number): number };
    learningRate?: number;
  };
  if (schedule) return fell(schedule.at(0), Number(learningRate));
  return history ? failed("noDecay") : notAttempted;
});

const fell = (first: number, last: number): Verdict =>
  last < first
    ? passed("rateFell", { first: rate(first), last: rate(last) })
    : failed("rateStayed", { first: rate(first), last: rate(last) });

const rate = (value: number) => String(Number(value.toPrecision(3)));

/** Is `best` the model of the epoch with the smallest validation loss? Its loss on the validation images tells. */
export const checkpoint = aboutModel(async (best, { values }) => {
  const { history } = (values.history ?? {}) as { history?: Record<string, unknown> };
  const losses = history?.val_loss;
  if (!Array.isArray(losses) || losses.length === 0)
    return failed("missingLogs", {
      missing: "val_loss",
      present: Object.keys(history ?? {}).join(", ") || "nothing",
    });
  if (best === values.model) return failed("bestIsModel");
  if (!best.optimizer) return failed("bestUncompiled");
  const { evaluate } = require("../training") as typeof import("../training");
  const { xVal, yVal } = values as { xVal: tf.Tensor; yVal: tf.Tensor };
  const { loss = Number.NaN } = await evaluate(best, xVal, yVal, { verbose: 0 });
  const smallest = Math.min(...losses.map(Number));
  const found = { loss: round(loss), smallest: round(smallest) };
  return Math.abs(loss - smallest) <= 1e-3 * Math.max(1, smallest)
    ? passed("bestFound", found)
    : failed("notTheBest", found);
}, "best");
