/** Steps of `predict`: operation by operation, or each as one graph, which is kept with the model. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type TfFunction, TracingError, tfFunction } from "../../graph";
import { forward } from "./forward";
import { WORTH_TRACING } from "./stepFunction";

type Inputs = readonly tf.Tensor[];

export type PredictFunction = (inputs: Inputs) => tf.Tensor[] | Promise<tf.Tensor[]>;

/** A graph for a model whose layers are those named. */
const graphs = new WeakMap<tf.LayersModel, TfFunction<[inputs: Inputs, layers: string], tf.Tensor[]>>();

/** @param count how many steps there will be, where that is known. */
export function predictFunction(model: tf.LayersModel, { count }: { count: number | null }): PredictFunction {
  const eager = (inputs: Inputs) => tf.tidy(() => forward(model, inputs, { training: false }));
  const isStateful = model.layers.some((layer) => (layer as { stateful?: boolean }).stateful);
  if (isStateful || (!graphs.has(model) && count !== null && count < WORTH_TRACING)) return eager;
  const graph = graphs.get(model) ?? tfFunction((batch: Inputs, _layers: string) => eager(batch));
  graphs.set(model, graph);
  const layers = model.layers.map(({ name }) => name).join();
  let isTraceable = true;
  return async (inputs) => {
    try {
      return isTraceable ? await graph(inputs, layers) : eager(inputs);
    } catch (error) {
      if (!(error instanceof TracingError)) throw error;
      isTraceable = false;
      console.warn(`predict: the model runs operation by operation, which takes longer: ${error.message}`);
      return eager(inputs);
    }
  };
}
