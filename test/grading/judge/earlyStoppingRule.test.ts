/** The rule of EarlyStopping, replayed: held against the callback itself, on random histories. */
import { callbacks } from "../../../src";
import { SeededRandom } from "../../../src/engine";
import { describedCallback } from "../../../src/grading/evidence/describedValue";
import { stopAfter } from "../../../src/grading/judge/earlyStoppingRule";

interface Case {
  seed: number;
  options: ConstructorParameters<typeof callbacks.EarlyStopping>[0];
  logs: Record<string, number>[];
}

const cases = Array.from({ length: 40 }, (_, seed): Case => {
  const random = new SeededRandom(seed);
  const whole = (limit: number) => Math.floor(random.next() * limit);
  const isUp = random.next() < 0.4;
  const logs = Array.from({ length: 20 }, (_, epoch) => ({
    val_loss: 1 / (1 + epoch) + 0.2 * random.next(),
    val_accuracy: 0.5 + 0.02 * epoch * random.next(),
  }));
  const options = {
    monitor: isUp ? "val_accuracy" : "val_loss",
    mode: isUp ? ("max" as const) : ("min" as const),
    patience: whole(5),
    minDelta: random.next() < 0.3 ? 0.01 : 0,
    startFromEpoch: random.next() < 0.3 ? whole(5) : 0,
    ...(random.next() < 0.3 ? { baseline: isUp ? 0.6 : 0.4 } : {}),
  };
  return { seed, options, logs };
});

test.each(cases)("seed $seed: the rule ends a training where the callback does", ({ options, logs }) => {
  const callback = new callbacks.EarlyStopping(options);
  const model = { stopTraining: false };
  callback.setModel(model as never);
  callback.onTrainBegin();
  let ended: number | undefined;
  for (const [epoch, log] of logs.entries()) {
    callback.onEpochEnd(epoch, log);
    if (!model.stopTraining) continue;
    ended = epoch + 1;
    break;
  }
  expect(stopAfter(describedCallback(callback), logs)).toBe(ended);
});
