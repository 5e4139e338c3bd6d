/** A learner's model, built again in the judge's process from its topology and its weights. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { compileToMeasure } from "../../training";
import type { ModelEvidence, WeightEvidence } from "../evidence/format";
import type { EvidenceReader } from "./evidenceReader";
import { knowOwnLayers } from "./ownLayer";

/** The variables of a model's weights, in their order: by them a model is told from another. */
export const variablesIn = (weights: readonly WeightEvidence[]): number[] =>
  weights.map(({ variable }) => variable);

/** Weights as one text: equal numbers have equal texts. */
export const weightsText = (weights: readonly WeightEvidence[]): string =>
  weights.map(({ blob }) => blob).join(" ");

/** A model in the judge's process, and how it is measured. */
export interface RebuiltModel {
  model: tf.LayersModel;
  /** Whether its loss is the learner's; otherwise nobody can say that one in words, and it is cross-entropy. */
  hasOwnLoss: boolean;
  /** Whether its loss takes labels as ten numbers each. */
  takesOneHot: boolean;
}

/**
 * Builds the model, compiled to be measured as the learner's was; by cross-entropy and accuracy where nobody can say how
 * it was compiled.
 *
 * @throws where a layer is of a class that nobody knows, and could not be recorded.
 */
export async function rebuiltModel(
  { topology, ownLayers, weights, measures }: ModelEvidence,
  reader: EvidenceReader,
): Promise<RebuiltModel> {
  knowOwnLayers(ownLayers);
  const model = await tf.models.modelFromJSON(topology as never);
  if (weights.length > 0) setWeights(model, weights, reader);
  try {
    compileToMeasure(model, measures as never);
    return {
      model,
      hasOwnLoss: true,
      takesOneHot: !JSON.stringify(measures).toLowerCase().includes("sparse"),
    };
  } catch {
    model.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
    return { model, hasOwnLoss: false, takesOneHot: false };
  }
}

export function setWeights(
  model: tf.LayersModel,
  weights: readonly WeightEvidence[],
  reader: EvidenceReader,
): void {
  const tensors = weights.map((weight) => reader.tensor(weight));
  try {
    model.setWeights(tensors);
  } finally {
    tf.dispose(tensors);
  }
}

/** Weights of a model, some of them as another list has them. */
export function replaced(
  weights: readonly WeightEvidence[],
  others: readonly WeightEvidence[],
): WeightEvidence[] {
  const byVariable = new Map(others.map((weight) => [weight.variable, weight]));
  return weights.map((weight) => byVariable.get(weight.variable) ?? weight);
}
