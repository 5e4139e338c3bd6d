/**
 * Gradients of operations whose inputs were broadcast have the shapes of the inputs. Those of tfjs-core 4.22.0
 * (gradients/) have the shape of the result for maximum, minimum, squared differences and products of matrices in batches.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

for (const kernelName of ["Maximum", "Minimum", "SquaredDifference", "BatchMatMul"]) {
  const before = tf.getGradient(kernelName);
  tf.registerGradient({
    ...before,
    gradFunc: (dy, saved, attributes) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const gradients = before.gradFunc(dy, saved, attributes) as Record<"a" | "b", () => tf.Tensor>;
      return { a: () => summedTo(a.shape, gradients.a()), b: () => summedTo(b.shape, gradients.b()) };
    },
  });
}

function summedTo(shape: number[], gradient: tf.Tensor): tf.Tensor {
  const added = gradient.rank - shape.length;
  const axes = gradient.shape.flatMap((length, axis) =>
    axis < added || (shape[axis - added] === 1 && length > 1) ? [axis] : [],
  );
  return axes.length === 0 ? gradient : gradient.sum(axes).reshape(shape);
}
