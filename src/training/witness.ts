/**
 * The witness of trainings: it is told what every `fit` trains on, and how each epoch ends. While exercises are graded
 * there is one, so that what a learner says of a training can be measured again; otherwise there is none.
 */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { NextBatch } from "./batches";
import type { Logs } from "./logs";

/** A training that begins. */
export interface WitnessedTraining {
  model: tf.LayersModel;
  /** Those that the learner gave, as they are called. */
  callbacks: readonly object[];
  /** The epoch after which training ends at the latest, counted from 1. */
  epochs: number;
}

/** Hears of one training. */
export interface TrainingRecord {
  /** These batches are trained on next. */
  trains(batches: readonly NextBatch[]): void;
  /** These are validated on next. */
  validates(batches: readonly NextBatch[]): void;
  /** The weights are those after the epoch; no callback has heard of its end. */
  epochEnds(epoch: number, logs: Logs): void;
  /** Callbacks have had their last word. */
  ends(): void;
}

export type TrainingWitness = (training: WitnessedTraining) => TrainingRecord;

let witness: TrainingWitness | undefined;

/** Has all trainings that begin from now on witnessed. */
export function witnessTrainings(given: TrainingWitness): void {
  witness = given;
}

/** The record of a training that begins, where there is a witness. */
export const recordOf = (training: WitnessedTraining): TrainingRecord | undefined => witness?.(training);
