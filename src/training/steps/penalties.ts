/** Penalties of regularizers and layers. tfjs leaves out those of nested layers: of recurrent cells and wrappers. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { addedLosses, trainablePenalties } from "../../tfjs";

/**
 * A scalar for each regularizer of weights that learn, and for each loss that layers have added in the model's last call: with
 * `addLoss`, or as an activity regularizer.
 */
export const penalties = (model: tf.LayersModel): tf.Scalar[] => [
  ...trainablePenalties(model).map((penalty) => penalty() as tf.Scalar),
  // Keras adds up what is no scalar (keras.Model._aggregate_additional_loss).
  ...addedLosses(model).map((loss) => (loss.rank === 0 ? loss : tf.sum(loss)) as tf.Scalar),
];
