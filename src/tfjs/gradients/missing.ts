/**
 * Gradients of operations that have one in TensorFlow (python/ops/array_grad.py, nn_grad.py, special_math_ops.py), and
 * none in tfjs-core 4.22.0 (gradients/).
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Gradient = (dy: tf.Tensor, inputs: tf.Tensor[], attributes: Record<string, unknown>) => tf.Tensor;

/** @param gradients by the names of inputs. Indices have none. */
function differentiable(kernelName: string, inputNames: string[], gradients: Record<string, Gradient>): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: inputNames,
    gradFunc: (dy, saved, attributes) => {
      const inputs = saved as tf.Tensor[];
      return Object.fromEntries(
        inputNames.map((name, index) => [
          name,
          () =>
            gradients[name]?.([dy].flat()[0] as tf.Tensor, inputs, attributes as Record<string, unknown>) ??
            tf.zeros((inputs[index] as tf.Tensor).shape),
        ]),
      );
    },
  });
}

differentiable("GatherNd", ["params", "indices"], {
  params: (dy, [params, indices]) => tf.scatterND(indices as tf.Tensor, dy, (params as tf.Tensor).shape),
});

differentiable("ScatterNd", ["indices", "updates"], {
  updates: (dy, [indices]) => tf.gatherND(dy, indices as tf.Tensor),
});

differentiable("TensorScatterUpdate", ["tensor", "indices", "updates"], {
  tensor: (dy, [, indices, updates]) =>
    tf.tensorScatterUpdate(dy, indices as tf.Tensor, tf.zerosLike(updates as tf.Tensor)),
  updates: (dy, [, indices]) => tf.gatherND(dy, indices as tf.Tensor),
});

differentiable("FlipLeftRight", ["image"], { image: (dy) => dy.reverse(2) });

differentiable("Diag", ["x"], { x: (dy, [x]) => diagonalOf(dy, (x as tf.Tensor).shape) });

function diagonalOf(matrix: tf.Tensor, shape: number[]): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  return matrix.reshape([size, size]).mul(tf.eye(size)).sum(0).reshape(shape);
}

differentiable("DepthToSpace", ["x"], {
  x: (dy, [x], attributes) => {
    const { blockSize, dataFormat } = attributes as { blockSize: number; dataFormat: "NHWC" | "NCHW" };
    const [batch = 1, ...rest] = (x as tf.Tensor).shape;
    if (dataFormat === "NCHW") {
      const [channels = 1, height = 1, width = 1] = rest;
      const blocks = dy.reshape([batch, channels / blockSize ** 2, height, blockSize, width, blockSize]);
      return blocks.transpose([0, 3, 5, 1, 2, 4]).reshape((x as tf.Tensor).shape);
    }
    const [height = 1, width = 1, channels = 1] = rest;
    const blocks = dy.reshape([batch, height, blockSize, width, blockSize, channels / blockSize ** 2]);
    return blocks.transpose([0, 1, 3, 2, 4, 5]).reshape((x as tf.Tensor).shape);
  },
});

tf.registerGradient({
  kernelName: "TopK",
  inputsToSave: ["x"],
  outputsToSave: [false, true],
  gradFunc: (dys, saved) => {
    const [dy] = dys as tf.Tensor[];
    const [x, indices] = saved as [tf.Tensor, tf.Tensor];
    const places = tf.oneHot(indices.toInt(), x.shape.at(-1) as number).toFloat();
    return { x: () => places.mul((dy as tf.Tensor).expandDims(-1)).sum(-2) };
  },
});
