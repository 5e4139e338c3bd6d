/** Steps of `predict`: operation by operation, or each as one graph, which is kept with the model. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type TfFunction, TracingError, tfFunction } from "../../graph";
import { namingEmbeddings } from "../embeddingIndices";
import { inference } from "./forward";
import { threadsFor, towersForInference } from "./towers";
import { isWorthTracing } from "./worthTracing";

type Inputs = readonly tf.Tensor[];

export type PredictFunction = (inputs: Inputs) => tf.Tensor[] | Promise<tf.Tensor[]>;

/** For a model whose layers are those named. */
type Graph = TfFunction<[inputs: Inputs, layers: string], tf.Tensor[]>;

/** By the number of towers. */
const graphsOf = new WeakMap<tf.LayersModel, Map<number, Graph>>();

/** @param count how many steps there will be, where that is known. */
export function predictFunction(model: tf.LayersModel, { count }: { count: number | null }): PredictFunction {
  const run = runFunction(model, { count });
  return (inputs) => namingEmbeddings(model, () => run(inputs));
}

function runFunction(model: tf.LayersModel, { count }: { count: number | null }): PredictFunction {
  const eager = (inputs: Inputs) => tf.tidy(() => inference(model, inputs, { towers: 1 }));
  if (!graphsOf.has(model) && !isWorthTracing(model, count)) return eager;
  const graphs = graphsOf.get(model) ?? new Map<number, Graph>();
  graphsOf.set(model, graphs);
  const layers = model.layers.map(({ name }) => name).join();
  let isTraceable = true;
  return async (inputs) => {
    try {
      return isTraceable ? await graphFor(model, graphs, inputs)(inputs, layers) : eager(inputs);
    } catch (error) {
      if (!(error instanceof TracingError)) throw error;
      isTraceable = false;
      console.info(`predict: the model runs operation by operation, which takes longer: ${error.message}`);
      return eager(inputs);
    }
  };
}

function graphFor(model: tf.LayersModel, graphs: Map<number, Graph>, [first]: Inputs): Graph {
  const towers = towersForInference(model, first?.shape[0] ?? 0);
  const graph =
    graphs.get(towers) ??
    tfFunction((inputs: Inputs, _layers: string) => inference(model, inputs, { towers }), {
      threads: threadsFor(towers),
    });
  graphs.set(towers, graph);
  return graph;
}
