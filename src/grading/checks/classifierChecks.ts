/** Checks of a network that tells garments apart, and of what the learner measured of it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { DatasetSource } from "../../data";
import { accuracyBars } from "./accuracyBars";
import { entryOf } from "./metricAliases";
import { grouped, round, shapeText } from "./numbers";
import { tensorFlow } from "./tensorFlow";
import { failed, finding, notAttempted, passed, unless, type Verdict } from "./verdict";
import type { ModelName, Work } from "./work";

export type Examination = (work: Work) => Verdict | Promise<Verdict>;

/** Are there two convolution layers, in the model or in models inside it? */
export const convolutions = aboutModel(async (model, { measured }) => {
  const there = convolutionsWithin(model).length;
  if (there < 2) return failed("convolutions", { count: there });
  const used = (await measured?.convolutions("model")) ?? there;
  return used >= 2 ? passed() : failed("convolutionsUnused", { count: there, used });
});

/** Does it map [28, 28, 1] to ten outputs that sum to 1 for each test image? */
export const outputs = aboutModel(async (model, work) => {
  const input = shapeText(model.inputs[0]?.shape ?? []);
  const output = shapeText(model.outputs[0]?.shape ?? []);
  const fits =
    input === "n, 28, 28, 1" && output === "n, 10" && model.inputs.length + model.outputs.length === 2;
  if (!fits) return failed("shapes", { input, output });
  const { sum } = await work.evaluation("model", "given");
  return Math.abs(sum - 1) < 1e-3 ? passed() : failed("sums", { sum: round(sum) });
});

/** Has `compile` been called? */
export const compiled = aboutModel((_model, work) => (work.isCompiled("model") ? passed() : notAttempted));

/** The accuracy on test images that is asked for, below what any fair attempt reaches. */
function accuracyAsked(source: DatasetSource): number {
  return source.isReal ? accuracyBars.real : accuracyBars.drawn;
}

/** Half of the points is for a network that has learned something, and not yet enough. */
const halfWay = 0.1;
/** Ten classes told apart by chance. */
const chance = 0.2;

/** Does the model reach the accuracy asked for, on images that nobody has trained on? */
export function accuracyOf(name: ModelName, trainedBy: "fit" | "loop"): Examination {
  return aboutModel(async (_model, work) => {
    const { accuracy, count } = await work.evaluation(name, "kept");
    if (accuracy < chance && !isTrained(work)) return notAttempted;
    const { source } = await work.testImages();
    const bar = accuracyAsked(source);
    const values = { accuracy: roundedDown(accuracy), count: grouped(count), bar: bar.toFixed(2) };
    const measured = source.isReal ? finding("accuracy", values) : finding("accuracyOnDrawn", values);
    const isPartly = accuracy >= bar - halfWay;
    const status = accuracy >= bar ? "passed" : isPartly ? "partly" : "failed";
    return unless(await work.measured?.faultOfWeights(name, trainedBy), () => ({
      status,
      finding: measured,
    }));
  }, name);
}

/** Not precise enough to take it for `scores`, and never above a bar that was missed. */
const roundedDown = (accuracy: number): string => (Math.floor(accuracy * 100) / 100).toFixed(2);

function isTrained({ values: { history, epochLoss } }: Work): boolean {
  return (history !== undefined && history !== null) || (Array.isArray(epochLoss) && epochLoss.length > 0);
}

const tolerances = { accuracy: 0.002, loss: 0.01 };

/** Are the loss and accuracy in `scores` those of the model? The loss may hold the regularizers' penalty. */
export function recordedOf(model: ModelName): Examination {
  return async (work) => {
    const { scores } = work.values;
    if (scores === undefined || scores === null) return notAttempted;
    if (Array.isArray(scores)) return failed("scoresAreList");
    const values = typeof scores === "object" ? (scores as Record<string, unknown>) : {};
    const { accuracy, loss, penalty, count } = await work.evaluation(model, "given");
    const measured = { accuracy: [accuracy], loss: [loss, loss + penalty] };
    for (const name of ["accuracy", "loss"] as const) {
      const recorded = entryOf(values, name);
      if (typeof recorded !== "number") return failed("scoresMissing", { name });
      const off = Math.min(...measured[name].map((value) => Math.abs(value - recorded)));
      if (!(off <= tolerances[name])) {
        return failed("scoresDiffer", { name, recorded: round(recorded), count: grouped(count) });
      }
    }
    return unless(work.measured?.faultOfTrainedImages(model), () => passed());
  };
}

/** A check of `model`. A model without layers, as the notebook hands it over, counts as not attempted. */
export function aboutModel(
  examine: (model: tf.LayersModel, work: Work) => Verdict | Promise<Verdict>,
  name: ModelName = "model",
): Examination {
  return (work) => {
    const model = work.values[name];
    if (model === undefined || model === null) return notAttempted;
    if (!(model instanceof tensorFlow().LayersModel)) return failed("notAModel", { name });
    return model.layers.length === 0 ? notAttempted : examine(model, work);
  };
}

const kindsOfConvolution = new Set([
  "Conv1D",
  "Conv2D",
  "Conv2DTranspose",
  "Conv3D",
  "SeparableConv2D",
  "DepthwiseConv2D",
]);

/** A convolution: a layer, and which of its weights are the kernels. */
export interface Convolution {
  layer: tf.layers.Layer;
  kernels: number[];
}

/** The convolutions of a model, and of models inside it. A layer of another class has one for each kernel of an image. */
export function convolutionsWithin({ layers }: { layers: tf.layers.Layer[] }): Convolution[] {
  return layers.flatMap((layer) => {
    if ("layers" in layer) return convolutionsWithin(layer as unknown as { layers: tf.layers.Layer[] });
    const ofRank = (rank: number) =>
      layer.weights.flatMap(({ shape }, at) => (shape.length >= rank ? [at] : []));
    if (kindsOfConvolution.has(layer.getClassName())) return [{ layer, kernels: ofRank(3) }];
    return ofRank(4).map((kernel) => ({ layer, kernels: [kernel] }));
  });
}
