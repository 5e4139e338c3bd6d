/** Traits that all charts share: a specification that Vega-Lite takes, drawings for files, a bundle for notebooks. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { displaySymbol, metadataOf } from "../../../src/display";
import { setSeed } from "../../../src/engine";
import { type Chart, PlotError, plot, runningHistory } from "../../../src/plotting";
import { embedOptions } from "../../../src/plotting/charts/embedOptions";

const trained = (...losses: number[]) => ({
  epoch: losses.map((_, epoch) => epoch),
  history: { loss: losses, val_loss: losses.map((loss) => loss + 0.1) },
});

const charts: Record<string, () => Chart> = {
  history: () => plot.history(trained(0.5, 0.3, 0.2)),
  "history of two metrics, of another size": () =>
    plot.history(
      { epoch: [0, 1, 2], history: { accuracy: [0.5, 0.75, 0.7], loss: [1, 0.5, 0.6] } },
      { width: 200, height: 100 },
    ),
  "history of one epoch": () => plot.history(trained(0.5)),
  "history with gaps": () => plot.history(trained(0.5, Number.NaN, Number.POSITIVE_INFINITY, 0.2)),
  "history of 10,000 epochs": () =>
    plot.history(trained(...Array.from({ length: 10_000 }, (_, epoch) => 1 / (1 + epoch)))),
  "history without a number": () =>
    plot.history({ epoch: [0, 1], history: { loss: [Number.NaN, Number.NaN] } }),
  "a history that goes on": () =>
    runningHistory(trained(0.5), {
      epochs: 3,
      title: "epoch 2",
      within: [{ epoch: 0.5, logs: { loss: 0.9 } }],
    }),
  compare: () => plot.compare({ adam: trained(0.5, 0.3), 训练: trained(0.6, 0.2) }, { title: "Two" }),
  "history on a logarithmic axis, whose best value has no place": () =>
    plot.history(trained(100, -0.1, 0.1), { logScale: ["loss"] }),
  "compare on a logarithmic axis": () =>
    plot.compare({ steep: trained(100, 0, 0.1), flat: trained(2, 1, 1) }, { logScale: ["loss"] }),
  confusionMatrix: () => plot.confusionMatrix([0, 1, 2, 2], [0, 1, 1, 2]),
  "confusionMatrix of many classes": () => plot.confusionMatrix([0, 100], [1, 100]),
  layerWeights: () => {
    setSeed(1);
    const { conv2d } = tf.layers;
    return plot.layerWeights(
      tf.sequential({
        layers: [conv2d({ inputShape: [5, 5, 1], filters: 4, kernelSize: 3, name: "first" })],
      }),
    );
  },
  schedule: () => plot.schedule({ half: (step) => 0.5 ** step }, { steps: 20 }),
};

const ajv = new Ajv({ strict: false });
addFormats(ajv);
ajv.addFormat("color-hex", true);
const schema = JSON.parse(readFileSync(require.resolve("vega-lite/build/vega-lite-schema.json"), "utf8"));
const isVegaLite = ajv.compile(schema);

describe.each(Object.entries(charts))("a chart of %s", (_, draw) => {
  it("has a specification that the schema of Vega-Lite 5.6 allows", async () => {
    isVegaLite(await draw().spec());
    expect(isVegaLite.errors ?? []).toEqual([]);
  });

  it("is the same SVG each time, with its description for screen readers", async () => {
    const svg = await draw().toSVG();
    expect(await draw().toSVG()).toBe(svg);
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{20,}"/);
    // Versions of zlib compress differently.
    expect(svg.replace(/base64,[^"]+/g, "base64,")).toMatchSnapshot();
  });
});

const chart = () => plot.history(trained(0.5, 0.3));

it("is a specification, a picture with its size, and a sentence for a notebook", async () => {
  const bundle = await chart()[displaySymbol]();
  expect(Object.keys(bundle)).toEqual([
    "application/vnd.vegalite.v5+json",
    "text/markdown",
    "image/png",
    "text/plain",
  ]);
  expect(bundle["application/vnd.vegalite.v5+json"]).toMatchObject({ background: "transparent" });
  const png = Buffer.from(bundle["image/png"] as string, "base64");
  const { width, height } = metadataOf(bundle)["image/png"] as { width: number; height: number };
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
  expect(bundle["text/markdown"]).toContain(` alt="${chart().description}" width="${width}"`);
});

it("has the page's colour of text, light or dark, and follows it as SVG", async () => {
  const { config } = await chart().spec();
  const text = "currentColor";
  expect(config).toMatchObject({
    axis: { labelColor: text, titleColor: text },
    legend: { labelColor: text, titleColor: text },
    title: { color: text },
    text: { color: text },
  });
  expect(metadataOf(await chart()[displaySymbol]())["application/vnd.vegalite.v5+json"]).toMatchObject({
    embed_options: { renderer: "svg" },
  });
});

it.each([
  ["panels beside each other", () => plot.history(threeMetrics()), { 900: 1, 1200: 2, 2000: 2 }],
  ["many small panels", charts.layerWeights as () => Chart, { 900: 1, 1200: 3, 2000: 3 }],
])("puts %s in as many columns as the window has room for", async (_, draw, expected) => {
  const { patch } = embedOptions(await draw().spec()) as { patch: { path: string; value: Signal }[] };
  const { compile } = await import("vega-lite");
  const { signals, layout } = compile((await draw().spec()) as never).spec;
  // The parts of the specification that the patch adds to and replaces.
  expect([Array.isArray(signals), typeof (layout as { columns: unknown }).columns]).toEqual([true, "number"]);
  const [added, replaced] = patch;
  expect([added?.path, replaced?.path]).toEqual(["/signals/-", "/layout/columns"]);
  expect(added?.value).toMatchObject({ init: "windowSize()[0]", on: [{ events: "window:resize" }] });
  for (const [window, columns] of Object.entries(expected))
    expect([window, evaluated(replaced?.value.signal as string, Number(window))]).toEqual([window, columns]);
});

test("breaks a title that is wider than the window", async () => {
  const title = "30 epochs, best validation loss 0.6504 in epoch 6";
  const { patch } = embedOptions(await plot.history(threeMetrics(), { title }).spec()) as {
    patch: { path: string; value: Signal }[];
  };
  const broken = patch.find(({ path }) => path === "/title/text")?.value.signal ?? "";
  expect(evaluated(broken, 800)).toEqual(["30 epochs, best validation", "loss 0.6504 in epoch 6"]);
  expect(evaluated(broken, 1400)).toBe(title);
});

interface Signal {
  signal: string;
}

const threeMetrics = () => ({
  epoch: [0, 1],
  history: { loss: [1, 0.5], accuracy: [0.5, 0.6], mae: [1, 2] },
});

/** The value of an expression of Vega's. */
function evaluated(signal: string, windowWidth: number): unknown {
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  return new Function("windowWidth", "floor", "clamp", `return ${signal}`)(windowWidth, Math.floor, clamp);
}

describe("save", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "plot-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const saved = async (name: string) => {
    await chart().save(path.join(folder, name));
    return readFileSync(path.join(folder, name));
  };

  it("writes what the file's ending says", async () => {
    expect((await saved("a.svg")).toString()).toBe(await chart().toSVG());
    expect(await saved("a.png")).toEqual(Buffer.from(await chart().toPNG()));
    expect(JSON.parse((await saved("a.json")).toString())).toEqual(
      JSON.parse(JSON.stringify(await chart().spec())),
    );
    expect((await saved("a.HTML")).toString()).toMatch(/^<!doctype html>[\s\S]*<svg role="img"/);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it("refuses any other ending, and says which there are", async () => {
    const save = chart().save(path.join(folder, "a.pdf"));
    await expect(save).rejects.toThrow(PlotError);
    await expect(save).rejects.toThrow(".svg, .png, .html, .json");
  });
});
