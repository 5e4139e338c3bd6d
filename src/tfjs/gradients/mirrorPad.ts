/**
 * The gradient of a mirrored pad: each mirrored value counts for the one that it mirrors. tfjs-core 4.22.0
 * (gradients/MirrorPad_grad.ts) forgets them.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

interface MirrorPad {
  paddings: readonly [before: number, after: number][];
  mode: "reflect" | "symmetric";
}

tf.registerGradient({
  kernelName: "MirrorPad",
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attributes) => {
    const [x] = saved as [tf.Tensor];
    const { paddings, mode } = attributes as unknown as MirrorPad;
    return { x: () => folded(dy as tf.Tensor, x.shape, paddings, mode === "reflect" ? 1 : 0) };
  },
});

/** @param edge how many values at each edge are not mirrored. */
function folded(
  dy: tf.Tensor,
  shape: readonly number[],
  paddings: MirrorPad["paddings"],
  edge: number,
): tf.Tensor {
  let sum = dy;
  for (const [axis, [before, after]] of paddings.entries()) {
    const length = shape[axis] as number;
    /** A stretch of the axis, turned round, at its place in the unpadded axis. */
    const mirrored = (begin: number, size: number, place: number) => {
      const stretch = along(sum, axis, begin, size).reverse(axis);
      return stretch.pad(sum.shape.map((_, at) => (at === axis ? [place, length - place - size] : [0, 0])));
    };
    const middle = along(sum, axis, before, length);
    const parts = [
      ...(before > 0 ? [mirrored(0, before, edge)] : []),
      ...(after > 0 ? [mirrored(before + length, after, length - after - edge)] : []),
    ];
    sum = parts.reduce((so, part) => so.add(part), middle);
  }
  return sum;
}

const along = (x: tf.Tensor, axis: number, begin: number, size: number): tf.Tensor =>
  x.slice(
    x.shape.map((_, at) => (at === axis ? begin : 0)),
    x.shape.map((whole, at) => (at === axis ? size : whole)),
  );
