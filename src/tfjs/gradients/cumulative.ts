/**
 * Gradients of products and of cumulative sums and products, as TensorFlow's (python/ops/math_grad.py). tfjs-core 4.22.0
 * (gradients/) turns the gradient of a cumulative sum round where its axis is not the last, fails for a product whose
 * axis is counted from the end, and has none of a cumulative product.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

tf.registerGradient({
  kernelName: "Prod",
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attributes) => {
    const [x] = saved as [tf.Tensor];
    const axes = axesOf((attributes as { axis?: number | number[] | null }).axis, x.rank);
    return { x: () => gradientOfProduct(dy as tf.Tensor, x, axes) };
  },
});

function axesOf(axis: number | number[] | null | undefined, rank: number): number[] {
  const given = [axis ?? []].flat();
  const axes = given.length === 0 ? Array.from({ length: rank }, (_, index) => index) : given;
  return axes.map((one) => (one < 0 ? one + rank : one)).sort((a, b) => a - b);
}

/** Each factor's is the product of all others: of those before it and of those after it, so that a 0 does no harm. */
function gradientOfProduct(dy: tf.Tensor, x: tf.Tensor, axes: number[]): tf.Tensor {
  const others = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...others, ...axes];
  const moved = x.transpose(order);
  const factors = moved.reshape([...others.map((axis) => x.shape[axis] as number), -1]);
  const last = factors.rank - 1;
  const rest = tf.cumprod(factors, last, true).mul(tf.cumprod(factors, last, true, true));
  const back = order.map((_, axis) => order.indexOf(axis));
  const outer = dy.reshape([...others.map((axis) => x.shape[axis] as number), 1]);
  return rest.mul(outer).reshape(moved.shape).transpose(back);
}

interface Cumulative {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

tf.registerGradient({
  kernelName: "Cumsum",
  gradFunc: (dy, _, attributes) => {
    const { axis, exclusive, reverse } = attributes as unknown as Cumulative;
    return { x: () => tf.cumsum(dy as tf.Tensor, axis, exclusive, !reverse) };
  },
});

tf.registerGradient({
  kernelName: "Cumprod",
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attributes) => {
    const [x, y] = saved as [tf.Tensor, tf.Tensor];
    const { axis, exclusive, reverse } = attributes as unknown as Cumulative;
    return { x: () => tf.cumsum(y.mul(dy as tf.Tensor), axis, exclusive, !reverse).div(x) };
  },
});
