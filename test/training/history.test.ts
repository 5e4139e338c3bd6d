/** The history that `fit` returns, as a cell's value. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { displaySymbol } from "../../src/display";
import { fit, History, losses, metrics } from "../../src/training";

it("is a table of the metrics of each epoch, counted from 1 as fit prints them", async () => {
  const history = new History();
  await history.onEpochEnd(0, { loss: 0.5, accuracy: 0.75 });
  await history.onEpochEnd(1, { loss: 0.25, accuracy: 0.875 });
  const bundle = history[displaySymbol]();
  expect(bundle["text/plain"]).toBe("epoch  loss  accuracy\n    1  0.50     0.750\n    2  0.25     0.875");
  expect(bundle["text/html"]).toContain("<table>");
});

it("has what was measured every second epoch beside that epoch", async () => {
  const history = new History();
  for (const epoch of [0, 1, 2, 3]) {
    await history.onEpochEnd(epoch, { loss: 4 - epoch, ...(epoch % 2 === 1 ? { val_loss: 5 - epoch } : {}) });
  }
  expect(history[displaySymbol]()["text/plain"]).toBe(
    [
      "epoch  loss  val_loss",
      "    1     4",
      "    2     3         4",
      "    3     2",
      "    4     1         2",
    ].join("\n"),
  );
});

it("says so where there is no epoch", () => {
  expect(new History()[displaySymbol]()).toEqual({ "text/plain": "History of no epoch" });
});

it("has what was measured in some epochs beside these, whatever their rhythm", async () => {
  const history = new History();
  for (const epoch of [4, 5, 6, 7]) {
    await history.onEpochEnd(epoch, { loss: 8 - epoch, ...(epoch % 3 === 0 ? { val_loss: epoch } : {}) });
  }
  expect(history.measuredIn).toEqual({ loss: [4, 5, 6, 7], val_loss: [6] });
  expect(history[displaySymbol]()["text/plain"]).toBe(
    ["epoch  loss  val_loss", "    5     4", "    6     3", "    7     2         6", "    8     1"].join(
      "\n",
    ),
  );
});

it("knows in which epochs a resumed training measured", async () => {
  const [cut, resumed] = [new History(), new History()];
  await cut.onEpochEnd(0, { loss: 2 });
  await resumed.restoreState(JSON.parse(JSON.stringify(cut.saveState())));
  await resumed.onEpochEnd(1, { loss: 1, val_loss: 1 });
  expect(resumed.measuredIn).toEqual({ loss: [0, 1], val_loss: [1] });
});

it("forgets the last training when another begins", async () => {
  const history = new History();
  await history.onEpochEnd(0, { loss: 2 });
  await history.onTrainBegin();
  expect([history.epoch, history.history, history.measuredIn, history.directions]).toEqual([[], {}, {}, {}]);
});

const x = tf.tensor2d([[0], [1]]);

it("knows of fit's metrics whether more or less is better, by what they are and not what they are called", async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  const own = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.sub(yTrue, yPred).square().mean(-1);
  model.compile({
    optimizer: "sgd",
    loss: "mse",
    metrics: [
      new metrics.MeanAbsoluteError({ name: "score" }),
      new metrics.R2Score({ name: "loss_of_nothing" }),
      new losses.Huber() as never,
      own as never,
    ],
  });
  const { directions, history } = await fit(model, x, x, { epochs: 1, verbose: 0, validationData: [x, x] });
  expect(directions).toEqual({ score: "down", loss_of_nothing: "up", huber_loss: "down" });
  expect(Object.keys(history)).toContain("val_score");
});

it("knows them of each output, by their names in logs", async () => {
  const input = tf.input({ shape: [1] });
  const outputs = ["a", "b"].map(
    (name) => tf.layers.dense({ units: 1, name }).apply(input) as tf.SymbolicTensor,
  );
  const model = tf.model({ inputs: input, outputs });
  model.compile({
    optimizer: "sgd",
    loss: "mse",
    metrics: [["mae"], [new metrics.R2Score({ name: "fit" })]] as never,
  });
  const { directions } = await fit(model, x, [x, x] as never, { epochs: 1, verbose: 0 });
  expect(directions).toEqual({ a_mae: "down", b_fit: "up" });
});

it("has the epochs of validationFreq and of logs that begin late", async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss: "mse" });
  const { measuredIn, history, epoch } = await fit(model, x, x, {
    epochs: 10,
    initialEpoch: 2,
    verbose: 0,
    validationData: [x, x],
    validationFreq: [4, 9],
  });
  expect(measuredIn).toEqual({ loss: epoch, val_loss: [3, 8] });
  expect(history.val_loss).toHaveLength(2);
});
