/** Each loop measures for itself: what a training has summed up is not mixed with a validation's, or with another model's. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, fit, metrics, predict } from "../../../src/training";

const silent = { verbose: 0 } as const;
const always = [true, false];

/** Predicts 0.5 at first, whatever comes in. */
function undecided(metric: InstanceType<typeof metrics.TruePositives>, optimizer = "sgd"): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 1, inputShape: [2], activation: "sigmoid", kernelInitializer: "zeros" }),
    ],
  });
  model.compile({ optimizer: optimizer as "sgd", loss: "binary_crossentropy", metrics: [metric] });
  return model;
}

const x = tf.zeros([64, 2]);
const [positive, negative] = [tf.ones([64, 1]), tf.zeros([64, 1])];

describe.each(always)("a metric object, runEagerly %s", (runEagerly) => {
  // keras 3.15.1: history.history of the same model and data.
  it("begins its validation with no sample of the training", async () => {
    const { history } = await fit(undecided(new metrics.TruePositives()), x, positive, {
      ...{ epochs: 2, batchSize: 8, runEagerly, validationData: [x, negative], ...silent },
    });
    expect(history.true_positives).toEqual([56, 64]);
    expect(history.val_true_positives).toEqual([0, 0]);
  });

  it("begins an evaluate after fit with no sample of the training", async () => {
    const model = undecided(new metrics.TruePositives());
    await fit(model, x, positive, { batchSize: 4, runEagerly, ...silent });
    expect((await evaluate(model, x, negative, { runEagerly, ...silent })).true_positives).toBe(0);
  });

  // Keras logs 0.375 here: its evaluate resets the sums of the training that it interrupts.
  it("keeps what it has summed up while a callback evaluates and predicts", async () => {
    const model = undecided(new metrics.TruePositives());
    const seen: (number | undefined)[] = [];
    const onTrainBatchEnd = async (batch: number, logs: Record<string, number>) => {
      seen.push(logs.true_positives);
      if (batch !== 1) return;
      await evaluate(model, x, negative, { runEagerly, ...silent });
      (await predict(model, x, silent)).dispose();
    };
    const { history } = await fit(model, x, positive, {
      ...{ batchSize: 16, shuffle: false, runEagerly, callbacks: { onTrainBatchEnd }, ...silent },
    });
    expect(seen).toEqual([0, 16, 32, 48]);
    expect(history.true_positives).toEqual([48]);
  });

  it("is shared by two models whose trainings interleave", async () => {
    const shared = new metrics.TruePositives();
    const [one, other] = [undecided(shared), undecided(shared)];
    const options = { batchSize: 8, runEagerly, ...silent };
    const histories = await Promise.all([
      fit(one, x, positive, { ...options, epochs: 3 }),
      fit(other, x, negative, { ...options, epochs: 3 }),
    ]);
    expect(histories.map(({ history }) => history.true_positives)).toEqual([
      [56, 64, 64],
      [0, 0, 0],
    ]);
  });

  it("begins a second fit with no sample of the first", async () => {
    const model = undecided(new metrics.TruePositives());
    const counts = async () =>
      (await fit(model, x, positive, { batchSize: 8, runEagerly, ...silent })).history.true_positives;
    expect([await counts(), await counts()]).toEqual([[56], [64]]);
  });
});

it("two evaluations of one model at once keep their sums apart", async () => {
  const model = undecided(new metrics.TruePositives());
  const options = { batchSize: 8, runEagerly: true, ...silent };
  const results = await Promise.all([
    evaluate(model, x, tf.zeros([64, 1]), options),
    evaluate(model, tf.ones([64, 2]), positive, { ...options, batchSize: 4 }),
  ]);
  expect(results.map((logs) => logs.true_positives)).toEqual([0, 0]);
});

// Keras 3.15.1 mixes the two: a_e and b_e are 0.5 each.
it("a metric object given for two outputs measures each by itself", async () => {
  const input = tf.input({ shape: [1] });
  const head = (name: string, kernelInitializer: "ones" | "zeros") =>
    tf.layers.dense({ units: 1, name, kernelInitializer }).apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: [head("a", "ones"), head("b", "zeros")] });
  const error = new metrics.MeanAbsoluteError({ name: "e" });
  model.compile({
    optimizer: "sgd",
    loss: "mse",
    metrics: { a: error, b: error },
    weightedMetrics: { a: error },
  });
  const targets = { a: tf.zeros([4, 1]), b: tf.zeros([4, 1]) };
  const logs = await evaluate(model, tf.ones([4, 1]), targets, {
    sampleWeight: { a: tf.tensor1d([1, 0, 0, 0]), b: tf.ones([4]) },
    ...silent,
  });
  expect(logs).toMatchObject({ a_e: 1, b_e: 0, a_weighted_e: 1 });
});

it("a validation's AUC is what evaluate finds after the epoch", async () => {
  const model = undecided(new metrics.AUC() as never, "adam");
  const inputs = tf.randomNormal([64, 2], 0, 1, "float32", 3);
  const labels = tf.tidy(() => inputs.sum(1, true).greater(0).toFloat());
  const [later, laterLabels] = [inputs.slice([32, 0], [32, 2]), labels.slice([32, 0], [32, 1])];
  const evaluated: (number | undefined)[] = [];
  const onEpochEnd = async () => {
    evaluated.push((await evaluate(model, later, laterLabels, silent)).auc);
  };
  const { history } = await fit(model, inputs, labels, {
    ...{ epochs: 4, batchSize: 8, validationSplit: 0.5, callbacks: { onEpochEnd }, ...silent },
  });
  expect(history.val_auc).toEqual(evaluated);
});

describe("a metric object's own result", () => {
  it("is what the last loop has logged, where nobody updated it by hand", async () => {
    const metric = new metrics.TruePositives();
    const model = undecided(metric);
    await fit(model, x, positive, { batchSize: 8, ...silent });
    expect(metric.result()).toBe(56);
    await evaluate(model, x, negative, silent);
    expect(metric.result()).toBe(0);
  });

  it("counts what was updated by hand, in a callback too, and leaves the training alone", async () => {
    const metric = new metrics.TruePositives();
    const byHand = () => metric.updateState(tf.ones([3, 1]), tf.ones([3, 1]));
    const model = undecided(metric);
    const { history } = await fit(model, x, positive, {
      ...{ batchSize: 16, callbacks: { onTrainBatchEnd: byHand }, ...silent },
    });
    expect(history.true_positives).toEqual([48]);
    expect(metric.result()).toBe(12);
    metric.resetState();
    expect(metric.result()).toBe(0);
  });
});

it("a metric class that keeps state in fields of its own is reset with each epoch", async () => {
  class Batches extends metrics.Mean {
    private seen = 0;
    override updateState(): void {
      this.seen += 1;
    }
    override results(): number[] {
      return [this.seen];
    }
    override resetState(): void {
      super.resetState();
      this.seen = 0;
    }
  }
  const model = undecided(new Batches({ name: "batches" }) as never);
  const options = { epochs: 3, batchSize: 16, runEagerly: true, ...silent };
  expect((await fit(model, x, positive, options)).history.batches).toEqual([4, 4, 4]);
});
