/** The tutorial that the course follows, row by row: where a learner runs each thing that it teaches. */
import { readCourse } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { readNotebook, sourceOf } from "../../src/kernel";

/** A topic, the notebook and the cell in which it runs, and the code that runs it. */
type Row = [taught: string, notebook: string, cell: string, code: string | RegExp];

const table: Record<string, Row[]> = {
  "the elements of training": [
    ["data: training, validation and test sets", "01-elements", "data", "validation"],
    ["architecture", "01-elements", "architecture", "tf.sequential()"],
    ["loss", "01-elements", "loss", "losses.SparseCategoricalCrossentropy"],
    ["optimizer", "01-elements", "optimizer", "optimizers.SGD"],
    ["metrics", "01-elements", "metrics", "metrics.SparseCategoricalAccuracy"],
    ["the flow chart of training", "01-elements", "flow", "plot.flow()"],
  ],
  "preparing data": [
    ["loading MNIST", "02-preparing-data", "load", "datasets.mnist.loadData()"],
    ["28 × 28 × 1, scaled by 1/255", "02-preparing-data", "scale", "reshape([-1, 28, 28, 1]).div(255)"],
    ["tensors into a dataset", "02-preparing-data", "dataset", "Dataset.fromTensorSlices"],
    ["shuffle", "02-preparing-data", "shuffle", "shuffle(10_000)"],
    ["batch", "02-preparing-data", "batch", "batch(64)"],
  ],
  "building the model": [
    ["the first convolution", "03-building-the-model", "first-layer", "filters: 32, kernelSize: 3"],
    ["pooling", "03-building-the-model", "pooling", "maxPooling2d({ poolSize: 2 })"],
    ["the other convolutions", "03-building-the-model", "deeper", "filters: 64, kernelSize: 3"],
    ["flatten, dense 64, dense 10 softmax", "03-building-the-model", "decision", 'activation: "softmax"'],
    ["the summary", "03-building-the-model", "decision", "model.summary()"],
    ["a drawing of it", "03-building-the-model", "drawing", "plot.model(model)"],
  ],
  compiling: [
    ["the call", "04-compiling", "call", "model.compile("],
    ["every optimizer", "04-compiling", "eight", /"sgd", "rmsprop", "adam"/],
    ["optimizers on one plot", "04-compiling", "eight", "plot.compare"],
    [
      "losses: mse, categorical cross-entropy, …",
      "04-compiling",
      "rows",
      /categorical_crossentropy[\s\S]*mse/,
    ],
    ["metrics: accuracy", "04-compiling", "top-3", '"accuracy"'],
    ["metrics: mse", "04-compiling", "measured", 'metrics: ["mse", "mae"]'],
  ],
  fitting: [
    ["x, y, epochs", "05-fitting", "epochs", "fit(model, x, y, { epochs: 3 })"],
    ["a dataset with validation data", "05-fitting", "dataset", "validationData: validation"],
    ["batch size", "05-fitting", "batch-size", "batchSize"],
    ["callbacks", "05-fitting", "callbacks", "callbacks: {"],
    ["live progress", "00-quickstart", "fit", "live.history()"],
  ],
  "seeing the training": [
    ["curves as it runs", "06-seeing-the-training", "live", "live.history()"],
    ["curves of accuracy and validation", "06-seeing-the-training", "afterwards", "plot.history"],
    ["confusion matrix", "06-seeing-the-training", "confusion", "plot.confusionMatrix"],
    ["wrong predictions as pictures", "06-seeing-the-training", "wrong", "plot.images"],
  ],
  "a custom training loop": [
    ["loss and optimizer as objects", "07-custom-training-loop", "build", "new optimizers.Adam()"],
    ["a gradient tape", "07-custom-training-loop", "make-step", "gradientTape("],
    ["gradients applied", "07-custom-training-loop", "make-step", "applyGradients(gradients)"],
    ["the loop, eager", "07-custom-training-loop", "eager", "train(makeStep("],
    ["the step as a graph", "07-custom-training-loop", "compiled", "tfFunction(makeStep("],
    ["the loss of each epoch", "07-custom-training-loop", "train", "console.log(`epoch"],
  ],
  callbacks: [
    ["ModelCheckpoint, best only", "08-callbacks", "two", /best_model\.keras[\s\S]*saveBestOnly: true/],
    ["EarlyStopping", "08-callbacks", "two", 'monitor: "val_loss", patience: 3'],
    ["fit with both", "08-callbacks", "stopped", "callbacks: [stopping, checkpoint]"],
    ["the best model read again", "08-callbacks", "best", "loadModel("],
  ],
  troubleshooting: [
    ["the loss does not fall: learning rate", "09-when-training-goes-wrong", "rates", "0.00001, 0.001, 1"],
    ["the accuracy jumps: batch size", "09-when-training-goes-wrong", "batches", "[2, 64]"],
    ["overfitting", "09-when-training-goes-wrong", "overfitting", "wide = [256, 256]"],
    [
      "L1, L2, dropout, a smaller model",
      "09-when-training-goes-wrong",
      "regularized",
      /l2[\s\S]*l1[\s\S]*dropout/,
    ],
    ["early stopping", "09-when-training-goes-wrong", "early-stopping", "callbacks.EarlyStopping"],
    ["more data", "09-when-training-goes-wrong", "more-data", "withNoise(y)"],
    ["augmentation", "09-when-training-goes-wrong", "augmentation", ".map("],
    ["slow: a smaller model", "09-when-training-goes-wrong", "slow", "[32, 16, 8]"],
    ["from simple to complex", "09-when-training-goes-wrong", "simple-to-complex", "chart.update"],
    ["a seeded search", "09-when-training-goes-wrong", "draw", "setSeed(7)"],
  ],
  "faster training": [
    ["cache and prefetch", "10-faster-training", "pipelines", "cache().batch(64).prefetch(AUTOTUNE)"],
    ["mixed precision", "10-faster-training", "precision", "mixedPrecision.setGlobalPolicy"],
  ],
  exercises: [
    ["a CNN on Fashion-MNIST, ten epochs", "01-fashion-mnist", "task-4", "epochs: 10"],
    ["accuracy and loss written down", "01-fashion-mnist", "task-5", "evaluate("],
    ["a learning rate that falls", "02-callbacks", "task-1b", "schedules."],
    ["EarlyStopping and ModelCheckpoint", "02-callbacks", "task-2", /EarlyStopping[\s\S]*ModelCheckpoint/],
    ["a custom loop", "03-custom-training-loop", "task-2", "gradientTape("],
    ["compared with fit", "03-custom-training-loop", "task-5", "scores = {"],
  ],
};

const course = readCourse(packageRoot);

describe.each(Object.entries(table))("%s", (_section, rows) => {
  test.each(rows)("%s: %s, cell %s", (_taught, notebook, cell, code) => {
    const source = course.find(({ name }) => name === notebook)?.source;
    if (!source) throw new Error(`there is no notebook ${notebook}`);
    const found = readNotebook(source).cells.find(({ id }) => id === cell);
    expect(found?.cell_type).toBe("code");
    expect(sourceOf(found as never)).toEqual(
      typeof code === "string" ? expect.stringContaining(code) : expect.stringMatching(code),
    );
  });
});
