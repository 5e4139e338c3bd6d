/** The checks of exercise 3: a custom training loop, as a graph, beside `fit`. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { aboutModel, type Examination, type ModelName } from "./classifierChecks";
import { aboutHistory, logsVerdict } from "./historyChecks";
import { round } from "./numbers";
import { tensorFlow } from "./tensorFlow";
import { failed, notAttempted, passed } from "./verdict";
import type { TestImages } from "./work";

const epochsAsked = 10;
const batchSize = 64;

/** Does `step`, given a batch, give a loss and move the weights? They are put back afterwards. */
export const step = aboutModel(async (model, work) => {
  const { step } = work.values;
  if (step === undefined || step === null) return notAttempted;
  if (typeof step !== "function") return failed("stepNotAFunction");
  const weights = model.getWeights().map((weight) => weight.clone());
  const batch = batchOf(await work.testImages());
  try {
    const loss = await lossIn(await step(...batch));
    if (!Number.isFinite(loss)) return failed("stepGivesNoLoss");
    const moved = model.getWeights().some((weight, index) => !isEqual(weight, weights[index] as tf.Tensor));
    return moved ? passed() : failed("stepMovesNothing");
  } finally {
    model.setWeights(weights);
    tensorFlow().dispose([...weights, ...batch]);
  }
});

/** Images as the notebook prepares them, and their labels. */
function batchOf({ images, labels, count, rows, columns }: TestImages): [tf.Tensor, tf.Tensor] {
  const size = Math.min(batchSize, count);
  const pixels = Float32Array.from(images.subarray(0, size * rows * columns), (byte) => byte / 255);
  const { tensor4d, tensor1d } = tensorFlow();
  return [tensor4d(pixels, [size, rows, columns, 1]), tensor1d(labels.subarray(0, size), "int32")];
}

/** The loss among what the step returned: a tensor, the first of a list, or `loss` of an object. */
async function lossIn(returned: unknown): Promise<number> {
  const { Tensor, dispose } = tensorFlow();
  const isTensor = (value: unknown): value is tf.Tensor => value instanceof Tensor;
  const values = isTensor(returned) ? { loss: returned } : (returned as Record<string, unknown> | null);
  const loss = Array.isArray(values) ? values[0] : values?.loss;
  if (!isTensor(loss) || loss.size !== 1) return Number.NaN;
  const [number = Number.NaN] = await loss.data();
  dispose(returned as tf.TensorContainer);
  return number;
}

function isEqual(a: tf.Tensor, b: tf.Tensor): boolean {
  return tensorFlow().tidy(() => a.equal(b).all().dataSync()[0] === 1);
}

/** Was it made by `tfFunction`? */
export const graph: Examination = ({ values: { step } }) => {
  if (typeof step !== "function") return notAttempted;
  return "sync" in step ? passed() : failed("stepIsEager");
};

/** Are there ten losses, the last below the first? */
export const epochs: Examination = ({ values: { epochLoss } }) => {
  if (epochLoss === undefined || (Array.isArray(epochLoss) && epochLoss.length === 0)) return notAttempted;
  if (!(Array.isArray(epochLoss) && epochLoss.every(Number.isFinite))) return failed("lossesNotNumbers");
  if (epochLoss.length < epochsAsked) return failed("tooFewLosses", { count: epochLoss.length });
  const [first, last] = [Number(epochLoss[0]), Number(epochLoss.at(-1))];
  const found = { first: round(first), last: round(last) };
  return last < first ? passed("lossFell", found) : failed("lossRose", found);
};

/** Did `fit` train another model of the same size for as many epochs? */
export const fitted = aboutModel((other, work) => {
  const { model } = work.values as { model?: tf.LayersModel };
  if (other === model) return failed("fittedIsModel");
  const counts = { own: model?.countParams() ?? 0, other: other.countParams() };
  if (counts.own !== counts.other) return failed("fittedDiffers", counts);
  return aboutHistory((history) => {
    const count = history.epoch.length;
    return count < epochsAsked ? failed("tooFewEpochs", { count }) : logsVerdict(history, ["loss"]);
  })(work);
}, "fitted");

const tolerance = 0.002;
const compared: Record<string, ModelName> = { loop: "model", fit: "fitted" };

/** Are the accuracies in `scores` those of the two models? */
export const scores: Examination = async (work) => {
  const { scores } = work.values;
  if (scores === undefined || scores === null) return notAttempted;
  for (const [name, model] of Object.entries(compared)) {
    const recorded = (scores as Record<string, unknown>)[name];
    if (typeof recorded !== "number") return failed("scoresMissing", { name });
    const { accuracy, count } = await work.evaluation(model);
    if (!(Math.abs(accuracy - recorded) <= tolerance)) {
      return failed("scoresDiffer", { name, recorded: round(recorded), measured: round(accuracy), count });
    }
  }
  return passed();
};
