/** tfjs-vis's functions as its documentation calls them: each draws in an output of the notebook. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { type DisplayMessage, installDisplaySink } from "../../../src/display";
import { PlotError, vis } from "../../../src/plotting";
import { fit } from "../../../src/training";

const MIME_TYPE = "application/vnd.vegalite.v5+json";

interface Spec {
  title?: string;
  data: { values: Record<string, unknown>[] };
  layer?: { mark: { type: string } }[];
  encoding: Record<string, Record<string, unknown>>;
}

let messages: DisplayMessage[];
let drawings: Promise<void>[];
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
});

let surfaces = 0;
/** A surface that was not drawn on before. */
const fresh = () => ({ name: `Surface ${surfaces++}`, tab: "Tests" });

async function drawn(): Promise<DisplayMessage[]> {
  // Drawings that come too fast are drawn later: awaiting one may begin another.
  while (drawings.length > 0) await Promise.all(drawings.splice(0));
  return messages;
}
const specs = async () =>
  (await drawn()).flatMap(({ bundle }) => (bundle[MIME_TYPE] as Spec | undefined) ?? []);
const texts = async () => (await drawn()).map(({ bundle }) => String(bundle["text/plain"]));

const ajv = new Ajv({ strict: false });
addFormats(ajv);
ajv.addFormat("color-hex", true);
const isVegaLite = ajv.compile(require("vega-lite/build/vega-lite-schema.json"));

const points = (count: number) => Array.from({ length: count }, (_, x) => ({ x, y: Math.sin(x) }));

describe("vis.render", () => {
  const charts: Record<string, () => Promise<void>> = {
    linechart: () =>
      vis.render.linechart(
        fresh(),
        { values: [points(20), points(20)], series: ["First", "Second"] },
        { zoomToFit: true },
      ),
    scatterplot: () =>
      vis.render.scatterplot(fresh(), { values: [points(20), points(20)], series: ["a", "b"] }),
    barchart: () =>
      vis.render.barchart(fresh(), [
        { index: 0, value: 50 },
        { index: 1, value: 100 },
      ]),
    histogram: () => vis.render.histogram(fresh(), [1, 2, 2, 3, 50]),
    "histogram of many numbers": () =>
      vis.render.histogram(
        fresh(),
        points(5000).map(({ y }) => y),
      ),
    heatmap: () =>
      vis.render.heatmap(fresh(), {
        values: [
          [4, 2, 8],
          [1, 7, 2],
        ],
        xTickLabels: ["cheese", "pig"],
        yTickLabels: ["speed", "dexterity", "roundness"],
      }),
    "heatmap of a tensor": () => vis.render.heatmap(fresh(), { values: tf.tensor2d([1, 2, 3, 4], [2, 2]) }),
    confusionMatrix: () =>
      vis.render.confusionMatrix(fresh(), {
        values: [
          [4, 2],
          [1, 7],
        ],
        tickLabels: ["a", "b"],
      }),
  };

  it.each(Object.entries(charts))(
    "%s draws a chart that Vega-Lite 5 takes, under the surface's name",
    async (_, draw) => {
      await draw();
      const [spec, ...more] = await specs();
      expect(more).toEqual([]);
      isVegaLite(spec);
      expect(isVegaLite.errors ?? []).toEqual([]);
      expect(spec?.title).toMatch(/^Surface \d+$/);
    },
  );

  it("histogram counts many numbers before they travel, and shows numbers about them", async () => {
    await vis.render.histogram(
      fresh(),
      points(5000).map(({ y }) => y),
      { maxBins: 10 },
    );
    const [spec] = await specs();
    expect(spec?.data.values).toHaveLength(10);
    expect(spec?.data.values.reduce((sum, { count }) => sum + (count as number), 0)).toBe(5000);
    expect((await texts())[0]).toMatch(/Num Vals +Min +Max/);
  });

  it("histogram leaves out what is no number", async () => {
    const values = points(5000).map(({ x, y }) => (x % 2 === 0 ? Number.NaN : y));
    await vis.render.histogram(fresh(), values, { maxBins: 10 });
    const rows = (await specs())[0]?.data.values ?? [];
    expect(rows.reduce((sum, { count }) => sum + (count as number), 0)).toBe(2500);
  });

  it("linechart sends of many points the extremes of each place, peaks among them", async () => {
    const values = points(100_000).map(({ x, y }) => ({ x, y: x === 54_321 ? 9 : y }));
    await vis.render.linechart(fresh(), { values });
    const rows = (await specs())[0]?.data.values ?? [];
    expect(rows.length).toBeLessThanOrEqual(2 * 400 + 2);
    expect([rows[0]?.x, rows.at(-1)?.x]).toEqual([0, 99_999]);
    expect(rows.find(({ x }) => x === 54_321)).toMatchObject({ "Series 1": 9 });
  });

  it("scatterplot sends 5,000 points at most, and says so", async () => {
    await vis.render.scatterplot({ name: "Many" }, { values: points(20_000) });
    const [spec] = await specs();
    expect(spec?.data.values).toHaveLength(5000);
    expect(spec?.title).toBe("Many, 5000 of 20000 points");
  });

  it("linechart points at values without a selection, which Vega-Lite 5 would take for something else", async () => {
    await vis.render.linechart(fresh(), { values: points(3) });
    const [spec] = await specs();
    expect(spec?.layer).toHaveLength(1);
    expect(JSON.stringify(spec)).not.toContain("selection");
  });

  it("table escapes what stands in cells, and shows numbers as tfjs-vis does", async () => {
    vis.render.table(fresh(), {
      headers: ["Col 1", "Col 2"],
      values: [["<b>1</b>", 12345.678912]],
    });
    const [{ bundle }] = (await drawn()) as [DisplayMessage];
    expect(bundle["text/html"]).toContain("&lt;b&gt;1&lt;/b&gt;");
    expect(bundle["text/plain"]).toContain("12,345.6789");
  });

  it("table says what is missing, as tfjs-vis does", () => {
    expect(() => vis.render.table(fresh(), { headers: ["a"] } as never)).toThrow('"values" property');
  });

  it("draws again in the same output where the surface is the same", async () => {
    const surface = fresh();
    await vis.render.linechart(surface, { values: points(3) });
    await vis.render.linechart(surface, { values: points(4) });
    const all = await drawn();
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect((await specs()).at(-1)?.data.values).toHaveLength(4);
  });

  it("draws in an output of its own where a cell runs again, whose output was emptied", async () => {
    let cell = "first run";
    const send = (message: DisplayMessage) => messages.push(message);
    installDisplaySink({
      send,
      hold: (drawing) => drawings.push(drawing),
      clear: () => {},
      cell: () => cell,
    });
    const surface = fresh();
    for (const run of ["first run", "second run"]) {
      cell = run;
      await vis.render.linechart(surface, { values: points(3) });
      await vis.render.linechart(surface, { values: points(4) });
    }
    const all = await drawn();
    expect(all.map(({ update }) => update)).toEqual([false, false, true, true]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(2);
  });

  it("barchart draws other bars in the same output", async () => {
    const surface = fresh();
    await vis.render.barchart(surface, [{ index: 0, value: 1 }]);
    await vis.render.barchart(surface, [{ index: 0, value: 2 }]);
    expect((await specs()).map(({ data }) => data.values)).toEqual([
      [{ index: 0, value: 1 }],
      [{ index: 0, value: 2 }],
    ]);
  });

  it("takes a surface of the visor, and refuses what is none", async () => {
    const surface = vis.visor().surface(fresh());
    await vis.render.linechart(surface, { values: points(3) });
    await vis.render.linechart({ drawArea: surface.drawArea }, { values: points(3) });
    expect(new Set((await drawn()).map(({ id }) => id)).size).toBe(1);
    await expect(vis.render.linechart(3 as never, { values: points(3) })).rejects.toThrow(PlotError);
  });
});

describe("vis.show", () => {
  const compiled = () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, inputShape: [4], name: "hidden" }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: "sgd", loss: "mse", metrics: ["mae"] });
    return model;
  };
  const [x, y] = [tf.randomUniform([32, 4]), tf.randomUniform([32, 1])];

  it("history draws a chart for each metric, validation on the same", async () => {
    const history = { history: { loss: [3, 2], val_loss: [4, 3], acc: [0.5, 0.6] } };
    await vis.show.history(fresh(), history, ["loss", "val_loss", "acc"]);
    const all = await specs();
    expect(all.map(({ layer }) => layer?.length)).toEqual([2, 1]);
  });

  it("fitCallbacks draws while trainbook's fit runs, and while tfjs's does", async () => {
    const surface = fresh();
    await fit(compiled(), x, y, {
      epochs: 3,
      verbose: 0,
      callbacks: vis.show.fitCallbacks(surface, ["loss", "mae"]),
    });
    const model = compiled();
    model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
    const callbacks = vis.show.fitCallbacks(fresh(), ["loss"], { callbacks: ["onEpochEnd"] });
    await model.fit(x, y, { epochs: 3, verbose: 0, callbacks });
    const titles = (await specs()).map(({ title, data }) => [title, data.values.length]);
    expect(titles).toContainEqual([expect.stringContaining("onEpochEnd"), 3]);
    expect(titles).toContainEqual([expect.stringContaining("onBatchEnd"), 3]);
  });

  it("perClassAccuracy is a table of classes", async () => {
    const accuracy = [
      { accuracy: 0.5, count: 4 },
      { accuracy: 1, count: 2 },
    ];
    await vis.show.perClassAccuracy(fresh(), accuracy, ["cat", "dog"]);
    expect((await texts())[0]).toMatch(/Class +Accuracy +# Samples\ncat +0\.5 +4\ndog +1 +2/);
  });

  it("valuesDistribution draws a tensor's numbers", async () => {
    await vis.show.valuesDistribution(fresh(), tf.randomNormal([50]));
    expect(await specs()).toHaveLength(1);
  });

  it("modelSummary is a table of layers, layer one of its weights with a histogram for each", async () => {
    const model = compiled();
    await vis.show.modelSummary(fresh(), model);
    await vis.show.layer(fresh(), model.layers[0] as tf.layers.Layer);
    expect((await texts()).join("\n")).toMatch(/hidden +\[batch,3\] +15 +true/);
    expect((await specs()).map(({ title }) => title?.split(": ")[1])).toEqual(
      ["kernel", "bias"].map((name) => expect.stringContaining(name)),
    );
  });
});

describe("vis.metrics", () => {
  const labels = tf.tensor1d([0, 1, 2, 1], "int32");
  const predictions = tf.tensor1d([0, 1, 1, 1], "int32");

  it("are tfjs-vis's", async () => {
    expect(await vis.metrics.accuracy(labels, predictions)).toBe(0.75);
    expect(await vis.metrics.confusionMatrix(labels, predictions)).toEqual([
      [1, 0, 0],
      [0, 2, 0],
      [0, 1, 0],
    ]);
    expect(await vis.metrics.perClassAccuracy(labels, predictions)).toEqual([
      { accuracy: 1, count: 1 },
      { accuracy: 1, count: 2 },
      { accuracy: 0, count: 1 },
    ]);
  });
});

it("vis.visor() opens and closes nothing, and knows its surfaces", () => {
  const { open, close, toggle, surface, surfaceList } = vis.visor();
  for (const method of [open, close, toggle]) expect(method()).toBeUndefined();
  const info = fresh();
  expect(surface(info)).toBe(surface(info));
  expect([...surfaceList.values()]).toContain(surface(info));
});
