/** The checks of exercise 1: Fashion-MNIST, a network with at least two convolution layers, ten epochs. */
import { aboutHistory, logsVerdict } from "./historyChecks";
import { round, shapeText } from "./numbers";
import { tensorFlow } from "./tensorFlow";
import { failed, notAttempted, passed, type Verdict } from "./verdict";
import type { Work } from "./work";

/** The brightest pixel of images that were scaled twice is 1/255. */
const DIM = 0.01;

/** Is `xTrain` [n, 28, 28, 1], from 0 to 1? The raw images that the notebook hands over count as not attempted. */
export function images({ values }: Work): Verdict {
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
  return low >= 0 && high > 0 && high <= 1
    ? passed()
    : failed("imagesRange", { low: round(low), high: round(high) });
}

const epochsAsked = 10;

/** Does the history hold loss and accuracy for ten epochs? More are welcome. */
export const epochs = aboutHistory((history) => {
  const count = history.epoch.length;
  return count < epochsAsked ? failed("tooFewEpochs", { count }) : logsVerdict(history, ["loss", "accuracy"]);
});

/** Is the last epoch's loss below the first's? */
export const learning = aboutHistory((history) => {
  const there = logsVerdict(history, ["loss"]);
  if (there.status !== "passed") return there;
  const loss = history.history.loss as number[];
  const [first = 0, last = 0] = [loss[0], loss.at(-1)];
  return last < first ? passed() : failed("lossRose", { first: round(first), last: round(last) });
});

/** Does the history hold validation loss and accuracy for every epoch? */
export const validation = aboutHistory((history) => logsVerdict(history, ["val_loss", "val_accuracy"]));
