/** What regularizers add to the loss. tfjs leaves out those of layers inside of layers: of recurrent cells and wrappers. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { layersWithin } from "./layersWithin";

/** A scalar for each regularizer; a layer that is used several times counts once, as in Keras. */
export function penalties(model: tf.LayersModel): tf.Scalar[] {
  return [...layersWithin(model)].flatMap((layer) => layer.losses.map((penalty) => penalty() as tf.Scalar));
}
