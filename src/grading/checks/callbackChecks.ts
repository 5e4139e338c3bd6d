/** The checks of exercise 2: training that ends by itself, a learning rate that falls, the best model in a file. */

import type * as tf from "@tensorflow/tfjs-node-gpu";
import { listed } from "../texts";
import { aboutModel, type Examination } from "./classifierChecks";
import { evaluateOn } from "./evaluateClassifier";
import { aboutHistory } from "./historyChecks";
import { round } from "./numbers";
import { failed, notAttempted, partly, passed, unless, type Verdict } from "./verdict";

/** Is `early` an EarlyStopping that watches validation and has patience? */
export const stopping: Examination = (work) => {
  if (work.values.early === undefined || work.values.early === null) return notAttempted;
  const early = work.callback("early");
  if (!early?.classes.includes("EarlyStopping") || early.monitor === undefined)
    return failed("notEarlyStopping");
  const { monitor, patience } = early;
  if (!monitor.startsWith("val_")) return failed("watchesTraining", { monitor });
  if (!(Number(patience) >= 1)) return failed("noPatience");
  return unless(work.measured?.faultOfStopping("early"), () => passed());
};

const epochsAsked = 20;

/** Did it end the training, or did the training go through all epochs that were allowed? */
export const stopped = aboutHistory(async ({ epoch }, { values, measured }) => {
  const { stoppedEpoch = 0 } = (values.early ?? {}) as { stoppedEpoch?: number };
  const endedByIt = measured
    ? epoch.length < epochsAsked
    : stoppedEpoch > 0 && epoch.length === stoppedEpoch + 1;
  if (!endedByIt && epoch.length < epochsAsked) {
    return failed("notStopped", { epochs: epoch.length, asked: epochsAsked });
  }
  const fault = (await measured?.faultOfHistory("model", ["loss"])) ?? measured?.faultOfStop("early");
  return unless(fault, () => (endedByIt ? passed("stopped", { epochs: epoch.length }) : passed()));
});

/** Did the learning rate fall: by a schedule of the optimizer, or by a callback, which logs it? */
export const decay = aboutModel((model, { values, measured }) => {
  const { history } = (values.history ?? {}) as { history?: Record<string, unknown> };
  if (measured && history) {
    const seen = measured.rates();
    return seen ? fell(seen) : failed("notSeen");
  }
  const logged = history?.learning_rate;
  if (Array.isArray(logged)) return fell(logged.map(Number));
  const { schedule, iterations = 0 } = (model.optimizer ?? {}) as {
    schedule?: { at(step: number): number };
    iterations?: number;
  };
  if (schedule) {
    return fell(Array.from({ length: Number(iterations) + 1 }, (_, step) => schedule.at(step)));
  }
  return history ? failed("noDecay") : notAttempted;
});

/** A rate may rise before it falls: a warm-up is none the worse. */
function fell(rates: readonly number[]): Verdict {
  const last = rates.at(-1) ?? Number.NaN;
  const highest = rates.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (rates.length < 2) return failed("noDecay");
  return last < highest
    ? passed("rateFell", { first: rate(highest), last: rate(last) })
    : failed("rateStayed", { first: rate(rates[0] ?? Number.NaN), last: rate(last) });
}

const rate = (value: number) => String(Number(value.toPrecision(3)));

/** Is `best` the model of the epoch with the smallest validation loss? Its loss on the validation images tells. */
export const checkpoint = aboutModel(async (best, { values, measured }) => {
  const { history } = (values.history ?? {}) as { history?: Record<string, unknown> };
  const losses = history?.val_loss;
  if (!Array.isArray(losses) || losses.length === 0)
    return failed("missingLogs", { missing: "val_loss", present: listed(Object.keys(history ?? {})) });
  if (best === values.model || measured?.shareWeights("model", "best")) return failed("bestIsModel");
  const fault =
    (await measured?.faultOfHistory("model", ["val_loss"])) ?? (await measured?.faultOfCheckpoint("best"));
  if (fault?.name === "bestIsAnother" || fault?.name === "notSaved") {
    return { status: "partly", finding: fault };
  }
  return unless(fault, async () => {
    const { xVal, yVal } = values as { xVal: tf.Tensor4D; yVal: tf.Tensor };
    const loss = await lossOn(best, xVal, yVal);
    const smallest = Math.min(...losses.map(Number));
    const found = { loss: round(loss), smallest: round(smallest) };
    return Math.abs(loss - smallest) <= 1e-3 * Math.max(1, smallest)
      ? passed("bestFound", found)
      : partly("notTheBest", found);
  });
}, "best");

/** By the model's own loss. A file of one of tfjs's own optimizers has none, and its model is not compiled. */
async function lossOn(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor): Promise<number> {
  if (!model.optimizer) {
    const { loss, penalty } = await evaluateOn(model, x, y);
    return loss + penalty;
  }
  const { evaluate } = require("../../training") as typeof import("../../training");
  const { loss = Number.NaN } = await evaluate(model, x, y, { verbose: 0 });
  return loss;
}
