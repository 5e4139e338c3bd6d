import { displaySymbol } from "../../../src/display";
import { PlotError, plot } from "../../../src/plotting";

const trained = {
  epoch: [0, 1, 2, 3],
  history: {
    loss: [0.5, 0.3, 0.2, 0.1],
    accuracy: [0.8, 0.9, 0.95, 0.99],
    val_loss: [0.4, 0.25, 0.24, 0.3],
    val_accuracy: [0.85, 0.91, 0.93, 0.92],
    learning_rate: [0.001, 0.001, 0.001, 0.0005],
  },
};

interface Panel {
  encoding: { y: { title: string } };
  data: { values: { epoch: number; set: string; value: number | null }[] };
  layer: { mark: { type: string }; data?: { values: { epoch: number; label: string }[] } }[];
}

async function panels(...call: Parameters<typeof plot.history>): Promise<Panel[]> {
  return (await plot.history(...call).spec()).concat as Panel[];
}

test("plot.history(h) draws a panel each for loss and accuracy, training and validation together", async () => {
  const [loss, accuracy, ...more] = await panels(trained);
  expect([loss?.encoding.y.title, accuracy?.encoding.y.title, more.length]).toEqual(["loss", "accuracy", 0]);
  expect(loss?.data.values).toHaveLength(8);
  expect(loss?.data.values[0]).toEqual({ epoch: 1, set: "training", value: 0.5 });
  expect(loss?.data.values[4]).toEqual({ epoch: 1, set: "validation", value: 0.4 });
});

test("plot.history(h) marks the epoch of the lowest validation loss and of the highest validation accuracy", async () => {
  const best = (await panels(trained)).map(({ layer }) => layer.at(-1)?.data?.values[0]);
  expect(best).toMatchObject([
    { epoch: 3, label: "best 0.24" },
    { epoch: 3, label: "best 0.93" },
  ]);
});

test("plot.history(h) has the best epoch in its title, unless another is given", async () => {
  expect(await plot.history(trained).spec()).toMatchObject({
    title: "4 epochs, best validation loss 0.24 in epoch 3",
  });
  expect(await plot.history(trained, { title: "Mine" }).spec()).toMatchObject({ title: "Mine" });
  const once = { epoch: [0], history: { loss: [1] } };
  expect(await plot.history(once).spec()).toMatchObject({ title: "1 epoch" });
});

test("plot.history(h) without validation marks the best epoch of training", async () => {
  const { loss } = trained.history;
  const [panel] = await panels({ epoch: trained.epoch, history: { loss } });
  expect(panel?.layer.at(-1)?.data?.values[0]).toMatchObject({ epoch: 4, label: "best 0.1" });
});

test("plot.history(h, { metrics }) draws these alone, in their order", async () => {
  const drawn = await panels(trained, { metrics: ["learning_rate", "loss"] });
  expect(drawn.map(({ encoding }) => encoding.y.title)).toEqual(["learning rate", "loss"]);
});

test("plot.history(h) places the values of validationFreq 2 at every second epoch", async () => {
  const [panel] = await panels({ epoch: [0, 1, 2, 3], history: { loss: [4, 3, 2, 1], val_loss: [3, 2] } });
  const validation = panel?.data.values.filter(({ set }) => set === "validation");
  expect(validation?.map(({ epoch }) => epoch)).toEqual([2, 4]);
});

test("plot.history(h) leaves a gap where a value is NaN", async () => {
  const [panel] = await panels({ epoch: [0, 1], history: { loss: [1, Number.NaN] } });
  expect(panel?.data.values.map(({ value }) => value)).toEqual([1, null]);
});

test("plot.history(h) is drawn as Vega-Lite 5 on no background, with a sentence that tells the numbers", async () => {
  const bundle = await plot.history(trained)[displaySymbol]();
  const spec = bundle["application/vnd.vegalite.v5+json"];
  const sentence =
    "Learning curves of 4 epochs, at the end: loss 0.1, val_loss 0.3 (best 0.24 in epoch 3); " +
    "accuracy 0.99, val_accuracy 0.92 (best 0.93 in epoch 3).";
  expect(spec).toMatchObject({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: "transparent",
    description: sentence,
  });
  expect(bundle["text/plain"]).toBe(sentence);
});

test("plot.history(h) keeps its picture when the history grows afterwards", async () => {
  const growing = { epoch: [0], history: { loss: [1] } };
  const made = plot.history(growing);
  growing.epoch.push(1);
  growing.history.loss.push(0.5);
  expect(((await made.spec()).concat as Panel[])[0]?.data.values).toHaveLength(1);
});

test("plot.history(h, { metrics }) of a metric that the history lacks names those it has", () => {
  const call = () => plot.history(trained, { metrics: ["acc"] });
  expect(call).toThrow(PlotError);
  expect(call).toThrow('no metric "acc" in the history; it has loss, accuracy.');
});

test("plot.history(h, { width, height }) makes the panels as large, and keeps the best value inside", async () => {
  const { accuracy } = trained.history;
  const chart = plot.history({ epoch: trained.epoch, history: { accuracy } }, { width: 500, height: 300 });
  expect((await chart.spec()).concat).toMatchObject([{ width: 500, height: 300 }]);
  const [panel] = (await chart.spec()).concat as { layer: { encoding: { y?: unknown } }[] }[];
  expect(panel?.layer.at(-1)?.encoding.y).toEqual({ value: 290 });
  expect(() => plot.history(trained, { width: -1 })).toThrow(
    "width is -1; pixels, more than 0, are expected",
  );
});

test("plot.history(h, { logScale }) of a metric that the history lacks names those it has", () => {
  const call = () => plot.history(trained, { logScale: ["los"] });
  expect(call).toThrow('no metric "los" in the history; it has loss, accuracy.');
  expect(() => plot.compare({ trained }, { logScale: ["los"] })).toThrow('plot.compare: no metric "los"');
});

test("plot.history of an empty history is an error", () => {
  expect(() => plot.history({ epoch: [], history: {} })).toThrow("the history is empty");
});

test("plot.history(h) draws of 10,000 epochs as many as are seen, the last one among them, without rings", async () => {
  const epoch = Array.from({ length: 10_000 }, (_, index) => index);
  const [panel] = await panels({ epoch, history: { loss: epoch.map((index) => 1 / (1 + index)) } });
  expect(panel?.data.values.length).toBeLessThanOrEqual(401);
  expect(panel?.data.values.at(-1)?.epoch).toBe(10_000);
  expect(panel?.layer[0]?.mark).toEqual({ type: "line", tooltip: true });
});

test("plot.history(h) says so where there is no finite value", async () => {
  const [panel] = await panels({ epoch: [0], history: { loss: [Number.NaN] } });
  expect(panel?.encoding.y.title).toBe("loss: no finite value");
});

describe("the best epoch", () => {
  const best = async (of: Parameters<typeof plot.history>[0]) =>
    (await panels(of)).map(({ layer }) => layer.at(-1)?.data?.values[0]?.label);

  it("is that of the lowest error and of the highest score, whatever they are called", async () => {
    const values = [50, 9, 12];
    const history = { mape: values, head_RMSE: values, categoricalCrossentropy: values, head_auc_1: values };
    expect(await best({ epoch: [0, 1, 2], history })).toEqual(["best 9", "best 9", "best 9", "best 50"]);
  });

  it("is that which the history knows the metric to mean, before that of its name", async () => {
    const of = { epoch: [0, 1], history: { mine: [1, 2], loss: [1, 2] } };
    const directions = { mine: "down", loss: "up" } as const;
    expect(await best({ ...of, directions })).toEqual(["best 1", "best 2"]);
  });

  it("is not marked where nobody knows whether less or more is better", async () => {
    const of = { epoch: [0, 1], history: { mine: [1, 2] } };
    expect(await best(of)).toEqual([undefined]);
    const chart = plot.history(of);
    expect((await chart.spec()).title).toBe("2 epochs");
    expect(chart.description).toBe("Learning curves of 2 epochs, at the end: mine 2.");
  });
});

describe("values stand in the epochs in which they were measured", () => {
  const epochsOf = async (of: Parameters<typeof plot.history>[0], set: string) =>
    (await panels(of)).map(({ data }) =>
      data.values.filter((row) => row.set === set).map(({ epoch }) => epoch),
    );
  const loss = [6, 5, 4, 3, 2, 1];
  const epoch = [0, 1, 2, 3, 4, 5];

  it("as the history tells", async () => {
    const of = { epoch, history: { loss, val_loss: [3, 2] }, measuredIn: { val_loss: [1, 4] } };
    expect(await epochsOf(of, "validation")).toEqual([[2, 5]]);
  });

  it("in epochs that are counted on from an earlier training", async () => {
    const [panel] = await panels({ epoch: [15, 16, 17], history: { loss: [3, 2, 1] } });
    expect(panel?.data.values.map((row) => row.epoch)).toEqual([16, 17, 18]);
    expect(panel?.encoding).toMatchObject({ x: { axis: { values: [16, 17, 18] } } });
  });

  it("in the last epochs, where a history does not tell and no validationFreq fits", async () => {
    expect(await epochsOf({ epoch, history: { loss, val_loss: [4, 3, 2, 1] } }, "validation")).toEqual([
      [3, 4, 5, 6],
    ]);
  });

  it("also of what was measured in validation alone", async () => {
    expect(await epochsOf({ epoch, history: { val_score: [1, 2, 3] } }, "validation")).toEqual([[2, 4, 6]]);
  });
});

test("plot.history(h) keeps a peak of one epoch among 10,000", async () => {
  const loss = Array.from({ length: 10_000 }, (_, index) => (index === 7777 ? 100 : 1));
  const [panel] = await panels({ epoch: loss.map((_, index) => index), history: { loss } });
  expect(panel?.data.values.filter(({ value }) => value === 100)).toEqual([
    { epoch: 7778, set: "training", value: 100 },
  ]);
});

test("plot.history(h) marks a single validation in a long training, to which no line leads", async () => {
  const loss = Array.from({ length: 100 }, (_, index) => 100 - index);
  const of = {
    epoch: loss.map((_, index) => index),
    history: { loss, val_loss: [3] },
    measuredIn: { val_loss: [99] },
  };
  const [panel] = await panels(of);
  expect(panel?.layer.map(({ mark }) => mark.type)).toEqual(["line", "point"]);
});

const logs = trained.history as never;

test.each<[what: string, of: unknown, message: string]>([
  ["a number", 3, "found the number 3; a history of epochs is expected"],
  ["the logs alone", logs, "give history itself, not history.history"],
  ["a list of histories", [trained, trained], "plot.compare({ name: history, … })"],
  [
    "values that are no numbers",
    { epoch: [0], history: { loss: "x" } },
    'history.loss: found the string "x"',
  ],
  ["more values than epochs", { epoch: [0], history: { loss: [1, 2] } }, "2 values of loss for 1 epochs"],
])("plot.history of %s is a PlotError with the way out", (_, of, message) => {
  expect(() => plot.history(of as never)).toThrow(PlotError);
  expect(() => plot.history(of as never)).toThrow(message);
});
