/**
 * A functional model computes each call of a layer once, with the tensors and masks that go into it, as Keras's does.
 * tfjs-layers 4.22.0 (engine/executor.ts) computes a layer with several outputs once for each of them, gives the mask of
 * one layer to all that are computed later, and forgets the masks of outputs.
 *
 * It acts in `modelCall` alone.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type CallArguments,
  containerPrototype,
  type LayerNode,
  type LayerPrivates,
  type SymbolicSource,
} from "../layerPrivates";
import { maskOf, setMask } from "../masks";
import { currentCall } from "../modelCall";

export interface Step {
  layer: tf.layers.Layer;
  node: LayerNode;
  /** Tensors that no later step needs, and that are no output of the model. */
  last: tf.SymbolicTensor[];
}

const plans = new WeakMap<tf.LayersModel, Step[]>();

const { call } = containerPrototype;

containerPrototype.call = function (this: tf.LayersModel, inputs, kwargs) {
  if (!currentCall()) return call.call(this, inputs, kwargs);
  const masks: (tf.Tensor | undefined)[] = [];
  for (const [index, mask] of [kwargs?.mask].flat().entries()) {
    const input = [inputs].flat()[index];
    if (input && mask) setMask(input, mask);
  }
  const outputs = tf
    .tidy(() => {
      const results = run(this, [inputs].flat(), kwargs?.training);
      masks.push(...results.map(maskOf));
      // The tidy leaves what it returns.
      return [...results, ...masks.filter((mask) => mask !== undefined)];
    })
    .slice(0, this.outputs.length);
  for (const [index, output] of outputs.entries()) setMask(output, masks[index]);
  return outputs;
};

function run(
  model: tf.LayersModel,
  inputs: readonly tf.Tensor[],
  training: boolean | undefined,
): tf.Tensor[] {
  const values = new Map<tf.SymbolicTensor, tf.Tensor>();
  for (const [index, key] of model.inputs.entries())
    values.set(key, fitting(key, inputs[index] as tf.Tensor));
  const tensorOf = (key: tf.SymbolicTensor) => values.get(key) as tf.Tensor;
  for (const { layer, node, last } of stepsOf(model)) {
    const outputs = [layer.apply(node.inputTensors.map(tensorOf), argumentsOf(node, training))].flat();
    for (const [index, key] of node.outputTensors.entries()) values.set(key, outputs[index] as tf.Tensor);
    // What trains needs them for the gradients.
    if (!training) tf.dispose(last.map(tensorOf));
  }
  return model.outputs.map(tensorOf);
}

/** A layer that was called with `training` keeps to it where nobody says otherwise: `fit` and `predict` do. */
function argumentsOf({ callArgs }: LayerNode, training: boolean | undefined): CallArguments {
  return { training: training ?? callArgs?.training };
}

function fitting(key: tf.SymbolicTensor, input: tf.Tensor): tf.Tensor {
  if (!key.dtype || key.dtype === input.dtype) return input;
  const cast = input.cast(key.dtype);
  setMask(cast, maskOf(input));
  return cast;
}

/** The calls of layers that a functional model computes, in order. */
export function stepsOf(model: tf.LayersModel): readonly Step[] {
  const steps = plans.get(model) ?? planOf(model);
  plans.set(model, steps);
  return steps;
}

/**
 * In Keras's order (keras.src.ops.function.map_graph): the deepest first, then as later layers list their inputs.
 * Which call of a shared BatchNormalization comes last decides what its moving statistics become.
 */
function planOf(model: tf.LayersModel): Step[] {
  const depths = new Map<LayerNode, number>();
  const ofLayers = new Map<tf.layers.Layer, number>();
  for (const node of nodesOf(model).reverse()) {
    const { outboundLayer: layer } = node;
    const depth = Math.max(depths.get(node) ?? 0, ofLayers.get(layer) ?? 0);
    depths.set(node, depth);
    ofLayers.set(layer, depth);
    for (const before of nodesBefore(node, model))
      depths.set(before, Math.max(depths.get(before) ?? 0, depth + 1));
  }
  const sorted = [...depths].sort(([, a], [, b]) => b - a);
  const steps = sorted.map(([node]): Step => ({ layer: node.outboundLayer, node, last: [] }));
  noteLastUses(steps, new Set([...model.inputs, ...model.outputs]));
  return steps;
}

/** Each after those that its inputs come from. */
function nodesOf(model: tf.LayersModel): LayerNode[] {
  const done = new Set<LayerNode>();
  const stack = model.outputs
    .filter((key) => !model.inputs.includes(key))
    .map(nodeOf)
    .reverse();
  const asked = new Set<LayerNode>();
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    if (asked.has(node)) {
      done.add(node);
      stack.pop();
      continue;
    }
    asked.add(node);
    stack.push(
      ...nodesBefore(node, model)
        .reverse()
        .filter((before) => !asked.has(before)),
    );
  }
  return [...done];
}

const nodesBefore = (node: LayerNode, { inputs }: tf.LayersModel): LayerNode[] =>
  node.inputTensors.filter((key) => !inputs.includes(key)).map(nodeOf);

function nodeOf(key: tf.SymbolicTensor): LayerNode {
  const { sourceLayer, nodeIndex } = key as unknown as SymbolicSource;
  return (sourceLayer as unknown as LayerPrivates).inboundNodes[nodeIndex] as LayerNode;
}

function noteLastUses(steps: readonly Step[], needed: Set<tf.SymbolicTensor>): void {
  for (const step of [...steps].reverse()) {
    for (const key of step.node.inputTensors) {
      const { sourceLayer } = key as unknown as SymbolicSource;
      // The outputs of a stateful layer may be its states.
      if (needed.has(key) || (sourceLayer as unknown as LayerPrivates).stateful) continue;
      needed.add(key);
      step.last.push(key);
    }
  }
}
