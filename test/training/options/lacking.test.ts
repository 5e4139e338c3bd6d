/** Options of Keras that trainbook lacks: a file with the default is read, with another value it is said. */
import { ModelFileError } from "../../../src/saving";
import { optimizers, schedules } from "../../../src/training";
import { compileConfigOf, compileOptionsFrom } from "../../../src/training/modelFiles/compileConfig";
import { Schedule } from "../../../src/training/schedules";

const sgd = { module: "keras.optimizers", class_name: "SGD", config: { learning_rate: 0.1 } };
const metric = (class_name: string, config: object) =>
  compileOptionsFrom({
    optimizer: sgd,
    loss: "mse",
    metrics: [{ module: "keras.metrics", class_name, config: config as never }],
  });
const optimizer = (config: object) =>
  compileOptionsFrom({ optimizer: { ...sgd, config: { ...sgd.config, ...config } }, loss: "mse" });

it.each([
  ["MeanIoU", { num_classes: 3, ignore_class: null, axis: -1, dtype: "float32" }],
  ["R2Score", { num_regressors: 0 }],
  ["SparseTopKCategoricalAccuracy", { k: 2, from_sorted_ids: false }],
  ["AUC", { num_labels: 3, multi_label: true }],
])("%s(%j) is read", (name, config) => {
  expect(metric(name, config).metrics).toHaveLength(1);
});

it.each([
  ["MeanIoU", { num_classes: 3, ignore_class: 2 }, /MeanIoU has ignore_class 2, which ours lacks/],
  ["R2Score", { num_regressors: 2 }, /num_regressors 2/],
  ["SparseTopKCategoricalAccuracy", { from_sorted_ids: true }, /from_sorted_ids true/],
  ["AUC", { brand_new: 1 }, /brand_new 1/],
  ["MeanMetricWrapper", { fn: "mse" }, /no metric "MeanMetricWrapper"/],
])("%s(%j) is refused in words", (name, config, message) => {
  expect(() => metric(name, config)).toThrow(ModelFileError);
  expect(() => metric(name, config)).toThrow(message);
});

it("an optimizer's options that change nothing are left aside", () => {
  const neutral = {
    use_ema: false,
    ema_momentum: 0.99,
    loss_scale_factor: null,
    name: "sgd",
    decay: 0,
    jit_compile: true,
  };
  expect(optimizer(neutral).optimizer).toBeInstanceOf(optimizers.SGD);
});

it.each([{ decay: 0.1 }, { use_ema: true }, { loss_scale_factor: 4 }, { gradient_accumulation_steps: 2 }])(
  "an optimizer with %j is refused in words",
  (config) => {
    const [name = ""] = Object.keys(config);
    expect(() => optimizer(config)).toThrow(ModelFileError);
    expect(() => optimizer(config)).toThrow(name);
  },
);

it("a custom schedule is not saved as one of Keras's", () => {
  class Halving extends Schedule {
    at(step: number) {
      return 0.5 ** step;
    }
    getConfig() {
      return {};
    }
  }
  const save = () =>
    compileConfigOf({ loss: "mse" }, new optimizers.SGD({ learningRate: new Halving() }), { isH5: false });
  expect(save).toThrow(/Halving, a custom class, cannot be saved/);
});

it("Keras's CosineDecay without a warm-up is read", () => {
  const learning_rate = {
    module: "keras.optimizers.schedules",
    class_name: "CosineDecay",
    config: { initial_learning_rate: 0.1, decay_steps: 10, warmup_target: null, warmup_steps: 0, name: "x" },
  };
  const read = optimizer({ learning_rate }).optimizer as InstanceType<typeof optimizers.SGD>;
  expect(read.schedule).toBeInstanceOf(schedules.CosineDecay);
});
