/** `plot.activations`: what the layers of a convolutional network make of one picture. */

import { types } from "node:util";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { escapeMarkup } from "../../display";
import { boolean, fitting, type OptionsOf, strings } from "../../options";
import { isTensor, plotOptions, requireKept, unfit } from "../found";
import { isModel, requireLayersModel, requireWeights } from "../layersModel";
import { PlotError } from "../plot";
import { encodePng, fontFamily, type Pixels, stretched, textWidth } from "../rendering";
import { builtGraph, type LayerGraph, layerGraph } from "./layerGraph";
import { Picture } from "./picture";
import { shrunk } from "./shrunk";

/** Options of `plot.activations`. */
export interface ActivationsPlotOptions {
  /**
   * The names of the layers to draw, in an opened model `base/conv`, or `base` for all of it. Defaults to all whose output
   * is a picture for each filter.
   */
  layers?: readonly string[];
  /** Channels of each layer, the first ones: a convolution has one for each of its filters. Defaults to 16. */
  filters?: number;
  /** Whether the layers of models that are layers of the model are drawn too. Defaults to false. */
  expandNested?: boolean;
}

const activationsPlotOptions = {
  layers: strings(),
  filters: fitting("a whole number above 0", (value) => Number.isInteger(value) && (value as number) > 0, 16),
  expandNested: boolean(false),
} satisfies OptionsOf<ActivationsPlotOptions>;

/** One input, or one for each input of a model that has several, in their order or by their names. */
export type ActivationsInput = tf.Tensor | readonly tf.Tensor[] | { readonly [name: string]: tf.Tensor };

interface Maps {
  /** The layer, and of several calls which. */
  title: string;
  width: number;
  height: number;
  filters: number;
  /** Filter by filter, as many as are drawn. */
  pictures: Pixels[];
}

const MARGIN = 12;
const PAGE_WIDTH = 800;
const FONT = { size: 12 };
const LINE = 22;
const GAP = 4;
/** A map's longer side. */
const SIDE = 44;
/** A map that is much wider than high is seen nevertheless. */
const THINNEST = 4;

/**
 * Draws a row for each layer, in it a small picture for each filter: bright where the filter has found what it looks for.
 * A layer that is called several times has a row for each call.
 *
 * @param x one input, as the model takes it, `[height, width, channels]`; of a batch the first is drawn. For several
 * inputs a list of them, an object by their names, or one tensor that all of them take.
 * @throws {PlotError} for a model without such layers, a layer that there is not, or an input that does not fit.
 * @example
 * plot.activations(model, xTest.slice(0, 1))
 */
export function activations(
  model: tf.LayersModel,
  x: ActivationsInput,
  options: ActivationsPlotOptions = {},
): Picture {
  const { layers, filters, expandNested } = plotOptions("plot.activations", options, activationsPlotOptions);
  requireLayersModel("plot.activations", model);
  requireWeights("plot.activations", model);
  const graph = layerGraph("plot.activations", model);
  const chosen = chosenOf(activationsOf(graph, { expandNested, path: "" }), layers, graph);
  const maps: Maps[] = [];
  tf.tidy(() => {
    for (const [index, value] of valuesOf(graph, inputsOf(graph, x), chosen).entries()) {
      maps.push(mapsOf(chosen[index]?.title ?? "", value, filters));
    }
  });
  const rows = maps.map(({ title, width, height, filters: all }) => `${title} ${height} × ${width} × ${all}`);
  const described = `Activations of ${maps.length} layer${maps.length === 1 ? "" : "s"}`;
  const same =
    isTensor(x) && graph.inputs.length > 1 ? `, of the same x at ${namesOf(graph).join(" and ")}` : "";
  return new Picture(`${described}${same}: ${rows.join(", ")}.`, drawn(maps), { crisp: true });
}

/** An output of a layer that is a picture for each filter. */
interface Activation {
  /** Of the layer, after those of the models around. */
  name: string;
  title: string;
  tensor: tf.SymbolicTensor;
  /** Where the layer is in a model that is a layer: its graph, and what that model was called with. */
  within?: { graph: LayerGraph; call: tf.SymbolicTensor[]; inner: Activation };
}

interface Opening {
  expandNested: boolean;
  /** Of the models around. */
  path: string;
}

function activationsOf(graph: LayerGraph, { expandNested, path }: Opening): Activation[] {
  return graph.layers.flatMap((layer) => {
    if (layer.getClassName() === "InputLayer") return [];
    const calls = graph.callsOf(layer);
    const name = path + layer.name;
    return calls.flatMap((call, index): Activation[] => {
      const which = calls.length > 1 ? `, call ${index + 1} of ${calls.length}` : "";
      const inner = expandNested && isModel(layer) ? builtGraph(layer) : undefined;
      if (inner) {
        return activationsOf(inner, { expandNested, path: `${name}/` }).map((one) => ({
          name: one.name,
          title: `${one.title}${which}`,
          tensor: one.tensor,
          within: { graph: inner, call: call.inputs, inner: one },
        }));
      }
      return call.outputs
        .filter(({ shape }) => shape.length === 4)
        .map((tensor) => ({ name, title: `${name}${which}`, tensor }));
    });
  });
}

function chosenOf(
  all: Activation[],
  names: readonly string[] | undefined,
  { layers }: LayerGraph,
): Activation[] {
  if (all.length === 0) {
    const nested = layers.find(isModel);
    throw new PlotError(
      "plot.activations: no layer of the model gives pictures, [height, width, filters].",
      nested ? { cure: `look into ${nested.name} with { expandNested: true }` } : {},
    );
  }
  return (names ?? [...new Set(all.map(({ name }) => name))]).flatMap((name) => {
    const found = all.filter((one) => one.name === name || one.name.startsWith(`${name}/`));
    if (found.length > 0) return found;
    throw new PlotError(`plot.activations: there is no layer "${name}" that gives pictures.`, {
      cure: `one of: ${[...new Set(all.map((one) => one.name))].join(", ")}`,
    });
  });
}

/** What the model makes of its inputs, at each place. A model inside is given what it was called with. */
function valuesOf(graph: LayerGraph, inputs: tf.Tensor[], places: readonly Activation[]): tf.Tensor[] {
  const wanted = [...new Set(places.flatMap(({ tensor, within }) => (within ? within.call : [tensor])))];
  const given = new Map(graph.inputs.map((input, index) => [input.name, inputs[index] as tf.Tensor]));
  // tfjs makes no model whose outputs are its inputs.
  const computed = wanted.filter(({ name }) => !given.has(name));
  if (computed.length > 0) {
    const model = tf.model({ inputs: [...graph.inputs], outputs: computed });
    const values = [model.predict(inputs)].flat();
    for (const [index, { name }] of computed.entries()) given.set(name, values[index] as tf.Tensor);
  }
  const valueAt = ({ name }: tf.SymbolicTensor) => given.get(name) as tf.Tensor;
  const inside = insideOf(places).map(({ graph: inner, call, indices }) => {
    const innerPlaces = indices.map((index) => places[index]?.within?.inner as Activation);
    return { indices, values: valuesOf(inner, call.map(valueAt), innerPlaces) };
  });
  return places.map(({ tensor, within }, index) => {
    if (!within) return valueAt(tensor);
    const call = inside.find(({ indices }) => indices.includes(index));
    return call?.values[call.indices.indexOf(index)] as tf.Tensor;
  });
}

interface Inside {
  graph: LayerGraph;
  call: tf.SymbolicTensor[];
  /** Of the places that are inside. */
  indices: number[];
}

/** The calls of models inside, each of which is computed once for all places in it. */
function insideOf(places: readonly Activation[]): Inside[] {
  const calls = new Map<tf.SymbolicTensor[], Inside>();
  for (const [index, { within }] of places.entries()) {
    if (!within) continue;
    const known = calls.get(within.call);
    if (known) known.indices.push(index);
    else calls.set(within.call, { graph: within.graph, call: within.call, indices: [index] });
  }
  return [...calls.values()];
}

/** One sample of each input, in their order. */
function inputsOf({ inputs }: LayerGraph, x: ActivationsInput): tf.Tensor[] {
  const names = namesOf({ inputs });
  const given = givenInputs(x, names);
  for (const [index, one] of given.entries()) {
    const where = inputs.length > 1 ? `input ${names[index]}` : "x";
    if (!isTensor(one))
      throw unfit(`plot.activations: ${where}`, one, {
        expected: "a tensor",
        cure: "give it as a tensor: tf.tensor(…)",
      });
    requireKept(`plot.activations: ${where}`, one);
    requireFitting(one, inputs[index]?.shape.slice(1) ?? [], where);
  }
  return inputs.map(({ shape }, index) => {
    const one = given[index] as tf.Tensor;
    const batch = one.rank === shape.length - 1 ? one.expandDims(0) : one;
    return batch.slice(0, 1).toFloat();
  });
}

const namesOf = ({ inputs }: Pick<LayerGraph, "inputs">): string[] =>
  inputs.map(({ sourceLayer }) => sourceLayer.name);

/** A tensor alone is for all inputs: those of a layer that compares two pictures are of one shape. */
function givenInputs(x: unknown, names: readonly string[]): unknown[] {
  if (isTensor(x) || typeof x !== "object" || x === null || types.isPromise(x)) return names.map(() => x);
  const inputs = `${names.length} inputs, ${names.join(", ")},`;
  if (Array.isArray(x)) {
    if (x.length === names.length) return x;
    throw unfit("plot.activations: x", x, {
      expected: names.length === 1 ? "a tensor" : `a list for ${inputs}`,
      ...(isTensor(x[0]) ? {} : { cure: "make a tensor of it: tf.tensor(…)" }),
    });
  }
  const missing = names.find((name) => !(name in x));
  if (missing === undefined) return names.map((name) => (x as Record<string, unknown>)[name]);
  throw unfit("plot.activations: x", x, { expected: `an object with ${names.join(", ")}` });
}

function requireFitting(x: tf.Tensor, expected: readonly (number | null)[], where: string): void {
  const isOne = x.rank === expected.length;
  const sample = isOne ? x.shape : x.shape.slice(1);
  const fits =
    (isOne || x.rank === expected.length + 1) &&
    (isOne || x.shape[0] !== 0) &&
    expected.every((length, axis) => length === null || length === sample[axis]);
  if (fits) return;
  throw new PlotError(
    `plot.activations: ${where} has shape [${x.shape}]; one input [${expected.map((length) => length ?? "any")}], or a batch of them, is expected.`,
  );
}

function mapsOf(title: string, output: tf.Tensor, most: number): Maps {
  const [, height = 0, width = 0, filters = 0] = output.shape;
  const shown = Math.min(filters, most);
  const data = stretched(
    output.slice([0, 0, 0, 0], [1, height, width, shown]).transpose([0, 3, 1, 2]).dataSync(),
  );
  const pictures = Array.from({ length: shown }, (_, filter) => {
    const pixels = data.subarray(filter * width * height, (filter + 1) * width * height);
    // More pixels than the drawing has would only make it heavier.
    return shrunk({ width, height, channels: 1, data: pixels }, 2 * SIDE);
  });
  return { title, width, height, filters, pictures };
}

interface Row {
  svg: string;
  width: number;
  height: number;
}

function drawn(maps: readonly Maps[]): string {
  let height = MARGIN;
  const rows = maps.map((of) => {
    const row = rowOf(of, height);
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
function rowOf({ title, width, height, filters, pictures }: Maps, top: number): Row {
  const zoom = SIDE / Math.max(width, height, 1);
  const map = { width: Math.max(THINNEST, width * zoom), height: Math.max(THINNEST, height * zoom) };
  const cell = { width: map.width + GAP, height: map.height + GAP };
  const columns = Math.min(pictures.length, Math.max(1, Math.floor(PAGE_WIDTH / cell.width)));
  const images = pictures.map((pixels, filter) => {
    const source = encodePng(pixels).toString("base64");
    const x = MARGIN + (filter % columns) * cell.width;
    const y = top + LINE + Math.floor(filter / columns) * cell.height;
    return (
      `<image style="image-rendering: pixelated" x="${x}" y="${y}" width="${map.width}" height="${map.height}" ` +
      `preserveAspectRatio="none" href="data:image/png;base64,${source}"/>`
    );
  });
  const first = filters > pictures.length ? `, the first ${pictures.length}` : "";
  const caption = `${title}: ${height} × ${width}, ${filters} channel${filters === 1 ? "" : "s"}${first}`;
  const text = `<text x="${MARGIN}" y="${top + 14}">${escapeMarkup(caption)}</text>`;
  return {
    svg: text + images.join(""),
    width: Math.max(columns * cell.width, textWidth(caption, FONT)),
    height: LINE + Math.ceil(pictures.length / columns) * cell.height + GAP,
  };
}
