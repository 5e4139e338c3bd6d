/**
 * Losses that depend on a call: those that a layer adds in its `call` (keras.Layer.add_loss), and activity regularizers.
 * Each is kept until the next call, so that `model.losses` can be read in between.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

export interface AddedLoss {
  layer: tf.layers.Layer;
  loss: tf.Tensor;
}

const byLayer = new WeakMap<tf.layers.Layer, AddedLoss[]>();
const byModel = new WeakMap<tf.layers.Layer, AddedLoss[]>();

/** @returns a copy that no `tf.tidy` frees. */
export const keptLoss = (layer: tf.layers.Layer, loss: tf.Tensor): AddedLoss => ({
  layer,
  loss: tf.keep(loss.clone()),
});

export function freeLosses(losses: readonly AddedLoss[]): void {
  tf.dispose(losses.map(({ loss }) => loss));
}

export function noteLossOfLayer(added: AddedLoss): void {
  byLayer.set(added.layer, [...alive(byLayer.get(added.layer)), added]);
}

/** Frees what the layer has added. */
export function clearLossesOfLayer(layer: tf.layers.Layer): void {
  freeLosses(byLayer.get(layer) ?? []);
  byLayer.delete(layer);
}

/** Replaces those of the model's last call, and frees them. */
export function noteLossesOfModel(model: tf.layers.Layer, losses: readonly AddedLoss[]): void {
  clearLossesOfModel(model);
  if (losses.length === 0) return;
  byModel.set(model, [...losses]);
  for (const added of losses) noteLossOfLayer(added);
}

/** Frees what the model's last call has added. */
export function clearLossesOfModel(model: tf.layers.Layer): void {
  const losses = byModel.get(model);
  if (!losses) return;
  freeLosses(losses);
  byModel.delete(model);
}

/** The losses that the model's last call has added, layer by layer in the order of their calls. */
export const addedLosses = (model: tf.layers.Layer): readonly tf.Tensor[] =>
  alive(byModel.get(model)).map(({ loss }) => loss);

/** The losses that the layer itself has added in the last call. */
export const addedLossesOfLayer = (layer: tf.layers.Layer): readonly tf.Tensor[] =>
  alive(byLayer.get(layer)).map(({ loss }) => loss);

const alive = (losses: readonly AddedLoss[] = []) => losses.filter(({ loss }) => !loss.isDisposed);
