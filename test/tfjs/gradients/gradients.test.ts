/** Gradients, and gradients of gradients, beside TensorFlow's. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";
import { gradientTape } from "../../../src/training";

type Derivatives = number[][][];
let ofTensorFlow: Record<string, Derivatives>;

beforeAll(() => {
  const script = path.join(__dirname, "tensorflow_gradients.py");
  const answer = execFileSync(environmentExecutable("python"), [script], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "pipe"],
  });
  ofTensorFlow = JSON.parse(answer.toString());
}, 120_000);

const wave = (shape: number[], scale = 1): tf.Tensor =>
  tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => Math.sin(index * 1.7 + 0.3) * scale),
    shape,
  );

type Images = tf.Tensor4D;
const image = [2, 6, 6, 3];
const volume = [1, 4, 4, 4, 2];
const kernel = () => wave([3, 3, 3, 4], 0.3);
const depthwise = () => wave([3, 3, 3, 2], 0.3);

type Case = [fn: (...inputs: never[]) => tf.Tensor, inputs: () => tf.Tensor[]];

const cases: Record<string, Case> = {
  elu: [(x: Images) => tf.elu(x), () => [wave(image)]],
  selu: [(x: Images) => tf.selu(x), () => [wave(image)]],
  leakyRelu: [(x: Images) => tf.leakyRelu(x.mul(x).mul(x)), () => [wave(image)]],
  relu6: [(x: Images) => tf.relu6(x.mul(x).mul(9)), () => [wave(image)]],
  prelu: [(x: Images, a: tf.Tensor) => tf.prelu(x.mul(x).mul(x), a), () => [wave(image), wave([3], 0.2)]],
  exp: [(x: Images) => tf.exp(x), () => [wave(image)]],
  sigmoid: [(x: Images) => tf.sigmoid(x.mul(3)), () => [wave(image)]],
  tanh: [(x: Images) => tf.tanh(x.mul(3)), () => [wave(image)]],
  softmax: [(x: Images) => tf.softmax(x.mul(3)), () => [wave(image)]],
  logSoftmax: [(x: Images) => tf.logSoftmax(x.mul(3)), () => [wave(image)]],
  logSumExp: [(x: Images) => tf.logSumExp(x.mul(3), -1), () => [wave(image)]],
  softplus: [(x: Images) => tf.softplus(x.mul(3)), () => [wave(image)]],
  prod: [(x: Images) => x.mul(2).prod(-1), () => [wave(image)]],
  "prod of two axes": [(x: Images) => x.mul(1.5).prod([1, -1]), () => [wave(image)]],
  "maximum of a row": [
    (x: Images, a: tf.Tensor) => tf.maximum(x.mul(x), a),
    () => [wave(image), wave([3], 0.2)],
  ],
  "minimum of a row": [
    (x: Images, a: tf.Tensor) => tf.minimum(x.mul(x), a),
    () => [wave(image), wave([3], 0.2)],
  ],
  "squaredDifference of a row": [
    (x: Images, a: tf.Tensor) => tf.squaredDifference(x, a),
    () => [wave(image), wave([3], 0.2)],
  ],
  "matMul of one matrix with many": [
    (x: Images, a: Images) => tf.matMul(x, a),
    () => [wave(image), wave([1, 1, 3, 2], 0.3)],
  ],
  "unstack in another order": [
    (x: Images) => tf.stack(tf.unstack(x.mul(x), 1).reverse(), 1),
    () => [wave(image)],
  ],
  gatherND: [
    (x: Images) =>
      tf.gatherND(
        x.mul(x),
        tf.tensor2d(
          [
            [0, 1],
            [1, 5],
            [0, 1],
          ],
          [3, 2],
          "int32",
        ),
      ),
    () => [wave(image)],
  ],
  scatterND: [
    (x: Images) => tf.scatterND(tf.tensor2d([[2], [0]], [2, 1], "int32"), x.mul(x), [4, 6, 6, 3]),
    () => [wave(image)],
  ],
  tensorScatterUpdate: [
    (x: Images, a: tf.Tensor) => {
      const places = tf.tensor2d(
        [
          [0, 0, 1],
          [1, 3, 5],
        ],
        [2, 3],
        "int32",
      );
      return tf.tensorScatterUpdate(x.mul(x), places, tf.stack([a.mul(a), a]));
    },
    () => [wave(image), wave([3], 0.2)],
  ],
  flipLeftRight: [(x: Images) => tf.image.flipLeftRight(x.mul(x) as Images), () => [wave(image)]],
  depthToSpace: [
    (x: Images) => tf.depthToSpace(tf.concat([x, x.mul(x), x, x], -1) as Images, 2),
    () => [wave(image)],
  ],
  topk: [(x: Images) => tf.topk(x.mul(x), 2).values, () => [wave(image)]],
  "einsum of matrices": [
    (x: Images, w: tf.Tensor) => tf.einsum("bijc,cd->bdj", x, w),
    () => [wave(image), wave([3, 2], 0.3)],
  ],
  "einsum of one": [(x: Images) => tf.einsum("bijc->cb", x.mul(x)), () => [wave(image)]],
  "einsum of attention": [(x: Images) => tf.einsum("bijc,bikc->bijk", x, x), () => [wave(image)]],
  cumsum: [(x: Images) => tf.cumsum(x.mul(x), 1), () => [wave(image)]],
  "cumsum from the end": [(x: Images) => tf.cumsum(x.mul(x), -1, true, true), () => [wave(image)]],
  cumprod: [(x: Images) => tf.cumprod(x.mul(1.5), 2, true, true), () => [wave(image)]],
  maxPool: [(x: Images) => tf.maxPool(x.mul(x) as Images, 2, 2, "valid"), () => [wave(image)]],
  "maxPool same": [(x: Images) => tf.maxPool(x.mul(x) as Images, 3, 2, "same"), () => [wave(image)]],
  avgPool: [(x: Images) => tf.avgPool(x.mul(x) as Images, 2, 2, "valid"), () => [wave(image)]],
  "avgPool same": [(x: Images) => tf.avgPool(x.mul(x) as Images, 3, 2, "same"), () => [wave(image)]],
  maxPool3d: [(x: tf.Tensor5D) => tf.maxPool3d(x.mul(x) as tf.Tensor5D, 2, 2, "valid"), () => [wave(volume)]],
  avgPool3d: [(x: tf.Tensor5D) => tf.avgPool3d(x.mul(x) as tf.Tensor5D, 2, 2, "same"), () => [wave(volume)]],
  conv2d: [(x: Images, w: Images) => tf.conv2d(x, w, 1, "valid"), () => [wave(image), kernel()]],
  "conv2d strides": [(x: Images, w: Images) => tf.conv2d(x, w, 2, "same"), () => [wave(image), kernel()]],
  conv3d: [
    (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, 1, "same"),
    () => [wave(volume), wave([2, 2, 2, 2, 3], 0.3)],
  ],
  "conv2d dilated": [
    (x: Images, w: Images) => tf.conv2d(x, w, 1, "same", "NHWC", [2, 3]),
    () => [wave(image), kernel()],
  ],
  "depthwiseConv2d dilated": [
    (x: Images, w: Images) => tf.depthwiseConv2d(x, w, 1, "same", "NHWC", 2),
    () => [wave(image), depthwise()],
  ],
  depthwiseConv2d: [
    (x: Images, w: Images) => tf.depthwiseConv2d(x, w, 1, "valid"),
    () => [wave(image), depthwise()],
  ],
  "depthwiseConv2d strides": [
    (x: Images, w: Images) => tf.depthwiseConv2d(x, w, 2, "same"),
    () => [wave(image), depthwise()],
  ],
  separableConv2d: [
    (x: Images, w: Images, p: Images) => tf.separableConv2d(x, w, p, 1, "same"),
    () => [wave(image), depthwise(), wave([1, 1, 6, 4], 0.3)],
  ],
  resizeBilinear: [(x: Images) => tf.image.resizeBilinear(x.mul(x) as Images, [9, 11]), () => [wave(image)]],
  resizeNearestNeighbor: [
    (x: Images) => tf.image.resizeNearestNeighbor(x.mul(x) as Images, [12, 12]),
    () => [wave(image)],
  ],
  "resizeBilinear centers": [
    (x: Images) => tf.image.resizeBilinear(x.mul(x) as Images, [9, 11], false, true),
    () => [wave(image)],
  ],
  "resizeNearestNeighbor centers": [
    (x: Images) => tf.image.resizeNearestNeighbor(x.mul(x) as Images, [4, 9], false, true),
    () => [wave(image)],
  ],
  mirrorPad: [
    (x: Images) =>
      tf.mirrorPad(
        x.mul(x),
        [
          [0, 0],
          [2, 3],
          [1, 0],
          [0, 2],
        ],
        "reflect",
      ),
    () => [wave(image)],
  ],
  "mirrorPad symmetric": [
    (x: Images) =>
      tf.mirrorPad(
        x.mul(x),
        [
          [1, 2],
          [6, 6],
          [0, 1],
          [3, 0],
        ],
        "symmetric",
      ),
    () => [wave(image)],
  ],
};

/** Gradients of a weighted sum of the outputs, and of the sum of their squares. */
function derivatives(fn: Case[0], inputs: tf.Tensor[]): tf.Tensor[] {
  const { gradients: again, first } = gradientTape(() => {
    const inner = gradientTape(() => {
      const y = fn(...(inputs as never[]));
      return y.square().mul(wave(y.shape)).sum();
    }, inputs);
    const penalty = inner.gradients.map((gradient) => gradient.square().sum());
    return { loss: tf.addN(penalty), first: inner.gradients };
  }, inputs);
  return [...first, ...again];
}

describe.each(Object.entries(cases))("%s", (name, [fn, inputs]) => {
  const expected = () => (ofTensorFlow[name] as Derivatives).flat();

  function expectSame(found: tf.Tensor[]): void {
    expect(found).toHaveLength(expected().length);
    for (const [index, tensor] of found.entries()) {
      const wanted = expected()[index] as number[];
      const largest = Math.max(...wanted.map(Math.abs));
      const apart = Array.from(tensor.dataSync(), (value, at) => Math.abs(value - (wanted[at] as number)));
      expect(Math.max(...apart) / largest).toBeLessThan(1e-4);
    }
  }

  it("has TensorFlow's gradients, and gradients of them", () => {
    tf.tidy(() => expectSame(derivatives(fn, inputs())));
  });

  it("has them in a graph", () => {
    tf.tidy(() => {
      const traced = tfFunction((...given: tf.Tensor[]) => derivatives(fn, given));
      expectSame(traced.sync(...inputs()));
      traced.dispose();
    });
  });
});
