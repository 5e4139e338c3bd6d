/** Checks of a network that tells garments apart, and of what the learner measured of it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { DatasetSource } from "../data";
import { accuracyBars } from "./accuracyBars";
import { entryOf } from "./metricAliases";
import { grouped, round, shapeText } from "./numbers";
import { tensorFlow } from "./tensorFlow";
import { failed, notAttempted, passed, type Verdict } from "./verdict";
import type { Work } from "./work";

/** Are there two convolution layers, in the model or in models inside it? */
export const convolutions = aboutModel((model) => {
  const count = convolutionsIn(model.layers);
  return count >= 2 ? passed() : failed("convolutions", { count });
});

/** Does it map [28, 28, 1] to ten outputs that sum to 1 for each test image? */
export const outputs = aboutModel(async (model, work) => {
  const input = shapeText(model.inputs[0]?.shape ?? []);
  const output = shapeText(model.outputs[0]?.shape ?? []);
  const fits =
    input === "n, 28, 28, 1" && output === "n, 10" && model.inputs.length + model.outputs.length === 2;
  if (!fits) return failed("shapes", { input, output });
  const { sum } = await work.evaluation();
  return Math.abs(sum - 1) < 1e-3 ? passed() : failed("sums", { sum: round(sum) });
});

/** Has `compile` been called? */
export const compiled = aboutModel((model) => (model.optimizer && model.loss ? passed() : notAttempted));

/** The accuracy on test images that is asked for, below what any fair attempt reaches. */
function accuracyAsked(source: DatasetSource): number {
  return source.isReal ? accuracyBars.real : accuracyBars.drawn;
}

/** Does the model reach the accuracy asked for, on test images that the check loads itself? */
export const accuracy = accuracyOf("model");

export function accuracyOf(name: ModelName): Examination {
  return aboutModel(async (_model, work) => {
    const { accuracy, count } = await work.evaluation(name);
    const { source } = await work.testImages();
    const bar = accuracyAsked(source);
    const images = source.isReal ? "test images" : "drawn test images";
    const values = { accuracy: accuracy.toFixed(3), count: grouped(count), images, bar: bar.toFixed(2) };
    return accuracy >= bar ? passed("accuracy", values) : failed("accuracy", values);
  }, name);
}

const tolerances = { accuracy: 0.002, loss: 0.01 };

/** Are the loss and accuracy in `scores` those of the model? The loss may hold the regularizers' penalty. */
export const recorded = recordedOf("model");

export function recordedOf(name: ModelName): Examination {
  return (work) => recordedVerdict(work, name);
}

async function recordedVerdict(work: Work, model: ModelName): Promise<Verdict> {
  const { scores } = work.values;
  if (scores === undefined) return notAttempted;
  const values = scores !== null && typeof scores === "object" ? (scores as Record<string, unknown>) : {};
  const { accuracy, loss, penalty, count } = await work.evaluation(model);
  const measured = { accuracy: [accuracy], loss: [loss, loss + penalty] };
  for (const name of ["accuracy", "loss"] as const) {
    const recorded = entryOf(values, name);
    if (typeof recorded !== "number") return failed("scoresMissing", { name });
    const off = Math.min(...measured[name].map((value) => Math.abs(value - recorded)));
    if (!(off <= tolerances[name])) {
      const seen = {
        recorded: round(recorded),
        measured: round(measured[name][0] ?? 0),
        count: grouped(count),
      };
      return failed("scoresDiffer", { name, ...seen });
    }
  }
  return passed();
}

/** The value that holds a model. */
export type ModelName = "model" | "best" | "fitted";

export type Examination = (work: Work) => Verdict | Promise<Verdict>;

/** A check of `model`. A model without layers, as the notebook hands it over, counts as not attempted. */
export function aboutModel(
  examine: (model: tf.LayersModel, work: Work) => Verdict | Promise<Verdict>,
  name: ModelName = "model",
): Examination {
  return (work) => {
    const model = work.values[name];
    if (model === undefined) return notAttempted;
    if (!(model instanceof tensorFlow().LayersModel)) return failed("notAModel", { name });
    return model.layers.length === 0 ? notAttempted : examine(model, work);
  };
}

const kindsOfConvolution = new Set(["Conv2D", "SeparableConv2D", "DepthwiseConv2D"]);

function convolutionsIn(layers: tf.layers.Layer[]): number {
  const counts = layers.map((layer) =>
    "layers" in layer
      ? convolutionsIn(layer.layers as tf.layers.Layer[])
      : Number(kindsOfConvolution.has(layer.getClassName())),
  );
  return counts.reduce((a, b) => a + b, 0);
}
