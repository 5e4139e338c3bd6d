import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { TrainedOutput } from "../batches";
import type { Compilation } from "../compile";
import { customStep, ownLoss, type StepKind } from "../customSteps";

/** The outputs whose losses are those of `compile`: none where a step or a loss of the model's own takes the data. */
export const comparedOutputs = (
  model: tf.LayersModel,
  { outputs }: Compilation,
  kind: StepKind,
): readonly TrainedOutput[] => (customStep(model, kind) || ownLoss(model) ? [] : outputs);

/** Whether data has to hold targets: not for a step of the model's own, and not where layers alone add losses. */
export const needsTargets = (model: tf.LayersModel, compilation: Compilation, kind: StepKind): boolean =>
  comparedOutputs(model, compilation, kind).some(({ loss }) => loss !== undefined);
