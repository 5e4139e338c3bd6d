/**
 * `layer.addLoss(tensor)` in a layer's `call`, as in Keras (keras.Layer.add_loss): it counts in the loss of that call, and
 * the next call begins without it. tfjs-layers 4.22.0 (engine/topology.ts) knows functions alone, for weights, which
 * count in every call; a tensor among them breaks its training.
 *
 * `losses` of a layer and of a model gives functions, as in tfjs: those of weights, and those of the last call.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  addedLosses,
  addedLossesOfLayer,
  clearLossesOfModel,
  keptLoss,
  noteLossOfLayer,
} from "../addedLosses";
import { accessorsOf, containerPrototype, layerPrototype } from "../layerPrivates";
import { layersWithin } from "../layersWithin";
import { currentCall } from "../modelCall";

type LossFunction = () => tf.Tensor;
type Loss = LossFunction | tf.Tensor;

const prototype = layerPrototype as unknown as {
  addLoss(this: tf.layers.Layer, losses: Loss | Loss[] | null | undefined): void;
};

/** Of the weights of the layer itself. */
const penaltiesOf = (layer: tf.layers.Layer): LossFunction[] =>
  (layer as unknown as { _losses: LossFunction[] })._losses;

prototype.addLoss = function (losses) {
  for (const loss of [losses ?? []].flat()) {
    if (loss instanceof tf.Tensor) addLossOf(this, loss);
    else penaltiesOf(this).push(loss);
  }
};

/** Adds to the loss of the call that is in progress. */
export function addLossOf(layer: tf.layers.Layer, loss: tf.Tensor): void {
  const added = keptLoss(layer, loss);
  const call = currentCall();
  if (call) call.losses.push(added);
  else noteLossOfLayer(added);
}

const asFunctions = (losses: readonly tf.Tensor[]): LossFunction[] =>
  losses.map((loss) => () => loss.clone());

Object.defineProperty(layerPrototype, "losses", {
  ...accessorsOf(layerPrototype, "losses"),
  get(this: tf.layers.Layer) {
    return [...penaltiesOf(this), ...asFunctions(addedLossesOfLayer(this))];
  },
});

/** tfjs's models have none of their own, and none of layers inside of layers. */
Object.defineProperty(containerPrototype, "losses", {
  configurable: true,
  get(this: tf.layers.Layer) {
    return [...penaltiesWithin(this), ...asFunctions(addedLosses(this))];
  },
});

/** The penalties of weight regularizers; a layer that is used several times counts once, as in Keras. */
const penaltiesWithin = (model: tf.layers.Layer): LossFunction[] =>
  [...layersWithin(model)].flatMap(penaltiesOf);

/** Those of layers that learn, which are the ones that count in Keras (keras.Layer._get_regularization_losses). */
export const trainablePenalties = (model: tf.layers.Layer): LossFunction[] =>
  [...layersWithin(model)].filter(({ trainable }) => trainable).flatMap(penaltiesOf);

const disposable = containerPrototype as unknown as { dispose(this: tf.layers.Layer): unknown };
const { dispose } = disposable;

disposable.dispose = function () {
  clearLossesOfModel(this);
  return dispose.call(this);
};
