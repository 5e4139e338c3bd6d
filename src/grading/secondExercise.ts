/** The checks of exercise 2: training that ends by itself, a learning rate that falls, the best model in a file. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { aboutModel, type Examination } from "./classifierChecks";
import { evaluateOn } from "./evaluateClassifier";
import { aboutHistory } from "./historyChecks";
import { round } from "./numbers";
import { failed, notAttempted, passed, type Verdict } from "./verdict";

/** Is `early` an EarlyStopping that watches validation and has patience? */
export const stopping: Examination = ({ values }) => {
  const { early: given } = values;
  if (given === undefined || given === null) return notAttempted;
  const { monitor, patience } = given as { monitor?: unknown; patience?: unknown };
  if (!isEarlyStopping(given as object) || typeof monitor !== "string") {
    return failed("notEarlyStopping");
  }
  if (!monitor.startsWith("val_")) return failed("watchesTraining", { monitor });
  return Number(patience) >= 1 ? passed() : failed("noPatience");
};

/** Known by name, since tfjs has a class of the same name; a class that extends either is one too. */
function isEarlyStopping(value: object): boolean {
  for (let of = Object.getPrototypeOf(value); of; of = Object.getPrototypeOf(of)) {
    if (of.constructor?.name === "EarlyStopping") return true;
  }
  return false;
}

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
  if (Array.isArray(logged)) return fell(logged.map(Number));
  const { schedule, iterations = 0 } = (model.optimizer ?? {}) as {
    schedule?: { at(step: number): number };
    iterations?: number;
  };
  if (schedule) return fell(Array.from({ length: Number(iterations) + 1 }, (_, step) => schedule.at(step)));
  return history ? failed("noDecay") : notAttempted;
});

/** A rate may rise before it falls: a warm-up is none the worse. */
function fell(rates: readonly number[]): Verdict {
  const last = rates.at(-1) ?? Number.NaN;
  const highest = rates.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return last < highest
    ? passed("rateFell", { first: rate(highest), last: rate(last) })
    : failed("rateStayed", { first: rate(rates[0] ?? Number.NaN), last: rate(last) });
}

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
  const { xVal, yVal } = values as { xVal: tf.Tensor4D; yVal: tf.Tensor };
  const loss = await lossOn(best, xVal, yVal);
  const smallest = Math.min(...losses.map(Number));
  const found = { loss: round(loss), smallest: round(smallest) };
  return Math.abs(loss - smallest) <= 1e-3 * Math.max(1, smallest)
    ? passed("bestFound", found)
    : failed("notTheBest", found);
}, "best");

/** By the model's own loss. A file of one of tfjs's own optimizers has none, and its model is not compiled. */
async function lossOn(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor): Promise<number> {
  if (!model.optimizer) {
    const { loss, penalty } = await evaluateOn(model, x, y);
    return loss + penalty;
  }
  const { evaluate } = require("../training") as typeof import("../training");
  const { loss = Number.NaN } = await evaluate(model, x, y, { verbose: 0 });
  return loss;
}
