/** `plot.activations`: what the layers of a convolutional network make of one picture. */

import * as tf from "@tensorflow/tfjs-node-gpu";
import { escapeMarkup } from "../../display";
import { number, type OptionsOf, resolveOptions, strings } from "../../options";
import { PlotError } from "../plot";
import { encodePng, fontFamily, stretched, textWidth } from "../rendering";
import { Picture } from "./picture";

/** Options of `plot.activations`. */
export interface ActivationsPlotOptions {
  /** The names of the layers to draw. Defaults to all whose output is a picture for each filter. */
  layers?: readonly string[];
  /** Channels of each layer, the first ones: a convolution has one for each of its filters. Defaults to 16. */
  filters?: number;
}

export const activationsPlotOptions = {
  layers: strings(),
  filters: number(16),
} satisfies OptionsOf<ActivationsPlotOptions>;

interface Maps {
  name: string;
  width: number;
  height: number;
  filters: number;
  /** Filter by filter. */
  data: Uint8Array;
}

const MARGIN = 12;
const PAGE_WIDTH = 800;
const FONT = { size: 12 };
const LINE = 22;
const GAP = 4;
/** A map's longer side. */
const SIDE = 44;

/**
 * Draws a row for each layer, in it a small picture for each filter: bright where the filter has found what it looks for.
 *
 * @param x one input, as the model takes it, `[height, width, channels]`; of a batch the first is drawn.
 * @throws {PlotError} for a model without such layers, a layer that there is not, or an input that does not fit.
 * @example
 * plot.activations(model, xTest.slice(0, 1))
 */
export function activations(
  model: tf.LayersModel,
  x: tf.Tensor,
  options: ActivationsPlotOptions = {},
): Picture {
  const resolved = resolveOptions("plot.activations", options, activationsPlotOptions, {
    Refusal: PlotError,
  });
  const { layers, filters } = resolved;
  const chosen = layersOf(model, layers);
  const outputs = tf.tidy(() => {
    const wanted = chosen.map((layer) => layer.output as tf.SymbolicTensor);
    return [tf.model({ inputs: model.inputs, outputs: wanted }).predict(inputOf(model, x))].flat();
  });
  const maps = outputs.map((output, index) => mapsOf(chosen[index]?.name ?? "", output, filters));
  tf.dispose(outputs);
  const names = maps.map(({ name, width, height, filters: all }) => `${name} ${height} × ${width} × ${all}`);
  return new Picture(`Activations of ${maps.length} layers: ${names.join(", ")}.`, drawn(maps, filters), {
    crisp: true,
  });
}

function layersOf(model: tf.LayersModel, names: readonly string[] | undefined): tf.layers.Layer[] {
  const pictured = model.layers.filter(
    (layer) => layer.getClassName() !== "InputLayer" && (layer.outputShape as number[]).length === 4,
  );
  if (pictured.length === 0) {
    throw new PlotError("plot.activations: no layer of the model gives pictures, [height, width, filters].");
  }
  return (names ?? pictured.map(({ name }) => name)).map((name) => {
    const layer = pictured.find((one) => one.name === name);
    if (layer) return layer;
    throw new PlotError(`plot.activations: there is no layer "${name}" that gives pictures.`, {
      cure: `one of: ${pictured.map((one) => one.name).join(", ")}`,
    });
  });
}

function inputOf(model: tf.LayersModel, x: tf.Tensor): tf.Tensor {
  const expected = model.inputs[0]?.shape.slice(1) ?? [];
  const batch = x.rank === expected.length ? x.expandDims(0) : x;
  const fits =
    batch.rank === expected.length + 1 &&
    expected.every((length, axis) => length === null || length === batch.shape[axis + 1]);
  if (!fits || batch.shape[0] === 0) {
    throw new PlotError(
      `plot.activations: x has shape [${x.shape}]; one input [${expected}], or a batch of them, is expected.`,
    );
  }
  return batch.slice(0, 1).toFloat();
}

function mapsOf(name: string, output: tf.Tensor, most: number): Maps {
  const [, height = 0, width = 0, filters = 0] = output.shape;
  const byFilter = tf.tidy(() =>
    output.slice([0, 0, 0, 0], [1, height, width, Math.min(filters, most)]).transpose([0, 3, 1, 2]),
  );
  const data = stretched(byFilter.dataSync());
  byFilter.dispose();
  return { name, width, height, filters, data };
}

interface Row {
  svg: string;
  width: number;
  height: number;
}

function drawn(maps: readonly Maps[], most: number): string {
  let height = MARGIN;
  const rows = maps.map((of) => {
    const row = rowOf(of, most, height);
    height += row.height;
    return row;
  });
  const width = Math.ceil(Math.max(...rows.map((row) => row.width)) + 2 * MARGIN);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.ceil(height)}" ` +
    `font-family="${fontFamily}" font-size="${FONT.size}" fill="currentColor">${rows.map(({ svg }) => svg).join("")}</svg>`
  );
}

/** @param top where it begins. */
function rowOf({ name, width, height, filters, data }: Maps, most: number, top: number): Row {
  const shown = Math.min(filters, most);
  const zoom = SIDE / Math.max(width, height);
  const cell = { width: width * zoom + GAP, height: height * zoom + GAP };
  const columns = Math.min(shown, Math.max(1, Math.floor(PAGE_WIDTH / cell.width)));
  const images = Array.from({ length: shown }, (_, filter) => {
    const pixels = data.subarray(filter * width * height, (filter + 1) * width * height);
    const source = encodePng({ width, height, channels: 1, data: pixels }).toString("base64");
    const x = MARGIN + (filter % columns) * cell.width;
    const y = top + LINE + Math.floor(filter / columns) * cell.height;
    return (
      `<image style="image-rendering: pixelated" x="${x}" y="${y}" width="${width * zoom}" height="${height * zoom}" ` +
      `preserveAspectRatio="none" href="data:image/png;base64,${source}"/>`
    );
  });
  const title = `${name}: ${height} × ${width}, ${filters} channels${filters > shown ? `, the first ${shown}` : ""}`;
  const text = `<text x="${MARGIN}" y="${top + 14}">${escapeMarkup(title)}</text>`;
  return {
    svg: text + images.join(""),
    width: Math.max(columns * cell.width, textWidth(title, FONT)),
    height: LINE + Math.ceil(shown / columns) * cell.height + GAP,
  };
}
