/**
 * Layers are called as Keras calls them (keras.Layer.__call__): with the masks of their inputs, with the `training` of
 * the call around them, and with what activity regularizers add to the loss. tfjs-layers 4.22.0 (engine/topology.ts,
 * `Layer.apply`) has no masks there, hands nothing on, and refuses activity regularizers.
 *
 * Outside of `modelCall` only the last is changed.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { clearLossesOfLayer } from "../addedLosses";
import { maskedCall, masksOfOutputs, withMasks } from "../layerMasks";
import { type CallArguments, type LayerPrivates, layerPrototype } from "../layerPrivates";
import { callingLayer } from "../layersInCall";
import { layersWithin } from "../layersWithin";
import { maskOf, setMask } from "../masks";
import { currentCall, withinLayer } from "../modelCall";
import { addLossOf } from "./addLoss";

const { apply, setMaskMetadata } = layerPrototype;

layerPrototype.apply = function (this: tf.layers.Layer, inputs, kwargs) {
  const list = [inputs].flat();
  if (!list.every((input) => input instanceof tf.Tensor)) {
    return withoutActivityRegularizer(this, () => apply.call(this, inputs, kwargs));
  }
  const outputs = callingLayer(this, () =>
    currentCall() ? appliedAsKeras(this, list, kwargs) : appliedAsTfjs(this, inputs, kwargs),
  );
  addActivityLoss(this, [outputs].flat() as tf.Tensor[]);
  return outputs;
};

// tfjs calls it with no masks of inputs: masks are set when the layer is done.
layerPrototype.setMaskMetadata = function (inputs, outputs, previousMask) {
  if (currentCall()) return;
  setMaskMetadata.call(this, inputs, outputs, previousMask);
};

/** A call that no call is around begins with no losses, as in Keras. */
function appliedAsTfjs(layer: tf.layers.Layer, inputs: unknown, kwargs: CallArguments | undefined): unknown {
  for (const one of [layer, ...layersWithin(layer)]) clearLossesOfLayer(one);
  return withoutActivityRegularizer(layer, () => apply.call(layer, inputs, kwargs));
}

function appliedAsKeras(
  layer: tf.layers.Layer,
  inputs: readonly tf.Tensor[],
  given: CallArguments | undefined,
): unknown {
  const training = given?.training ?? currentCall()?.training;
  const masks = inputs.map(maskOf);
  const kwargs = { ...withMasks(layer, given, masks), training };
  const explicit = kwargs.mask === undefined ? masks : [kwargs.mask].flat();
  const output = withinLayer(training, () =>
    withoutActivityRegularizer(layer, () => {
      const callByTfjs = () =>
        withDirectionsApplied(
          layer,
          () =>
            apply.call(layer, inputs.length === 1 ? inputs[0] : inputs, kwargs) as tf.Tensor | tf.Tensor[],
        );
      if (explicit.every((mask) => !mask)) return callByTfjs();
      return maskedCall(layer, inputs, explicit, kwargs, callByTfjs) ?? callByTfjs();
    }),
  );
  const outputs = [output].flat();
  const ofOutputs = masksOfOutputs(layer, inputs, outputs, explicit);
  for (const [index, one] of outputs.entries()) setMask(one, ofOutputs[index] ?? undefined);
  return output;
}

interface Directions {
  forwardLayer?: LayerPrivates;
  backwardLayer?: LayerPrivates;
}

/**
 * Keras applies the layers of a Bidirectional, so that their activity regularizers count, and forces zero_output_for_mask
 * on them; tfjs takes their `call`.
 */
function withDirectionsApplied<Result>(layer: tf.layers.Layer, work: () => Result): Result {
  const { forwardLayer, backwardLayer } = layer as unknown as Directions;
  if (!(forwardLayer && backwardLayer)) return work();
  const directions = [forwardLayer, backwardLayer];
  for (const direction of directions) {
    // By the Bidirectional, which does not say so.
    direction.built = true;
    direction.zeroOutputForMask = direction.returnSequences === true;
    direction.call = (inputs, kwargs) => {
      // The one of its class again.
      Reflect.deleteProperty(direction, "call");
      return direction.apply(inputs, kwargs) as tf.Tensor | tf.Tensor[];
    };
  }
  try {
    return work();
  } finally {
    for (const direction of directions) Reflect.deleteProperty(direction, "call");
  }
}

/** tfjs refuses to call a layer that has one. */
function withoutActivityRegularizer<Result>(layer: tf.layers.Layer, work: () => Result): Result {
  const privates = layer as unknown as LayerPrivates;
  const { activityRegularizer } = privates;
  if (!activityRegularizer) return work();
  privates.activityRegularizer = null;
  try {
    return work();
  } finally {
    privates.activityRegularizer = activityRegularizer;
  }
}

/** The penalty of each output for a sample: for a batch, divided by its size (keras.Layer.__call__). */
function addActivityLoss(layer: tf.layers.Layer, outputs: readonly tf.Tensor[]): void {
  const { activityRegularizer } = layer as unknown as LayerPrivates;
  if (!activityRegularizer) return;
  tf.tidy(() => {
    for (const output of outputs) {
      const penalty = activityRegularizer.apply(output);
      addLossOf(layer, output.rank > 0 ? penalty.div(Math.max(1, output.shape[0] as number)) : penalty);
    }
  });
}
