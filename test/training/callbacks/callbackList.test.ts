import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { Callback, callbacks, fit, type Logs, MonitorError, UnknownNameError } from "../../../src/training";
import { classifier, separablePoints } from "../loops/smallModel";

const silent = { verbose: 0 } as const;
beforeEach(() => setSeed(1));

describe("callbacks in fit", () => {
  it("may be objects with hooks, which they see as this", async () => {
    const [x, y] = separablePoints(16);
    const counter = {
      epochs: 0,
      onEpochEnd() {
        this.epochs++;
      },
    };
    await fit(classifier(), x, y, { epochs: 3, callbacks: counter, ...silent });
    expect(counter.epochs).toBe(3);
  });

  it("may be instances of plain classes", async () => {
    const [x, y] = separablePoints(16);
    class Counter {
      epochs = 0;
      onEpochEnd() {
        this.epochs++;
      }
    }
    const counter = new Counter();
    await fit(classifier(), x, y, { epochs: 2, callbacks: [counter], ...silent });
    expect(counter.epochs).toBe(2);
  });

  it("may be of tfjs", async () => {
    const [x, y] = separablePoints(64);
    const stopping = tf.callbacks.earlyStopping({ monitor: "loss", patience: 0, minDelta: 100 });
    const { epoch } = await fit(classifier(), x, y, { epochs: 9, callbacks: stopping, ...silent });
    expect(epoch.length).toBeLessThan(4);
  });

  it("are told of batches under the old names too", async () => {
    const [x, y] = separablePoints(16);
    const losses: (number | undefined)[] = [];
    const onBatchEnd = (_batch: number, logs: Logs) => void losses.push(logs.loss);
    await fit(classifier(), x, y, { batchSize: 8, callbacks: { onBatchEnd }, ...silent });
    expect(losses.map((loss) => typeof loss)).toEqual(["number", "number"]);
  });

  it("with a hook that there is not are an error with what was meant", async () => {
    const [x, y] = separablePoints(4);
    const wrong = fit(classifier(), x, y, { callbacks: { onEpochEnded: () => {} } as object, ...silent });
    await expect(wrong).rejects.toThrow(UnknownNameError);
    await expect(wrong).rejects.toThrow(/hook of callbacks "onEpochEnded"[\s\S]*"onEpochEnd"/);
    await expect(fit(classifier(), x, y, { callbacks: { epochEnd: () => {} } as object })).rejects.toThrow(
      /hook of callbacks "epochEnd"/,
    );
  });

  it("of a class with a hook that there is not are one, too", async () => {
    const [x, y] = separablePoints(4);
    class Misspelt extends Callback {
      onEpochFinished(): void {}
    }
    await expect(fit(classifier(), x, y, { callbacks: new Misspelt(), ...silent })).rejects.toThrow(
      /hook of callbacks "onEpochFinished"/,
    );
  });

  it("wait for epochs with validation, where validationFreq leaves some out", async () => {
    const [x, y] = separablePoints(64);
    const stopping = new callbacks.EarlyStopping({ patience: 1, minDelta: 100 });
    const options = {
      epochs: 9,
      validationData: [x, y] as const,
      validationFreq: 2,
      callbacks: stopping,
      ...silent,
    };
    expect((await fit(classifier(), x, y, options)).epoch).toHaveLength(4);
  });

  it("leave the weights of a training that broke off as they are", async () => {
    const [x, y] = separablePoints(16);
    const model = classifier();
    const stopping = new callbacks.EarlyStopping({
      monitor: "loss",
      restoreBestWeights: true,
      mode: "max",
      patience: 9,
    });
    let last: Float32Array | undefined;
    const breaking = {
      onEpochEnd: (epoch: number) => {
        last = model.getWeights()[0]?.dataSync().slice() as Float32Array;
        if (epoch === 3) throw new Error("enough");
      },
    };
    const slow = { callbacks: [stopping, breaking], epochs: 9, ...silent };
    await expect(fit(model, x, y, slow)).rejects.toThrow("enough");
    expect(model.getWeights()[0]?.dataSync()).toEqual(last);
  });

  it("with an option that there is not are an error with what was meant", () => {
    expect(() => new callbacks.EarlyStopping({ patiense: 3 } as object)).toThrow(
      /option of callbacks\.EarlyStopping "patiense"[\s\S]*"patience"/,
    );
  });

  it("that watch what the logs lack are an error with those that there are", async () => {
    const [x, y] = separablePoints(4);
    const stopping = new callbacks.EarlyStopping();
    const training = fit(classifier(), x, y, { callbacks: stopping, ...silent });
    await expect(training).rejects.toThrow(MonitorError);
    await expect(training).rejects.toThrow(/no "val_loss"; they have loss, accuracy[\s\S]*validationData/);
  });

  it("know of a metric whether more or less is better", async () => {
    const [x, y] = separablePoints(64);
    const stopping = new callbacks.EarlyStopping({ monitor: "accuracy", patience: 1, minDelta: 1 });
    expect((await fit(classifier(), x, y, { epochs: 9, callbacks: stopping, ...silent })).epoch).toHaveLength(
      2,
    );
    const unknown = new callbacks.EarlyStopping({ monitor: "learning_rate" });
    const scheduler = new callbacks.LearningRateScheduler((_, rate) => rate);
    await expect(
      fit(classifier(), x, y, { epochs: 2, callbacks: [scheduler, unknown], ...silent }),
    ).rejects.toThrow(/less or more of "learning_rate"[\s\S]*mode: "max"/);
  });

  it("see what others add to the logs, and so does the history", async () => {
    const [x, y] = separablePoints(16);
    const halving = new callbacks.LearningRateScheduler((epoch, rate) => (epoch === 0 ? rate : rate / 2));
    const { history } = await fit(classifier(), x, y, { epochs: 3, callbacks: halving, ...silent });
    expect(history.learning_rate).toEqual([0.001, 0.0005, 0.00025].map(Math.fround));
  });

  it("end a training whose loss is no number", async () => {
    const said = jest.spyOn(console, "log").mockImplementation(() => {});
    const warned = jest.spyOn(console, "warn").mockImplementation(() => {});
    const x = tf.fill([8, 2], Number.NaN);
    const options = { epochs: 5, callbacks: new callbacks.TerminateOnNaN(), ...silent };
    const { epoch } = await fit(classifier(), x, tf.zeros([8]), options);
    expect(said.mock.calls[0]?.[0]).toBe("Batch 0: the loss is NaN, training ends.");
    said.mockRestore();
    warned.mockRestore();
    expect(epoch).toEqual([0]);
  });
});

describe("callbacks in tfjs's own model.fit", () => {
  const options = { epochs: 4, batchSize: 8, verbose: 0, yieldEvery: "never" } as const;

  it("are told numbers, of epochs and of batches", async () => {
    const [x, y] = separablePoints(16);
    const seen: string[] = [];
    class Listener extends Callback {
      override onTrainBatchEnd(batch: number, logs: Logs): void {
        seen.push(`batch ${batch} ${Object.keys(logs)} ${typeof logs.loss}`);
      }
      override onEpochEnd(epoch: number, logs: Logs): void {
        seen.push(`epoch ${epoch} ${Object.keys(logs)} ${typeof logs.acc}`);
      }
    }
    await classifier().fit(x, y, { ...options, epochs: 1, callbacks: [new Listener()] });
    expect(seen).toEqual(["batch 0 loss,acc number", "batch 1 loss,acc number", "epoch 0 loss,acc number"]);
  });

  it("stop, restore and reduce there as well", async () => {
    const [x, y] = separablePoints(16);
    const model = classifier();
    const reducing = new callbacks.ReduceLROnPlateau({
      monitor: "accuracy",
      patience: 1,
      minDelta: 1,
      factor: 0.5,
    });
    const stopping = new callbacks.EarlyStopping({
      monitor: "loss",
      patience: 2,
      minDelta: 100,
      restoreBestWeights: true,
    });
    const { epoch, history } = await model.fit(x, y, {
      ...options,
      callbacks: [reducing, stopping] as never,
    });
    expect(epoch).toEqual([0, 1, 2]);
    expect(history.learning_rate).toEqual([0.001, 0.001, 0.0005].map(Math.fround));
  });

  it.each(["accuracy", "acc", "val_accuracy", "val_acc"])(
    "watch %s under its name there or here",
    async (monitor) => {
      const [x, y] = separablePoints(16);
      const stopping = () => new callbacks.EarlyStopping({ monitor, patience: 0, minDelta: 1 });
      const watched = { epochs: 4, batchSize: 8, validationSplit: 0.5, verbose: 0 } as const;
      const theirs = await classifier().fit(x, y, { ...watched, callbacks: stopping() });
      expect(theirs.epoch).toEqual([0, 1]);
      expect(Object.keys(theirs.history)).toEqual(["val_loss", "val_acc", "loss", "acc"]);
      const ours = await fit(classifier(), x, y, { ...watched, callbacks: stopping() });
      expect(ours.epoch).toEqual([0, 1]);
      expect(Object.keys(ours.history)).toEqual(["loss", "accuracy", "val_loss", "val_accuracy"]);
    },
  );

  it("may be LambdaCallbacks", async () => {
    const [x, y] = separablePoints(8);
    const onEpochEnd = jest.fn();
    const lambda = new callbacks.LambdaCallback({ onEpochEnd });
    for (let round = 0; round < 2; round++) {
      await classifier().fit(x, y, { ...options, epochs: 1, callbacks: [lambda] });
    }
    expect(onEpochEnd.mock.calls.map(([epoch, logs]) => [epoch, typeof logs.loss])).toEqual([
      [0, "number"],
      [0, "number"],
    ]);
  });

  it("cannot go on from a backup, and say so", async () => {
    const [x, y] = separablePoints(4);
    const backup = new callbacks.BackupAndRestore("backup");
    await expect(classifier().fit(x, y, { ...options, callbacks: [backup] })).rejects.toThrow(
      /tfjs's model\.fit[\s\S]*trainbook's fit/,
    );
  });
});
