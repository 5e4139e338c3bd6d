/** Classes of users beside the tables of trainbook's own: their options are theirs. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { UnknownNameError } from "../../../src/options";
import { KerasOptimizer, Loss, LossError, losses, Metric, MetricError, metrics } from "../../../src/training";
import type { Sums } from "../../../src/training/metrics/metric";
import type { Update } from "../../../src/training/optimizers/optimizer";

interface QuantileOptions {
  quantile?: number;
  name?: string;
}

class QuantileLoss extends Loss {
  constructor(private readonly options: QuantileOptions = {}) {
    super("quantile_loss", options, ["quantile"]);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const { quantile = 0.5 } = this.options;
    const difference = yTrue.sub(yPred);
    return tf.maximum(difference.mul(quantile), difference.mul(quantile - 1)).mean(-1);
  }

  override getConfig() {
    return { ...super.getConfig(), quantile: this.options.quantile ?? 0.5 };
  }
}

class WithinOf extends Metric {
  constructor(private readonly options: { tolerance?: number; name?: string } = {}) {
    super("within", options, { ownOptions: ["tolerance"], direction: "up" });
  }

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor): Sums {
    const { tolerance = 0.1 } = this.options;
    return { hits: yTrue.sub(yPred).abs().lessEqual(tolerance).toFloat().sum(), count: yTrue.size };
  }

  protected value({ hits, count }: Record<string, tf.Tensor>): tf.Tensor {
    return tf.div(hits as tf.Tensor, count as tf.Tensor);
  }
}

class SignDescent extends KerasOptimizer {
  static readonly className = "SignDescent";

  constructor(private readonly options: { learningRate?: number; decay?: number; threshold?: number } = {}) {
    super(options, 0.5);
  }

  slotGroups(): string[][] {
    return [];
  }

  protected update({ variable, gradient, learningRate }: Update): void {
    const { threshold = 0 } = this.options;
    const steps = gradient.sign().mul(gradient.abs().greater(threshold).toFloat());
    variable.assign(variable.sub(steps.mul(learningRate)));
  }
}

describe("a user's loss", () => {
  it("has the options that it lists, and those of all losses", () => {
    const loss = new QuantileLoss({ quantile: 0.9, name: "q" });
    expect(loss.getConfig()).toEqual({ name: "q", reduction: "sum_over_batch_size", quantile: 0.9 });
    const value = tf.tidy(() => loss(tf.tensor2d([[1]]), tf.tensor2d([[0]])).dataSync()[0]);
    expect(value).toBeCloseTo(0.9);
  });

  it("refuses others, with what was meant", () => {
    expect(() => new QuantileLoss({ quantil: 0.9 } as never)).toThrow(/did you mean "quantile"/);
  });
});

describe("a user's metric", () => {
  it("has the options that it lists", () => {
    const metric = new WithinOf({ tolerance: 0.5 });
    expect(metric.name).toBe("within");
    tf.tidy(() => metric.updateState(tf.tensor1d([1, 2]), tf.tensor1d([1.4, 3])));
    expect(metric.result()).toBe(0.5);
    metric.dispose();
  });

  it("refuses others, with what was meant", () => {
    expect(() => new WithinOf({ tolerence: 1 } as never)).toThrow(UnknownNameError);
  });
});

describe("a user's optimizer", () => {
  it("has options of its own, and a default learning rate", () => {
    const optimizer = new SignDescent({ decay: 0.1, threshold: 2 });
    expect(optimizer.learningRate).toBe(0.5);
    const variable = tf.variable(tf.tensor1d([1, 1]));
    tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.tensor1d([3, -1]) }));
    expect(Array.from(variable.dataSync())).toEqual([0.5, 1]);
    tf.dispose([variable]);
  });

  it("refuses Keras's spelling of an option that all optimizers have", () => {
    expect(() => new SignDescent({ learning_rate: 0.1 } as never)).toThrow(/did you mean "learningRate"/);
  });
});

describe("a class that extends one of trainbook's", () => {
  it("has the options of that one", () => {
    class Strict extends losses.Huber {}
    expect(new Strict({ delta: 3 }).getConfig()).toHaveProperty("delta", 3);
    class Best extends metrics.AUC {}
    expect(new Best({ numThresholds: 9 }).getConfig()).toHaveProperty("num_thresholds", 9);
  });
});

describe("values that do not fit are the error of the room", () => {
  it.each([
    [() => new losses.Huber({ reduction: "avg" as never }), LossError, /no reduction "avg"/],
    [() => new losses.Huber({ delta: "1" as never }), LossError, /delta must be a number/],
    [() => new metrics.AUC({ curve: "roc" as never }), MetricError, /no curve "roc".*did you mean "ROC"/s],
    [() => new metrics.F1Score({ average: "macr" as never }), MetricError, /did you mean "macro"/],
    [() => new metrics.AUC({ numThresholds: 1 }), MetricError, /numThresholds must be above 1/],
    [() => new metrics.Precision({ thresholds: [0.5, 2] }), MetricError, /between 0 and 1, found 2/],
    [() => new metrics.FBetaScore({ beta: 0 }), MetricError, /beta must be above 0/],
    [() => new metrics.MeanIoU({} as never), MetricError, /numClasses is missing/],
  ])("%s", (wrong, error, message) => {
    expect(wrong).toThrow(error);
    expect(wrong).toThrow(message);
  });
});

it("the axis of SparseCategoricalCrossentropy is the last one, or refused", () => {
  const batch = () =>
    [
      tf.tensor1d([0, 1]),
      tf.tensor2d([
        [0.9, 0.1],
        [0.2, 0.8],
      ]),
    ] as const;
  const of = (axis: number) =>
    tf.tidy(() => new losses.SparseCategoricalCrossentropy({ axis })(...batch()).dataSync()[0]);
  expect(of(1)).toBe(of(-1));
  expect(() => of(0)).toThrow(/axis 0 is not the last one of predictions of shape \[2, 2\]/);
});
