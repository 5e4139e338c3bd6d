/** `plot.activations`: what the layers of a convolutional network make of one picture. */

import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, fitting, type OptionsOf, strings } from "../../options";
import { isTensor, plotOptions } from "../found";
import { isModel, requireLayersModel, requireWeights } from "../layersModel";
import { PlotError } from "../plot";
import { type ActivationsInput, inputsOf, namesOf } from "./activationInputs";
import { activationRows, type Maps, mapsOf } from "./activationRows";
import { builtGraph, type LayerGraph, layerGraph } from "./layerGraph";
import { Picture } from "./picture";

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
  return new Picture(`${described}${same}: ${rows.join(", ")}.`, activationRows(maps), { crisp: true });
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

/** The model's values for its inputs, at each place. A model inside is given what it was called with. */
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
