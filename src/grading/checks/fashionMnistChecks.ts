/** The checks of exercise 1: Fashion-MNIST, a network with at least two convolution layers, ten epochs. */
import { aboutHistory, logsVerdict } from "./historyChecks";
import { round, shapeText } from "./numbers";
import { tensorFlow } from "./tensorFlow";
import { failed, notAttempted, partly, passed, unless, type Verdict } from "./verdict";
import type { Work } from "./work";

/** The brightest pixel of images that were scaled twice is 1/255. */
const DIM = 0.01;

/** Is `xTrain` [n, 28, 28, 1], from 0 to 1? The raw images that the notebook hands over count as not attempted. */
export function images({ values, measured }: Work): Verdict | Promise<Verdict> {
  const { xTrain } = values;
  if (xTrain === undefined) return notAttempted;
  const tfjs = tensorFlow();
  if (!(xTrain instanceof tfjs.Tensor)) return failed("notATensor", { name: "xTrain" });
  if (xTrain.isDisposed) return failed("disposed", { name: "xTrain" });
  if (xTrain.rank === 3 && xTrain.dtype === "int32") return notAttempted;
  const [, ...image] = xTrain.shape;
  if (String(image) !== "28,28,1") return failed("imagesShape", { shape: shapeText(xTrain.shape) });
  const [low = 0, high = 0] = tfjs.tidy(() => [...xTrain.min().dataSync(), ...xTrain.max().dataSync()]);
  if (low >= 0 && high > 0 && high < DIM) return failed("imagesScaledTwice", { high: high.toFixed(4) });
  if (!(low >= 0 && high > 0 && high <= 1))
    return failed("imagesRange", { low: round(low), high: round(high) });
  return unless(measured?.faultOfImages("xTrain"), () => passed());
}

const epochsAsked = 10;

/** Does the history hold loss and accuracy for ten epochs? More are welcome; five are half of it. */
export const epochs = aboutHistory(async (history, { measured }) => {
  const count = history.epoch.length;
  if (count < epochsAsked / 2) return failed("tooFewEpochs", { count });
  const there = logsVerdict(history, ["loss", "accuracy"]);
  if (there.status !== "passed") return there;
  return unless(await measured?.faultOfHistory("model", ["loss", "accuracy"]), () =>
    count < epochsAsked ? partly("tooFewEpochs", { count }) : passed(),
  );
});

/** Is the last epoch's loss below the first's? */
export const learning = aboutHistory(async (history, { measured }) => {
  const there = logsVerdict(history, ["loss"]);
  if (there.status !== "passed") return there;
  const loss = history.history.loss as number[];
  const [first = 0, last = 0] = [loss[0], loss.at(-1)];
  if (loss.length === 1) return failed("oneEpoch");
  if (!(last < first)) return failed("lossRose", { first: round(first), last: round(last) });
  return unless(await measured?.faultOfHistory("model", ["loss"]), () => passed());
});

/** Does the history hold validation loss and accuracy for every epoch? */
export const validation = aboutHistory(async (history, { measured }) => {
  const logs = ["val_loss", "val_accuracy"];
  const there = logsVerdict(history, logs);
  if (there.status !== "passed") return there;
  return unless(await measured?.faultOfHistory("model", logs), () => passed());
});
