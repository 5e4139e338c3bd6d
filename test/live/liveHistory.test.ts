/** `live.history()`: a chart that grows while a model is trained. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type DisplayMessage, installDisplaySink } from "../../src/display";
import { live } from "../../src/live";
import { plot } from "../../src/plotting";
import { callbacks, fit } from "../../src/training";

const MIME_TYPE = "application/vnd.vegalite.v5+json";

interface Frame {
  title: string;
  concat: {
    encoding: { x: { scale: { domain?: number[] } } };
    data: { values: { epoch: number; set: string; value: number }[] };
  }[];
}

let messages: DisplayMessage[];
let drawings: Promise<void>[];
const frames = () => messages.map(({ bundle }) => bundle[MIME_TYPE] as Frame);
const lossesIn = (frame: Frame | undefined) => frame?.concat[0]?.data.values ?? [];

beforeEach(() => {
  messages = [];
  drawings = [];
  installDisplaySink({
    send: (message) => messages.push(message),
    hold: (drawing) => drawings.push(drawing),
    clear: () => {},
  });
});
afterEach(() => {
  installDisplaySink(undefined);
  jest.restoreAllMocks();
});

/** Hooks as `fit` calls them, with a clock of our own. */
async function training({
  epochs,
  steps,
  millisecondsAStep,
  areStepsKnown = true,
  end,
}: Record<"epochs" | "steps" | "millisecondsAStep", number> & {
  areStepsKnown?: boolean;
  /** Where it is stopped. */
  end?: { epoch: number; step: number };
}) {
  let now = 1000;
  const clock = jest.spyOn(performance, "now").mockImplementation(() => now);
  const callback = live.history();
  callback.setParams({ epochs, steps: areStepsKnown ? steps : null });
  await callback.onTrainBegin();
  for (let epoch = 0; epoch < Math.min(epochs, (end?.epoch ?? epochs) + 1); epoch++) {
    callback.onEpochBegin(epoch);
    const isEnd = epoch === end?.epoch;
    for (let step = 0; step < (isEnd ? end.step : steps); step++) {
      now += millisecondsAStep;
      if (callback.followsBatches())
        await callback.onTrainBatchEnd(step, { loss: 1 / (1 + epoch * steps + step) });
    }
    callback.setParams({ epochs, steps, ...(end ? { stoppedIn: end.epoch } : {}) });
    if (isEnd) break;
    await callback.onEpochEnd(epoch, { loss: 0.5 / (1 + epoch), val_loss: 0.6 / (1 + epoch) });
  }
  clock.mockRestore();
  const running = [...frames()];
  await callback.onTrainEnd();
  await Promise.all(drawings);
  return { callback, running };
}

describe("while a model is trained", () => {
  it("the chart grows within the first epoch five times a second, and once a second later, in one output", async () => {
    const { running } = await training({ epochs: 3, steps: 100, millisecondsAStep: 20 });
    const inFirst = running.filter(({ title }) => title.startsWith("epoch 1 of 3"));
    expect([inFirst.length, running.length - inFirst.length]).toEqual([9, 4]);
    expect(inFirst.map((frame) => lossesIn(frame).length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(lossesIn(inFirst[0])).toEqual([{ epoch: 0.1, set: "training", value: 0.1 }]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
    expect(messages.map(({ update }) => update)).toEqual([false, ...Array(messages.length - 1).fill(true)]);
  });

  it("its title says where the training is and how long it still takes, its axis how far it will go", async () => {
    const { running } = await training({ epochs: 2, steps: 100, millisecondsAStep: 20 });
    expect(running[1]?.title).toBe("epoch 1 of 2, 10 %, 4 s left");
    expect(running.at(-1)?.title).toBe("epoch 2 of 2, 75 %, 1 s left");
    expect(running[1]?.concat[0]?.encoding.x.scale.domain).toEqual([0, 2]);
  });

  it("its title tells a long time in minutes", async () => {
    const { running } = await training({ epochs: 2, steps: 5, millisecondsAStep: 25_000 });
    expect(running[0]?.title).toBe("epoch 1 of 2, 10 %, 3 min 45 s left");
  });

  it("a first epoch whose length nobody knows yet is as long as it has come", async () => {
    const { running } = await training({
      epochs: 2,
      steps: 100,
      millisecondsAStep: 20,
      areStepsKnown: false,
    });
    expect(running[1]?.title).toBe("epoch 1 of 2, batch 20");
    expect(lossesIn(running[1]).map(({ epoch }) => epoch)).toEqual([0.5, 1]);
    const inSecond = running.find(({ title }) => title.startsWith("epoch 2 of 2, 7"));
    expect(lossesIn(inSecond).map(({ epoch }) => epoch)).toEqual([
      ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
      ...[1, 1],
    ]);
  });

  it("pages that draw no charts have a picture as often as that takes 1 % of the time, at first none", async () => {
    const widthOf = ({ bundle }: DisplayMessage) =>
      Buffer.from(bundle["image/png"] as string, "base64").readUInt32BE(16);
    await training({ epochs: 2, steps: 5, millisecondsAStep: 4000 });
    const widths = messages.map(widthOf);
    expect(widths.slice(0, 2)).toEqual([1, 1]);
    expect(widths[2]).toBeGreaterThan(300);
  });

  it("epochs have training and validation", async () => {
    const { running } = await training({ epochs: 2, steps: 100, millisecondsAStep: 20 });
    expect(lossesIn(running.at(-1)).filter(({ epoch }) => epoch === 1)).toEqual([
      { epoch: 1, set: "training", value: 0.5 },
      { epoch: 1, set: "validation", value: 0.6 },
    ]);
  });

  it("nothing is drawn of a training that takes no time, but at its end", async () => {
    const { running } = await training({ epochs: 2, steps: 10, millisecondsAStep: 1 });
    expect(running).toEqual([]);
    expect(messages).toHaveLength(1);
  });
});

it("leaves the chart that plot.history draws, with its picture", async () => {
  const { callback } = await training({ epochs: 2, steps: 100, millisecondsAStep: 20 });
  const expected = plot.history({ epoch: [0, 1], history: { loss: [0.5, 0.25], val_loss: [0.6, 0.3] } });
  expect(callback.history).toEqual({ loss: [0.5, 0.25], val_loss: [0.6, 0.3] });
  expect(messages.at(-1)?.bundle).toEqual({
    [MIME_TYPE]: JSON.parse(JSON.stringify(await expected.spec())),
    "text/markdown": expect.stringContaining(` alt="${expected.description}"`),
    "image/png": Buffer.from((await expected.pagePicture()).plain).toString("base64"),
    "text/plain": expected.description,
  });
});

describe("a training that is stopped", () => {
  it("keeps the curve of its first epoch's batches, and says where it was stopped", async () => {
    const stopped = { epochs: 5, steps: 100, millisecondsAStep: 20, end: { epoch: 1, step: 60 } };
    const { callback } = await training(stopped);
    const last = frames().at(-1);
    expect(last?.title).toBe("stopped in epoch 2 of 5");
    // Those of the first epoch, its end, and what was heard last of the second.
    expect(lossesIn(last).map(({ epoch, set }) => [epoch, set])).toEqual([
      ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.5, 1].map((epoch) => [epoch, "training"]),
      [1, "validation"],
    ]);
    expect(last?.concat[0]?.encoding.x.scale.domain).toEqual([0, 2]);
    expect(messages.at(-1)?.bundle["text/plain"]).toMatch(
      /^Learning curves of a training that was stopped in epoch 2 of 5, at the end: loss 0\.5/,
    );
    expect(callback.epoch).toEqual([0]);
  });

  it("in its first epoch is drawn as far as it came", async () => {
    await training({ epochs: 5, steps: 100, millisecondsAStep: 20, end: { epoch: 0, step: 45 } });
    const last = frames().at(-1);
    expect(last?.title).toBe("stopped in epoch 1 of 5");
    expect(lossesIn(last).map(({ epoch }) => epoch)).toEqual([0.1, 0.2, 0.3, 0.4]);
  });
});

describe("in a real training", () => {
  const compiled = () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
    model.compile({ optimizer: "sgd", loss: "mse" });
    return model;
  };
  const [x, y] = [tf.randomUniform([64, 4]), tf.randomUniform([64, 1])];
  const failAt = (batch: number, last: number) => {
    if (batch === last) throw new Error("stop");
  };

  it("records what fit records", async () => {
    const callback = live.history({ title: "Mine" });
    const { history } = await fit(compiled(), x, y, { epochs: 3, verbose: 0, callbacks: [callback] });
    await Promise.all(drawings);
    expect(callback.history).toEqual(history);
    expect(frames().at(-1)?.title).toBe("Mine");
  });

  it("is told of a size that is none before the training", () => {
    expect(() => live.history({ height: 0 })).toThrow("height is 0; pixels, more than 0, are expected");
  });

  it.each([{ metrics: ["acc"] }, { logScale: ["acc"] }])(
    "ends the training after its first epoch where there is no such metric: %j",
    async (options) => {
      const epochs: number[] = [];
      const counted = { onEpochBegin: (epoch: number) => void epochs.push(epoch) };
      const callbacks = [live.history(options), counted];
      const train = fit(compiled(), x, y, { epochs: 3, verbose: 0, callbacks });
      await expect(train).rejects.toThrow('no metric "acc" in the history; it has loss.');
      expect(epochs).toEqual([0]);
    },
  );

  it("works in tfjs's own fit", async () => {
    const model = compiled();
    model.compile({ optimizer: tf.train.sgd(0.01), loss: "meanSquaredError" });
    await model.fit(x, y, { epochs: 2, verbose: 0, callbacks: [live.history()] });
    await Promise.all(drawings);
    expect(frames()).toHaveLength(1);
  });

  it.each([
    ["an error", { onBatchEnd: (batch: number) => failAt(batch, 1) }, "stopped in epoch 1 of 4"],
    ["model.stopTraining within an epoch", "batch", "stopped in epoch 2 of 4, best loss"],
    ["model.stopTraining within the last epoch", "last batch", "stopped in epoch 4 of 4, best loss"],
    ["model.stopTraining at the end of an epoch", "epoch", "stopped in epoch 2 of 4, best loss"],
    [
      "EarlyStopping",
      new callbacks.EarlyStopping({ monitor: "loss", mode: "max" }),
      "stopped in epoch 2 of 4",
    ],
    ["nothing", { onTrainBegin: () => {} }, "4 epochs, best loss"],
  ])("is stopped by %s, and says so", async (_, stop, title) => {
    const model = compiled();
    let epoch = 0;
    const stopIf = (isDue: boolean) => void (isDue && Object.assign(model, { stopTraining: true }));
    const stopper =
      typeof stop !== "string"
        ? stop
        : {
            onEpochBegin: (begun: number) => {
              epoch = begun;
            },
            onBatchEnd: (batch: number) =>
              stopIf(
                batch === 0 && ((stop === "batch" && epoch === 1) || (stop === "last batch" && epoch === 3)),
              ),
            onEpochEnd: (ended: number) => stopIf(stop === "epoch" && ended === 1),
          };
    const followed = live.history();
    jest.spyOn(followed, "followsBatches").mockReturnValue(true);
    const train = fit(model, x, y, { epochs: 4, verbose: 0, callbacks: [followed, stopper as never] });
    await train.catch((error: Error) => expect(error.message).toBe("stop"));
    await Promise.all(drawings);
    expect(frames().at(-1)?.title).toMatch(new RegExp(`^${title}`));
  });

  it("adds where it was stopped to a title of the program's", async () => {
    const failing = { onEpochEnd: () => failAt(1, 1) };
    const callback = live.history({ title: "Mine" });
    await expect(
      fit(compiled(), x, y, { epochs: 3, verbose: 0, callbacks: [callback, failing] }),
    ).rejects.toThrow();
    await Promise.all(drawings);
    expect(frames().at(-1)?.title).toBe("Mine, stopped in epoch 1 of 3");
  });

  it("draws what there is where training ends by an error", async () => {
    const failing = {
      onEpochEnd: (epoch: number) => {
        if (epoch === 1) throw new Error("stop");
      },
    };
    const train = fit(compiled(), x, y, { epochs: 3, verbose: 0, callbacks: [live.history(), failing] });
    await expect(train).rejects.toThrow("stop");
    await Promise.all(drawings);
    expect(lossesIn(frames().at(-1))).toHaveLength(2);
  });

  it("prints one line where there is no notebook, and follows no batches", async () => {
    installDisplaySink(undefined);
    const log = jest.spyOn(console, "log").mockImplementation(() => {});
    const callback = live.history();
    await fit(compiled(), x, y, {
      epochs: 2,
      verbose: 0,
      callbacks: [callback, new callbacks.TerminateOnNaN()],
    });
    expect(callback.followsBatches()).toBe(false);
    expect(log.mock.calls).toHaveLength(1);
    expect(log.mock.calls[0]?.[0]).toMatch(/^Learning curves of 2 epochs, at the end: loss/);
  });
});
