/** The graph of a model's layers, as tfjs keeps it. */
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-node-gpu";
import { isModel, type Layer } from "../layersModel";
import { PlotError } from "../plot";

/** A layer may be called several times, in one model and in others. */
export interface LayerCall {
  inputs: SymbolicTensor[];
  outputs: SymbolicTensor[];
  /** Where each input comes from: a layer, and which of its outputs. */
  sources: { layer: Layer; output: number }[];
}

export interface LayerGraph {
  /** In the order in which they compute. */
  layers: readonly Layer[];
  inputs: readonly SymbolicTensor[];
  outputs: readonly SymbolicTensor[];
  /** Those of this model alone. */
  callsOf(layer: Layer): LayerCall[];
}

/** The record that tfjs keeps of a model, and of a call. */
interface Container {
  layers: Layer[];
  inputs: SymbolicTensor[];
  outputs: SymbolicTensor[] | null;
  containerNodes: Set<string>;
}

interface Node {
  inboundLayers: Layer[];
  tensorIndices: number[];
  inputTensors: SymbolicTensor[];
  outputTensors: SymbolicTensor[];
}

/** It builds a graph as soon as it knows its input. */
interface SequentialModel {
  outputs: unknown[] | null;
  model?: Container | null;
  build(): void;
}

/** @throws {PlotError} for a model that does not know its input's shape yet. */
export function layerGraph(call: string, of: LayersModel): LayerGraph {
  const graph = builtGraph(of);
  if (graph) return graph;
  throw new PlotError(`${call}: the model does not know yet what shape its input has.`, {
    cure: "give its first layer an inputShape, or call model.build([null, …])",
  });
}

/** Undefined for a model that does not know its input's shape yet. */
export function builtGraph(of: LayersModel): LayerGraph | undefined {
  const container = containerOf(of);
  if (!container?.outputs) return undefined;
  const { layers, inputs, outputs, containerNodes } = container;
  const callsOf = (layer: Layer) =>
    (layer.inboundNodes as unknown as Node[])
      .filter((_, index) => containerNodes.has(`${layer.name}_ib-${index}`))
      .map(({ inboundLayers, tensorIndices, inputTensors, outputTensors }) => ({
        inputs: inputTensors,
        outputs: outputTensors,
        sources: inboundLayers.map((source, index) => ({ layer: source, output: tensorIndices[index] ?? 0 })),
      }));
  const graph = { layers, inputs, outputs, callsOf };
  const [first] = of.layers;
  return of.getClassName() === "Sequential" && isModel(first) ? beginningWith(first, of, graph) : graph;
}

/** tfjs has the layers of a model that a tf.Sequential begins with among those of the tf.Sequential. */
function beginningWith(
  first: LayersModel & Layer,
  of: LayersModel,
  { inputs, outputs, callsOf }: LayerGraph,
): LayerGraph {
  const [input, output] = [inputs[0] as SymbolicTensor, [first.outputs].flat()[0] as SymbolicTensor];
  const call = { inputs: [input], outputs: [output], sources: [{ layer: input.sourceLayer, output: 0 }] };
  const withFirst = ({ sources, ...rest }: LayerCall) => ({
    ...rest,
    sources: sources.map((source) =>
      source.layer === output.sourceLayer ? { layer: first, output: 0 } : source,
    ),
  });
  return {
    layers: [input.sourceLayer, ...of.layers],
    inputs,
    // It may be all that there is.
    outputs: of.layers.length === 1 ? [output] : outputs,
    callsOf: (layer) => (layer === first ? [call] : callsOf(layer).map(withFirst)),
  };
}

function containerOf(of: LayersModel): Container | undefined {
  if (of.getClassName() !== "Sequential") return of as unknown as Container;
  const sequential = of as unknown as SequentialModel;
  if (!sequential.model && sequential.outputs?.length) sequential.build();
  return sequential.model ?? undefined;
}
