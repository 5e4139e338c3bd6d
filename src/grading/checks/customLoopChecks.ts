/** The checks of exercise 3: a custom training loop, as a graph, beside `fit`. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { aboutModel, type Examination } from "./classifierChecks";
import { aboutHistory, logsVerdict } from "./historyChecks";
import { grouped, round } from "./numbers";
import { failed, notAttempted, partly, passed, unless, type Verdict } from "./verdict";
import type { ModelName } from "./work";

const epochsAsked = 10;

/** Does `step`, given a batch, give the loss of the model's predictions, and move the weights along its gradient? */
export const step = aboutModel(async (_model, work) => {
  const { step, epochLoss } = work.values;
  if (step === undefined || step === null) return notAttempted;
  if (typeof step !== "function") return failed("stepNotAFunction");
  const probed = await work.probe();
  if (!probed) {
    // What waits in the middle of its work cannot be run without moving anything: then the loop's losses have to tell.
    const losses = Array.isArray(epochLoss) ? epochLoss.map(Number) : [];
    if (losses.length < 2 || !((losses.at(-1) as number) < (losses[0] as number)))
      return failed("stepCannotBeRun");
    return unless(await work.measured?.faultOfLosses(losses), () => passed());
  }
  try {
    const { stepVerdict } = require("./stepVerdict") as typeof import("./stepVerdict");
    return stepVerdict(probed);
  } finally {
    probed.dispose();
  }
});

/** Does it run as a graph? */
export const graph: Examination = async (work) => {
  if (typeof work.values.step !== "function") return notAttempted;
  return (await work.isGraph()) ? passed() : failed("stepIsEager");
};

/** Are there ten losses, the last below the first? */
export const epochs: Examination = async ({ values: { epochLoss }, measured }) => {
  if (epochLoss === undefined || epochLoss === null || (Array.isArray(epochLoss) && epochLoss.length === 0)) {
    return notAttempted;
  }
  if (!(Array.isArray(epochLoss) && epochLoss.every(Number.isFinite))) return failed("lossesNotNumbers");
  if (epochLoss.length < epochsAsked) return failed("tooFewLosses", { count: epochLoss.length });
  const [first, last] = [Number(epochLoss[0]), Number(epochLoss.at(-1))];
  const found = { first: round(first), last: round(last) };
  if (!(last < first)) return failed("lossRose", found);
  return unless(await measured?.faultOfLosses(epochLoss.map(Number)), () => passed("lossFell", found));
};

/** Did `fit` train another model of the same size for as many epochs? */
export const fitted = aboutModel((other, work) => {
  const { model } = work.values as { model?: tf.LayersModel };
  if (other === model || work.measured?.shareWeights("model", "fitted")) return failed("fittedIsModel");
  const counts = { own: model?.countParams() ?? 0, other: other.countParams() };
  if (counts.own !== counts.other) return failed("fittedDiffers", counts);
  return aboutHistory(async (history) => {
    const count = history.epoch.length;
    if (count < epochsAsked) return failed("tooFewEpochs", { count });
    const there = logsVerdict(history, ["loss"]);
    if (there.status !== "passed") return there;
    return unless(await work.measured?.faultOfHistory("fitted", ["loss"]), () => passed());
  })(work);
}, "fitted");

const tolerance = 0.002;
const compared: Record<string, ModelName> = { loop: "model", fit: "fitted" };

/** Are the accuracies in `scores` those of the two models? One of them is half of it. */
export const scores: Examination = async (work) => {
  const { scores } = work.values;
  if (scores === undefined || scores === null) return notAttempted;
  const faults = [];
  for (const [name, model] of Object.entries(compared)) {
    const recorded = (scores as Record<string, unknown>)[name];
    if (typeof recorded !== "number") {
      faults.push(failed("scoresMissing", { name }));
      continue;
    }
    if (!work.values[model]) return failed("scoresWithout", { name, model });
    const { accuracy, count } = await work.evaluation(model, "given");
    if (Math.abs(accuracy - recorded) <= tolerance) continue;
    faults.push(failed("scoresDiffer", { name, recorded: round(recorded), count: grouped(count) }));
  }
  const [first] = faults;
  if (!first?.finding) {
    const fault =
      work.measured?.faultOfTrainedImages("model") ?? work.measured?.faultOfTrainedImages("fitted");
    return unless(fault, () => passedWith(work.values.seconds));
  }
  return faults.length === 1 ? partly(first.finding.name, first.finding.values) : first;
};

/** With the seconds that an epoch took both ways, where the learner has measured them. No point depends on speed. */
function passedWith(seconds: unknown): Verdict {
  const { loop, fit } = (seconds ?? {}) as Record<string, unknown>;
  if (!(Number.isFinite(loop) && Number.isFinite(fit))) return passed();
  return passed("seconds", { loop: Number(loop).toFixed(2), fit: Number(fit).toFixed(2) });
}
