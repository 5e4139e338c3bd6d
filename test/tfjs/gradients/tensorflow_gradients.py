"""TensorFlow's second derivatives and gradients, of the functions that gradients.test.ts computes here."""

import json
import sys

import numpy as np
import tensorflow as tf


def wave(shape, scale=1.0):
    """The same numbers as in the test: no two are alike, so that maxima are where they are in both."""
    return tf.constant(np.sin(np.arange(np.prod(shape)) * 1.7 + 0.3).reshape(shape).astype("float32") * scale)


x4 = wave([2, 6, 6, 3])
x5 = wave([1, 4, 4, 4, 2])
kernel = wave([3, 3, 3, 4], 0.3)
depthwise = wave([3, 3, 3, 2], 0.3)
pointwise = wave([1, 1, 6, 4], 0.3)
cube = wave([2, 2, 2, 2, 3], 0.3)
alpha = wave([3], 0.2)

def resized(resize, size, **options):
    """A resize as two products of matrices: TensorFlow's own has no second derivative."""

    def matrix(rows, columns):
        lines = tf.reshape(tf.eye(columns), [1, columns, columns, 1])
        return resize(lines, [rows, columns], **options)[0, :, :, 0]

    return lambda x: tf.einsum("ah,nhwc,bw->nabc", matrix(size[0], 6), x * x, matrix(size[1], 6))


def dilated(rows, columns):
    """A convolution of a kernel with zeros between its values: TensorFlow's dilated one has no gradient on a processor."""

    def convolved(x, w):
        height, width, inner, outer = w.shape
        cells = tf.reshape(w, [height, 1, width, 1, inner, outer])
        padded = tf.pad(cells, [[0, 0], [0, rows - 1], [0, 0], [0, columns - 1], [0, 0], [0, 0]])
        spread = tf.reshape(padded, [height * rows, width * columns, inner, outer])
        return tf.nn.conv2d(x, spread[: (height - 1) * rows + 1, : (width - 1) * columns + 1], 1, "SAME")

    return convolved


second = {
    "elu": (lambda x: tf.nn.elu(x), [x4]),
    "selu": (lambda x: tf.nn.selu(x), [x4]),
    "leakyRelu": (lambda x: tf.nn.leaky_relu(x * x * x, 0.2), [x4]),
    "relu6": (lambda x: tf.nn.relu6(x * x * 9.0), [x4]),
    "prelu": (lambda x, a: tf.nn.relu(x * x * x) - a * tf.nn.relu(-x * x * x), [x4, alpha]),
    "exp": (lambda x: tf.exp(x), [x4]),
    "sigmoid": (lambda x: tf.sigmoid(x * 3.0), [x4]),
    "tanh": (lambda x: tf.tanh(x * 3.0), [x4]),
    "softmax": (lambda x: tf.nn.softmax(x * 3.0), [x4]),
    "logSoftmax": (lambda x: tf.nn.log_softmax(x * 3.0), [x4]),
    "logSumExp": (lambda x: tf.reduce_logsumexp(x * 3.0, -1), [x4]),
    "softplus": (lambda x: tf.nn.softplus(x * 3.0), [x4]),
    "prod": (lambda x: tf.reduce_prod(x * 2.0, -1), [x4]),
    "prod of two axes": (lambda x: tf.reduce_prod(x * 1.5, [1, -1]), [x4]),
    "maximum of a row": (lambda x, a: tf.maximum(x * x, a), [x4, alpha]),
    "minimum of a row": (lambda x, a: tf.minimum(x * x, a), [x4, alpha]),
    "squaredDifference of a row": (lambda x, a: tf.math.squared_difference(x, a), [x4, alpha]),
    "matMul of one matrix with many": (lambda x, a: tf.matmul(x, a), [x4, tf.reshape(wave([3, 2], 0.3), [1, 1, 3, 2])]),
    "unstack in another order": (lambda x: tf.stack(tf.unstack(x * x, axis=1)[::-1], axis=1), [x4]),
    "gatherND": (lambda x: tf.gather_nd(x * x, [[0, 1], [1, 5], [0, 1]]), [x4]),
    "scatterND": (lambda x: tf.scatter_nd([[2], [0]], x * x, [4, 6, 6, 3]), [x4]),
    "tensorScatterUpdate": (
        lambda x, a: tf.tensor_scatter_nd_update(x * x, [[0, 0, 1], [1, 3, 5]], tf.stack([a * a, a])),
        [x4, alpha],
    ),
    "flipLeftRight": (lambda x: tf.reverse(x * x, [2]), [x4]),
    "depthToSpace": (lambda x: tf.nn.depth_to_space(tf.concat([x, x * x, x, x], -1), 2), [x4]),
    "topk": (lambda x: tf.math.top_k(x * x, 2).values, [x4]),
    "einsum of matrices": (lambda x, w: tf.einsum("bijc,cd->bdj", x, w), [x4, wave([3, 2], 0.3)]),
    "einsum of one": (lambda x: tf.einsum("bijc->cb", x * x), [x4]),
    "einsum of attention": (lambda x: tf.einsum("bijc,bikc->bijk", x, x), [x4]),
    "cumsum": (lambda x: tf.cumsum(x * x, 1), [x4]),
    "cumsum from the end": (lambda x: tf.cumsum(x * x, -1, exclusive=True, reverse=True), [x4]),
    "cumprod": (lambda x: tf.math.cumprod(x * 1.5, 2, exclusive=True, reverse=True), [x4]),
    "maxPool": (lambda x: tf.nn.max_pool2d(x * x, 2, 2, "VALID"), [x4]),
    "maxPool same": (lambda x: tf.nn.max_pool2d(x * x, 3, 2, "SAME"), [x4]),
    "avgPool": (lambda x: tf.nn.avg_pool2d(x * x, 2, 2, "VALID"), [x4]),
    "avgPool same": (lambda x: tf.nn.avg_pool2d(x * x, 3, 2, "SAME"), [x4]),
    "maxPool3d": (lambda x: tf.nn.max_pool3d(x * x, 2, 2, "VALID"), [x5]),
    "avgPool3d": (lambda x: tf.nn.avg_pool3d(x * x, 2, 2, "SAME"), [x5]),
    "conv2d": (lambda x, w: tf.nn.conv2d(x, w, 1, "VALID"), [x4, kernel]),
    "conv2d strides": (lambda x, w: tf.nn.conv2d(x, w, 2, "SAME"), [x4, kernel]),
    "conv3d": (lambda x, w: tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], "SAME"), [x5, cube]),
    "conv2d dilated": (dilated(2, 3), [x4, kernel]),
    "depthwiseConv2d dilated": (
        lambda x, w: tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], "SAME", dilations=[2, 2]),
        [x4, depthwise],
    ),
    "depthwiseConv2d": (lambda x, w: tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], "VALID"), [x4, depthwise]),
    "depthwiseConv2d strides": (lambda x, w: tf.nn.depthwise_conv2d(x, w, [1, 2, 2, 1], "SAME"), [x4, depthwise]),
    "separableConv2d": (
        lambda x, w, p: tf.nn.separable_conv2d(x, w, p, [1, 1, 1, 1], "SAME"),
        [x4, depthwise, pointwise],
    ),
    "resizeBilinear": (resized(tf.compat.v1.image.resize_bilinear, [9, 11]), [x4]),
    "resizeNearestNeighbor": (resized(tf.compat.v1.image.resize_nearest_neighbor, [12, 12]), [x4]),
    "resizeBilinear centers": (resized(tf.compat.v1.image.resize_bilinear, [9, 11], half_pixel_centers=True), [x4]),
    "resizeNearestNeighbor centers": (
        resized(tf.compat.v1.image.resize_nearest_neighbor, [4, 9], half_pixel_centers=True),
        [x4],
    ),
    "mirrorPad": (lambda x: tf.pad(x * x, [[0, 0], [2, 3], [1, 0], [0, 2]], "REFLECT"), [x4]),
    "mirrorPad symmetric": (lambda x: tf.pad(x * x, [[1, 2], [6, 6], [0, 1], [3, 0]], "SYMMETRIC"), [x4]),
}


def derivatives(function, inputs):
    """Gradients of a weighted sum of the outputs, and of the sum of their squares."""
    with tf.GradientTape() as outer:
        outer.watch(inputs)
        with tf.GradientTape() as inner:
            inner.watch(inputs)
            y = function(*inputs)
            value = tf.reduce_sum(y * y * wave(y.shape))
        first = inner.gradient(value, inputs)
        penalty = tf.add_n([tf.reduce_sum(g * g) for g in first])
    again = outer.gradient(penalty, inputs)
    return [[np.asarray(g).reshape(-1).tolist() for g in gradients] for gradients in (first, again)]


json.dump({name: derivatives(*one) for name, one in second.items()}, sys.stdout)
