/** Three loops that call good and failing functions at once: none disturbs another, in order, and nothing is left over. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";
import { gradientTape, optimizers } from "../../src/training";
import { randomFrom } from "./randomFunction";

const CALLS_OF_LOOP = Math.ceil(Number(process.env.TRAINBOOK_CASES ?? 600) / 3);

/** The functions of a loop: they count in its own variable, and in one common to all loops. */
function functionsOf(own: tf.Variable, common: tf.Variable) {
  const weight = tf.tidy(() => tf.variable(tf.ones([4, 1])));
  const sgd = new optimizers.SGD({ learningRate: 0.001 });
  const good = [
    tfFunction((by: tf.Tensor) => {
      own.assign(own.add(by));
      common.assign(common.add(by));
      return own.mul(1);
    }),
    tfFunction((by: tf.Tensor) => {
      const { value, gradients } = gradientTape(() => by.mul(weight).square().mean().asScalar(), [weight]);
      sgd.applyGradients(gradients);
      own.assign(own.add(by));
      common.assign(common.add(by));
      return own.add(value.mul(0));
    }),
  ];
  const failing: { fn: (by: tf.Tensor) => Promise<unknown>; message: RegExp }[] = [
    {
      fn: tfFunction((by: tf.Tensor) => {
        own.assign(own.add(100));
        return by.matMul(by as tf.Tensor2D);
      }),
      message: /Shape must be/,
    },
    {
      fn: tfFunction((by: tf.Tensor) => {
        common.assign(common.add(100));
        return tf.gather(tf.tensor1d([1, 2]), by.toInt().add(tf.scalar(7, "int32")).reshape([1]));
      }),
      message: /indices/,
    },
    { fn: tfFunction((by: tf.Tensor) => by.dataSync()), message: /values are read/ },
    {
      fn: tfFunction(() => {
        throw new RangeError("the program's own");
      }),
      message: /the program's own/,
    },
  ];
  const dispose = () => {
    weight.dispose();
    sgd.dispose();
  };
  return { good, failing, dispose };
}

it("calls of three loops come in order, fail alone, and leave no tensor", async () => {
  const common = tf.variable(tf.scalar(0));
  let sum = 0;
  const loop = async (seed: number, calls: number) => {
    const random = randomFrom(seed);
    const own = tf.tidy(() => tf.variable(tf.scalar(0)));
    const functions = functionsOf(own, common);
    let expected = 0;
    for (let call = 0; call < calls; call++) {
      const by = tf.scalar(1 + random(3));
      const [value] = by.dataSync();
      if (random(4) > 0) {
        expected += value as number;
        sum += value as number;
        const result = await (functions.good[random(2)] as (typeof functions.good)[number])(by);
        expect([seed, call, result.dataSync()[0]]).toEqual([seed, call, expected]);
        result.dispose();
      } else {
        const { fn, message } = functions.failing[random(4)] as (typeof functions.failing)[number];
        await expect(fn(by)).rejects.toThrow(message);
      }
      by.dispose();
    }
    expect(own.dataSync()[0]).toBe(expected);
    own.dispose();
    functions.dispose();
  };
  const before = tf.memory().numTensors;
  await Promise.all([1, 2, 3].map((seed) => loop(seed, CALLS_OF_LOOP)));
  expect(common.dataSync()[0]).toBe(sum);
  expect(tf.memory().numTensors).toBe(before);
  common.dispose();
}, 600_000);
