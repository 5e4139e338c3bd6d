/** Keras's guide "Writing a training loop from scratch". */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { call, gradientTape, losses, metrics, optimizers } from "../../../src/training";
import { type Compile, clusters, type Measured, numberOf, runBothWays } from "./ways";

const classifier = (options: { l2?: number } = {}) =>
  tf.sequential({
    layers: [
      tf.layers.dense({
        units: 16,
        activation: "relu",
        inputShape: [4],
        ...(options.l2 ? { kernelRegularizer: tf.regularizers.l2({ l2: options.l2 }) } : {}),
      }),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 3 }),
    ],
  });

/** Train and validation loop, with a metric each. */
async function loopWithMetrics(compile: Compile): Promise<Measured> {
  const model = classifier();
  const optimizer = new optimizers.Adam({ learningRate: 0.01 });
  const lossFn = new losses.SparseCategoricalCrossentropy({ fromLogits: true });
  const trainMetric = new metrics.SparseCategoricalAccuracy();
  const validationMetric = new metrics.SparseCategoricalAccuracy();
  const [train, validation] = [clusters(96), clusters(30)];
  const trainDataset = Dataset.fromTensorSlices([train.x, train.y]).shuffle(96, { seed: 3 }).batch(16);
  const validationDataset = Dataset.fromTensorSlices([validation.x, validation.y]).batch(16);

  const trainStep = compile((x: tf.Tensor, y: tf.Tensor) => {
    const { value, gradients, logits } = gradientTape(() => {
      const logits = call(model, x, { training: true });
      return { loss: lossFn(y, logits), logits };
    }, model.trainableWeights);
    optimizer.applyGradients(gradients);
    trainMetric.updateState(y, logits);
    return value;
  });
  const testStep = compile((x: tf.Tensor, y: tf.Tensor) => {
    const logits = call(model, x, { training: false });
    validationMetric.updateState(y, logits);
    return [];
  });

  const measured = { loss: [] as number[], accuracy: [] as number[], val_accuracy: [] as number[] };
  for (let epoch = 0; epoch < 4; epoch++) {
    for await (const [x, y] of trainDataset) measured.loss.push(numberOf(trainStep(x, y)));
    measured.accuracy.push(trainMetric.result());
    trainMetric.resetState();
    for await (const [x, y] of validationDataset) testStep(x, y);
    measured.val_accuracy.push(validationMetric.result());
    validationMetric.resetState();
  }
  return measured;
}

/** "Low-level handling of losses tracked by the model". */
async function loopWithModelLosses(compile: Compile): Promise<Measured> {
  const model = classifier({ l2: 0.01 });
  const optimizer = new optimizers.SGD({ learningRate: 0.05 });
  const lossFn = new losses.SparseCategoricalCrossentropy({ fromLogits: true });
  const { x, y } = clusters(48);
  const trainStep = compile((x: tf.Tensor, y: tf.Tensor) => {
    const { value, gradients, penalty } = gradientTape(() => {
      const logits = call(model, x, { training: true });
      const penalty = tf.addN(model.calculateLosses()) as tf.Scalar;
      return { loss: lossFn(y, logits).add(penalty), penalty };
    }, model.trainableWeights);
    optimizer.applyGradients(gradients);
    return { value, penalty };
  });
  const measured = { loss: [] as number[], penalty: [] as number[] };
  for (let step = 0; step < 20; step++) {
    const { value, penalty } = trainStep(x, y);
    measured.loss.push(numberOf(value));
    measured.penalty.push(numberOf(penalty));
  }
  return measured;
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe("a training loop from scratch", () => {
  it("trains and validates with the logits of the tape, as graphs with the same numbers", async () => {
    const { loss, accuracy, val_accuracy } = await runBothWays(loopWithMetrics);
    expect(mean(loss?.slice(-6) ?? [])).toBeLessThan(0.6 * mean(loss?.slice(0, 6) ?? []));
    expect(accuracy?.at(-1)).toBeGreaterThan(0.85);
    expect(val_accuracy?.at(-1)).toBeGreaterThan(0.9);
  });

  it("adds the losses of the model's regularizers", async () => {
    const { loss, penalty } = await runBothWays(loopWithModelLosses);
    expect(penalty?.[0]).toBeGreaterThan(0);
    expect(loss?.at(-1)).toBeLessThan(0.8 * (loss?.[0] as number));
  });

  it("leaves no tensor behind", async () => {
    await runBothWays(async (compile) => {
      const model = classifier();
      const optimizer = new optimizers.Adam();
      const accuracy = new metrics.SparseCategoricalAccuracy();
      const lossFn = new losses.SparseCategoricalCrossentropy({ fromLogits: true });
      const { x, y } = clusters(12);
      const step = compile(() => {
        const { value, gradients, logits } = gradientTape(() => {
          const logits = call(model, x, { training: true });
          return { loss: lossFn(y, logits), logits };
        }, model.trainableWeights);
        optimizer.applyGradients(gradients);
        accuracy.updateState(y, logits);
        return value;
      });
      step().dispose();
      const before = tf.memory().numTensors;
      for (let round = 0; round < 5; round++) step().dispose();
      return { leaked: [tf.memory().numTensors - before] };
    }).then(({ leaked }) => expect(leaked).toEqual([0]));
  });
});
