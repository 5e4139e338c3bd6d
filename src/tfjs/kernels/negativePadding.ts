/** Padding below zero, which cuts off: as tfjs's CPU backend does for lists. TensorFlow refuses it. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { wrapKernel } from "./kernel";

type Paddings = readonly (readonly [before: number, after: number])[];

const cutsOff = (paddings: Paddings): boolean => paddings.some(([before, after]) => before < 0 || after < 0);

wrapKernel("PadV2", (kernel) => (call) => {
  const { paddings } = call.attrs as { paddings: Paddings };
  if (!cutsOff(paddings)) return kernel(call);
  const x = call.inputs.x as tf.Tensor;
  return tf.tidy(() => {
    const begin = paddings.map(([before]) => Math.max(0, -before));
    const size = paddings.map(
      ([, after], axis) =>
        (x.shape[axis] as number) - (begin[axis] as number) - Math.max(0, -after),
    );
    const added = paddings.map(([before, after]) => [Math.max(0, before), Math.max(0, after)]);
    return kernel({ ...call, inputs: { x: x.slice(begin, size) }, attrs: { ...call.attrs, paddings: added } });
  });
});

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
