/** Twenty models train as graphs as they do operation by operation; the largest differences are printed. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";
import { call, fit, gradientTape, optimizers } from "../../../src/training";
import { type Animal, SAMPLES, zoo } from "./zoo";

const SEED = 11;
const STEPS = 20;

const table: string[] = [];
afterAll(() => process.stdout.write(`\nLargest differences between graph and eager:\n${table.join("\n")}\n`));

function made(name: string): Animal {
  setSeed(SEED);
  return (zoo[name] as () => Animal)();
}

/** Each epoch is one batch: its loss is that of a step. */
async function lossesOf(name: string, optimizer: tf.Optimizer, runEagerly: boolean): Promise<number[]> {
  const { model, x, y, compile } = made(name);
  model.compile({ ...compile, optimizer });
  setSeed(SEED);
  const { history } = await fit(model, x, y, {
    ...{ epochs: STEPS, batchSize: SAMPLES, shuffle: false, verbose: 0, runEagerly },
  });
  return history.loss as number[];
}

const largest = (numbers: number[]) => Math.max(...numbers);

async function differences(name: string, optimizer: () => tf.Optimizer): Promise<number[]> {
  const eager = await lossesOf(name, optimizer(), true);
  const compiled = await lossesOf(name, optimizer(), false);
  return compiled.map((loss, step) => Math.abs(loss - (eager[step] as number)));
}

/** Of the sum of squares of all outputs. */
function largestGradientDifference(name: string): number {
  const { model, x } = made(name);
  const weights = model.trainableWeights;
  const gradientsOf = (inputs: tf.Tensor[]) => {
    const loss = () => {
      const outputs = [
        call(model, inputs.length === 1 ? (inputs[0] as tf.Tensor) : inputs, { training: true }),
      ].flat();
      return tf.addN(outputs.map((output) => output.square().mean())) as tf.Scalar;
    };
    return gradientTape(loss, weights).gradients;
  };
  const inputs = [x].flat();
  setSeed(SEED);
  const eager = gradientsOf(inputs);
  setSeed(SEED);
  const compiled = tfFunction(gradientsOf).sync(inputs);
  const sizeOf = (gradient: tf.Tensor) => gradient.abs().max().dataSync()[0] as number;
  // Where nothing depends on a variable, as on a bias before a normalization, its gradient is rounding alone.
  const largestOfAll = largest(Object.values(eager).map(sizeOf));
  return largest(
    Object.entries(eager).map(([variable, gradient]) => {
      const size = sizeOf(gradient);
      const scale = size > 1e-5 * largestOfAll ? size : largestOfAll;
      const other = compiled[variable] as tf.Tensor;
      return (gradient.sub(other).abs().max().dataSync()[0] as number) / scale;
    }),
  );
}

it("the zoo has twenty models", () => {
  expect(Object.keys(zoo)).toHaveLength(20);
});

describe.each(Object.keys(zoo))(`%s (seed ${SEED})`, (name) => {
  it("has the same gradients, and the same losses over twenty steps", async () => {
    const gradients = largestGradientDifference(name);
    const sgd = await differences(name, () => new optimizers.SGD({ learningRate: 0.01 }));
    const adam = await differences(name, () => new optimizers.Adam());
    const found = { first: sgd[0] as number, gradients, sgd: largest(sgd), adam: largest(adam) };
    table.push(
      `${name.padEnd(42)} ${Object.entries(found)
        .map(([what, value]) => `${what} ${value.toExponential(1)}`)
        .join("  ")}`,
    );
    expect(found.first).toBeLessThan(1e-6);
    expect(found.gradients).toBeLessThan(1e-5);
    expect(found.sgd).toBeLessThan(1e-5);
    expect(found.adam).toBeLessThan(1e-3);
  }, 60_000);
});
