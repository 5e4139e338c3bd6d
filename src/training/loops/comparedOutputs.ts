/** Outputs whose targets are compared by the losses of `compile`. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { layersWithin } from "../../tfjs";
import type { TrainedOutput } from "../batches";
import type { Compilation } from "../compile";
import { customStep, ownLoss, type StepKind } from "../customSteps";

/** None where a step or a loss of the model's own takes the data. */
const comparedOutputs = (
  model: tf.LayersModel,
  { outputs }: Compilation,
  kind: StepKind,
): readonly TrainedOutput[] => (customStep(model, kind) || ownLoss(model) ? [] : outputs);

/** Whether data has to hold targets: not for a step of the model's own, and not where layers alone add losses. */
export const needsTargets = (model: tf.LayersModel, compilation: Compilation, kind: StepKind): boolean =>
  comparedOutputs(model, compilation, kind).some(({ loss }) => loss !== undefined);

/**
 * Outputs whose shapes are known before a step is taken. A learner's layer need not say what it gives: there the first
 * step looks at what comes out.
 */
export const outputsOfKnownShape = (
  model: tf.LayersModel,
  compilation: Compilation,
  kind: StepKind,
): readonly TrainedOutput[] =>
  [...layersWithin(model)].every((layer) => classes.has(layer.constructor))
    ? comparedOutputs(model, compilation, kind)
    : [];

const { classNameMap } = tf.serialization.SerializationMap.getMap() as unknown as {
  classNameMap: Record<string, [unknown]>;
};

/** Those of tfjs and of trainbook: learners' own are registered later. */
const classes = new Set<unknown>(Object.values(classNameMap).map(([ofName]) => ofName));
