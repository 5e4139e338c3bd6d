import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Compilation } from "../compile";
import { customStep, ownLoss, type StepKind } from "../customSteps";

/** Whether data has to hold targets: not for a step of the model's own, and not where layers alone add losses. */
export const needsTargets = (model: tf.LayersModel, { outputs }: Compilation, kind: StepKind): boolean =>
  !customStep(model, kind) && !ownLoss(model) && outputs.some(({ loss }) => loss !== undefined);
