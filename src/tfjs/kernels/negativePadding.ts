/** Padding below zero, which cuts off: as tfjs's CPU backend does for lists. TensorFlow refuses it. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { KernelShapeError, wrapKernel } from "./kernel";

type Paddings = readonly (readonly [before: number, after: number])[];

const cutsOff = (paddings: Paddings): boolean => paddings.some(([before, after]) => before < 0 || after < 0);

wrapKernel("PadV2", (kernel) => (call) => {
  const { paddings } = call.attrs as { paddings: Paddings };
  if (!cutsOff(paddings)) return kernel(call);
  const x = call.inputs.x as tf.Tensor;
  return tf.tidy(() => {
    const begin = paddings.map(([before]) => Math.max(0, -before));
    const size = paddings.map((padding, axis) => left(x.shape[axis] as number, padding, axis));
    const added = paddings.map(([before, after]) => [Math.max(0, before), Math.max(0, after)]);
    return kernel({
      ...call,
      inputs: { x: x.slice(begin, size) },
      attrs: { ...call.attrs, paddings: added },
    });
  });
});

function left(length: number, [before, after]: Paddings[number], axis: number): number {
  const cut = Math.max(0, -before) + Math.max(0, -after);
  if (cut <= length) return length - cut;
  throw new KernelShapeError(
    `pad: axis ${axis} has a length of ${length}, and the padding of ${before} and ${after} cuts off ${cut}.`,
  );
}

const padding = tf.getGradient("PadV2");

tf.registerGradient({
  ...padding,
  gradFunc: (dy, saved, attributes) => {
    const { paddings } = attributes as unknown as { paddings: Paddings };
    if (!cutsOff(paddings)) return padding.gradFunc(dy, saved, attributes);
    const opposite = paddings.map(([before, after]) => [-before || 0, -after || 0] as [number, number]);
    return { x: () => tf.pad(dy as tf.Tensor, opposite) };
  },
});
