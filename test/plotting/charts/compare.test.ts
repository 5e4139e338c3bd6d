import { displaySymbol } from "../../../src/display";
import { PlotError, plot } from "../../../src/plotting";

const adam = { epoch: [0, 1], history: { loss: [0.5, 0.2], val_loss: [0.4, 0.3], accuracy: [0.8, 0.9] } };
const sgd = { epoch: [0, 1, 2], history: { loss: [0.9, 0.8, 0.7], val_loss: [0.9, 0.85, 0.8] } };

interface Panel {
  encoding: { y: { title: string } };
  data: { values: { name: string; epoch: number; value: number | null }[] };
}

async function panels(...call: Parameters<typeof plot.compare>): Promise<Panel[]> {
  return (await plot.compare(...call).spec()).concat as Panel[];
}

test("plot.compare draws what the histories have in common, a line for each", async () => {
  const [loss, ...more] = await panels({ adam, sgd });
  expect(more).toEqual([]);
  expect(loss?.data.values).toHaveLength(5);
  expect(loss?.data.values.at(-1)).toEqual({ name: "sgd", epoch: 3, value: 0.8 });
});

test("plot.compare draws validation where every history has it, and training otherwise", async () => {
  const { loss } = sgd.history;
  expect((await panels({ adam, sgd })).map(({ encoding }) => encoding.y.title)).toEqual(["validation loss"]);
  const [panel] = await panels({ adam, sgd: { epoch: sgd.epoch, history: { loss } } });
  expect(panel?.encoding.y.title).toBe("loss");
  expect(panel?.data.values[0]).toEqual({ name: "adam", epoch: 1, value: 0.5 });
});

test("plot.compare draws a metric once, also where it is named with and without val_", async () => {
  expect(await panels({ adam, sgd }, { metrics: ["loss", "val_loss"] })).toHaveLength(1);
});

test("plot.compare has the best training in its title: the lowest loss, the highest metric", async () => {
  expect(await plot.compare({ sgd, adam }).spec()).toMatchObject({
    title: "best validation loss: adam, 0.3",
  });
  const better = { epoch: [0], history: { accuracy: [0.95] } };
  expect(await plot.compare({ adam, better }).spec()).toMatchObject({ title: "best accuracy: better, 0.95" });
});

test("plot.compare tells trainings apart by the shape of points, or, of more epochs than have points, by dashes", async () => {
  const channels = async (of: typeof sgd) =>
    Object.keys((await panels({ a: of, b: of }))[0]?.encoding ?? {}).filter((name) =>
      /shape|dash/i.test(name),
    );
  const epoch = Array.from({ length: 100 }, (_, index) => index);
  expect(await channels(sgd)).toEqual(["shape"]);
  expect(await channels({ epoch, history: { loss: epoch, val_loss: epoch } })).toEqual(["strokeDash"]);
});

test("plot.compare(…, { logScale: [metric] }) has a logarithmic axis, with gaps where a value has no logarithm", async () => {
  const steep = { epoch: [0, 1, 2], history: { loss: [100, 0, 0.1], accuracy: [0, 0.5, 1] } };
  const [loss, accuracy] = (await panels({ steep }, { logScale: ["loss"] })) as (Panel & {
    encoding: { y: { scale: object } };
  })[];
  expect([loss?.encoding.y.scale, accuracy?.encoding.y.scale]).toEqual([{ type: "log" }, { zero: false }]);
  expect(loss?.data.values.map(({ value }) => value)).toEqual([100, null, 0.1]);
  expect(accuracy?.data.values.map(({ value }) => value)).toEqual([0, 0.5, 1]);
});

test("plot.compare tells the last values in a sentence", async () => {
  const bundle = await plot.compare({ adam, sgd })[displaySymbol]();
  expect(bundle["text/plain"]).toBe("At the end, validation loss: adam 0.3, sgd 0.8.");
});

test("plot.compare refuses a metric that a history lacks, and names those that it has", () => {
  expect(() => plot.compare({ adam, sgd }, { metrics: ["accuracy"] })).toThrow(PlotError);
  expect(() => plot.compare({ adam, sgd }, { metrics: ["accuracy"] })).toThrow(
    /plot\.compare: .*"accuracy".*it has loss/,
  );
  expect(() => plot.compare({})).toThrow(/at least one epoch/);
});

interface Scales {
  color: { scale: { domain: string[]; range: string[] }; legend: { labelExpr?: string } };
  shape: { scale: { range: string[] } };
}

test("plot.compare gives each of 40 trainings a pair of colour and shape of its own", async () => {
  const runs = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`run ${index}`, sgd]));
  const [panel] = await panels(runs);
  const { color, shape } = (panel as Panel).encoding as unknown as Scales;
  const marks = color.scale.range.map((one, index) => `${one} ${shape.scale.range[index]}`);
  expect(new Set(marks).size).toBe(40);
});

test("plot.compare tells long names apart that differ at their end alone", async () => {
  const name = (end: string) => `learning rate 0.001, batch size 64, dropout 0.3, augmentation ${end}`;
  const [panel] = await panels({ [name("on")]: sgd, [name("off")]: sgd });
  const { color } = (panel as Panel).encoding as unknown as Scales;
  expect(color.scale.domain).toEqual([name("on"), name("off")]);
  expect(color.legend.labelExpr).toMatch(/… ?\S*.*augmentation on".*augmentation off"/);
});

test("plot.compare names no best training where nobody knows whether less or more is better", async () => {
  const mine = { epoch: [0, 1], history: { mine: [1, 2] } };
  expect(await plot.compare({ a: mine, b: mine }).spec()).not.toHaveProperty("title");
});

test("plot.compare has each value at the epoch in which it was measured", async () => {
  const sparse = {
    epoch: [0, 1, 2],
    history: { loss: [3, 2, 1], val_loss: [2] },
    measuredIn: { val_loss: [1] },
  };
  const [panel] = await panels({ sparse });
  expect(panel?.data.values).toEqual([{ name: "sparse", epoch: 2, value: 2 }]);
});

test("plot.compare refuses what are no histories by name, and histories with nothing in common", () => {
  expect(() => plot.compare([adam, sgd] as never)).toThrow(/found a list of 2 objects.*\n.*by the names/);
  expect(() => plot.compare(adam as never)).toThrow("found an object with epoch, history");
  const other = { epoch: [0], history: { accuracy: [1] } };
  expect(() => plot.compare({ sgd, other })).toThrow("no metric in common: sgd has loss; other has accuracy");
});
