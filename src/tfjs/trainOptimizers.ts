/** The state that the optimizers of tf.train keep (tfjs-core 4.22.0, optimizers/). */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** A number that an optimizer keeps for each weight of a variable, at the place of the variable in the list of gradients. */
export interface SlotOfTfjs {
  originalName: string;
  variable: tf.Variable;
}

export interface TrainOptimizer {
  readonly iterations: number;
  learningRate: number;
  incrementIterations(): void;
}

export interface MomentumOfTfjs extends TrainOptimizer {
  /** The momentum, as it was when the optimizer was made. */
  m: tf.Scalar;
  useNesterov: boolean;
  accumulations: SlotOfTfjs[];
}

export interface AdamOfTfjs extends TrainOptimizer {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** β to the power of the next step. */
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: SlotOfTfjs[];
  accumulatedSecondMoment: SlotOfTfjs[];
}

export interface AdamaxOfTfjs extends TrainOptimizer {
  beta1: number;
  beta2: number;
  epsilon: number;
  decay: number;
  /** Counted from 0, float32. */
  iteration: tf.Variable;
  accBeta1: tf.Variable;
  accumulatedFirstMoment: SlotOfTfjs[];
  accumulatedWeightedInfNorm: SlotOfTfjs[];
}

export interface AdagradOfTfjs extends TrainOptimizer {
  initialAccumulatorValue: number;
  accumulatedGrads: SlotOfTfjs[];
}

export interface AdadeltaOfTfjs extends TrainOptimizer {
  rho: number;
  epsilon: number;
  accumulatedGrads: SlotOfTfjs[];
  accumulatedUpdates: SlotOfTfjs[];
}

export interface RMSPropOfTfjs extends TrainOptimizer {
  decay: number;
  momentum: number;
  epsilon: number;
  centered: boolean;
  accumulatedMeanSquares: SlotOfTfjs[];
  accumulatedMoments: SlotOfTfjs[];
  accumulatedMeanGrads: SlotOfTfjs[];
}
