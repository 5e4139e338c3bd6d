/** Losses and their gradients by variables and by tensors, operation by operation and in graphs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";
import { call, GradientError, gradientTape, losses, metrics } from "../../src/training";

const numbers = (tensor: tf.Tensor | undefined) => Array.from((tensor as tf.Tensor).dataSync());
const x = () =>
  tf.tensor2d([
    [1, 2],
    [3, 4],
  ]); // prettier-ignore

/** Each program by itself, and as a graph. */
const ways: [
  string,
  <Args extends tf.Tensor[], Result>(fn: (...args: Args) => Result) => (...args: Args) => Result,
][] = [
  ["operation by operation", (fn) => fn],
  ["in a graph", (fn) => tfFunction(fn).sync],
];

describe.each(ways)("gradientTape %s", (_, compiled) => {
  let w: tf.Variable<tf.Rank.R2>;
  beforeEach(() => {
    w = tf.variable(tf.tensor2d([[1], [-1]]), true);
  });
  afterEach(() => w.dispose());

  it("gives back what stands beside the loss, by name", () => {
    const step = compiled((input: tf.Tensor2D) => {
      const { value, gradients, logits, parts } = gradientTape(() => {
        const logits = input.matMul(w);
        return { loss: logits.square().mean(), logits, parts: { doubled: [logits.mul(2)] } };
      }, [w]);
      return { value, gradients: Object.values(gradients), logits, doubled: parts.doubled[0] as tf.Tensor };
    });
    const { value, gradients, logits, doubled } = step(x());
    expect([value, ...gradients, logits, doubled].map(numbers)).toEqual([[1], [-4, -6], [-1, -1], [-2, -2]]);
  });

  it("gives back the rest of a list as others", () => {
    const step = compiled((input: tf.Tensor2D) => {
      const { value, others } = gradientTape(() => {
        const logits = input.matMul(w);
        return [logits.square().mean(), logits, 7];
      }, [w]);
      const [logits, seven] = others;
      return [value, logits.mul(seven)];
    });
    expect(step(x()).map(numbers)).toEqual([[1], [-7, -7]]);
  });

  it("differentiates by tensors, in order, and by a single one", () => {
    const step = compiled((a: tf.Tensor2D, b: tf.Tensor2D) => {
      const [byA, byB] = gradientTape(() => a.mul(b).sum(), [a, b]).gradients;
      const alone = gradientTape(() => a.square().sum(), a).gradients;
      return [byA, byB, alone];
    });
    expect(step(x(), x().mul(10)).map(numbers)).toEqual([
      [10, 20, 30, 40],
      [1, 2, 3, 4],
      [2, 4, 6, 8],
    ]);
  });

  it("differentiates by a list of tensors and variables, in order", () => {
    const step = compiled(
      (input: tf.Tensor2D) => gradientTape(() => input.matMul(w).sum(), [input, w]).gradients,
    );
    expect(step(x()).map(numbers)).toEqual([
      [1, -1, 1, -1],
      [4, 6],
    ]);
  });

  it("differentiates the gradients of an inner tape", () => {
    // The penalty of WGAN-GP on x·w: (|w| − 1)² for each row, by w: 2 (1 − 1/|w|) w.
    const step = compiled((input: tf.Tensor2D) => {
      const { value, gradients, slopes } = gradientTape(() => {
        const { gradients: slopes } = gradientTape(() => input.matMul(w).sum(), input);
        return { loss: slopes.square().sum(1).sqrt().sub(1).square().mean() as tf.Scalar, slopes };
      }, [w]);
      return { value, gradients: Object.values(gradients), slopes };
    });
    const { value, gradients, slopes } = step(x());
    expect(numbers(value)[0]).toBeCloseTo((Math.SQRT2 - 1) ** 2, 5);
    expect(numbers(gradients[0])[0]).toBeCloseTo(2 * (1 - Math.SQRT1_2), 5);
    expect(numbers(slopes)).toEqual([1, -1, 1, -1]);
  });

  it("differentiates twice by the same tensor", () => {
    const second = compiled(
      (input: tf.Tensor) =>
        gradientTape(() => gradientTape(() => input.pow(3).sum(), input).gradients.sum(), input).gradients,
    );
    expect(numbers(second(tf.tensor1d([1, 2])))[1]).toBeCloseTo(12, 4);
  });

  it("leaves no tensor but what it gives, and none in tf.tidy", () => {
    const step = compiled((input: tf.Tensor2D) => {
      const { value, gradients, logits } = gradientTape(() => {
        const logits = input.matMul(w);
        return { loss: logits.square().mean(), logits };
      }, [w]);
      return { value, gradients, logits };
    });
    const input = x();
    tf.dispose(step(input));
    const before = tf.memory().numTensors;
    const given = step(input);
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose(given as unknown as tf.TensorContainer);
    tf.tidy(() => {
      step(input);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, (input: tf.Tensor2D) => unknown, RegExp]>([
    [
      "a loss of several numbers",
      (input) => gradientTape(() => input.matMul(w), [w]),
      /one number, found a tensor of shape \[2, 1\].*loss\.mean\(\)/s,
    ],
    ["no loss", () => gradientTape((() => undefined) as never, [w]), /found undefined.*return a scalar/s],
    [
      "an object without a loss",
      (input) => gradientTape((() => ({ logits: input.matMul(w) })) as never, [w]),
      /found an object with logits/,
    ],
    [
      "an async function",
      () => gradientTape((async () => w.sum()) as never, [w]),
      /is async.*without async/s,
    ],
    [
      "a loss of whole numbers",
      (input) => gradientTape(() => input.matMul(w).argMax(0).sum(), [w]),
      /int32 \[\]\) has no gradient/,
    ],
    [
      "a name of the tape's own",
      () => gradientTape((() => ({ loss: w.sum(), gradients: 1 })) as never, [w]),
      /"gradients" cannot come back/,
    ],
    ["no sources", () => gradientTape(() => w.sum(), []), /list of sources is empty.*trainableWeights/s],
    ["a source that is no tensor", () => gradientTape(() => w.sum(), [w, 3 as never]), /source 2 is 3/],
    [
      "a source of whole numbers",
      (input) => {
        const whole = input.toInt();
        return gradientTape(() => whole.sum().toFloat(), [whole]);
      },
      /source 1 \(int32 \[2, 2\]\).*toFloat/s,
    ],
    [
      "a tensor that the loss does not depend on",
      (input) => {
        const copy = input.clone();
        return gradientTape(() => copy.sum(), [copy, input]);
      },
      /does not depend on source 2 \(float32 \[2, 2\]\)/,
    ],
    [
      "a variable that the loss does not depend on",
      (input) => gradientTape(() => input.sum(), [w]),
      /does not depend on the variable/,
    ],
    [
      "an operation without a gradient",
      (input) => gradientTape(() => input.matMul(w).stridedSlice([0, 0], [2, 1], [1, 1]).sum(), [w]),
      /computed by StridedSlice, which has no gradient/,
    ],
  ])("refuses %s, and leaves nothing behind", (_name, program, message) => {
    const input = x();
    const before = tf.memory().numTensors;
    expect(() =>
      tf.tidy(() => {
        compiled(program)(input);
      }),
    ).toThrow(message);
    expect(() =>
      tf.tidy(() => {
        compiled(program)(input);
      }),
    ).toThrow(GradientError);
    expect(tf.memory().numTensors).toBe(before);
    expect(numbers(gradientTape(() => input.sum(), input).gradients)).toEqual([1, 1, 1, 1]);
  });

  it("tells of a tensor that it freed, and how to keep it", () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
    const lossOf = new losses.SparseCategoricalCrossentropy({ fromLogits: true });
    const accuracy = new metrics.SparseCategoricalAccuracy();
    const step = compiled((input: tf.Tensor, labels: tf.Tensor) => {
      let logits: tf.Tensor | undefined;
      const { value } = gradientTape(() => {
        logits = call(model, input, { training: true });
        return lossOf(labels, logits);
      }, model.trainableWeights);
      accuracy.updateState(labels, logits as tf.Tensor);
      return value;
    });
    const run = () => step(tf.ones([8, 4]), tf.zeros([8], "int32"));
    expect(run).toThrow(expect.objectContaining({ name: "DisposedTensorError" }));
    expect(run).toThrow(
      /Tensor is disposed: this tensor, float32 \[8, 3\], was made inside gradientTape.*gradientTape\(\(\) => \(\{ loss, logits \}\)\)/s,
    );
    model.dispose();
  });
});

describe("gradientTape", () => {
  it("leaves out variables that are not trainable, and those that the loss does not depend on", () => {
    const [used, unused, frozen] = [true, true, false].map((trainable) =>
      tf.variable(tf.scalar(2), trainable),
    ) as [tf.Variable, tf.Variable, tf.Variable];
    const { gradients } = gradientTape(() => used.mul(frozen).asScalar(), [used, unused, frozen]);
    expect(Object.keys(gradients)).toEqual([used.name]);
    tf.dispose([used, unused, frozen]);
  });

  it("sees what a traced function computes inside it", () => {
    const input = tf.tensor1d([1, 2, 3]);
    const squared = tfFunction((one: tf.Tensor) => one.square());
    expect(numbers(gradientTape(() => squared.sync(input).sum(), input).gradients)).toEqual([2, 4, 6]);
  });

  it("differentiates by what a traced function gave", async () => {
    const doubled = await tfFunction((one: tf.Tensor) => one.mul(2))(tf.tensor1d([1, 2]));
    expect(numbers(gradientTape(() => doubled.square().sum(), doubled).gradients)).toEqual([4, 8]);
  });

  it("gives back tensors from outside, and tensors that the program keeps, as they are", () => {
    const input = tf.tensor1d([1, 2]);
    const { same, kept } = tf.tidy(() => {
      const { same, kept } = gradientTape(
        () => ({ loss: input.sum(), same: input, kept: tf.keep(input.mul(2)) }),
        input,
      );
      return { same, kept };
    });
    expect(same).toBe(input);
    tf.tidy(() => gradientTape(() => ({ loss: input.sum(), same: input }), input) && undefined);
    expect([numbers(input), numbers(kept)]).toEqual([
      [1, 2],
      [2, 4],
    ]);
  });

  it("gives back probabilities from which a loss can be computed later", () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 2, inputShape: [2], activation: "softmax" })],
    });
    const lossOf = new losses.SparseCategoricalCrossentropy();
    const labels = tf.tensor1d([0, 1], "int32");
    const { value, probabilities } = gradientTape(() => {
      const probabilities = call(model, x(), { training: true });
      return { loss: lossOf(labels, probabilities), probabilities };
    }, model.trainableWeights);
    expect(numbers(lossOf(labels, probabilities))[0]).toBeCloseTo(numbers(value)[0] as number, 5);
    model.dispose();
  });
});
