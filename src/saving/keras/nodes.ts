/** Where the layers of a functional model are called: Keras's nodes, and tfjs's. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../errors";
import { isObject, type Json, type JsonObject } from "./objects";

/** An output of a call of a layer. */
export interface NodeOutput {
  layer: string;
  /** Which call of the layer. */
  node: number;
  tensor: number;
}

export const isModel = ({ class_name }: JsonObject): boolean =>
  ["Sequential", "Functional", "Model"].includes(String(class_name));

export const nameOf = (layer: JsonObject): string =>
  String(layer.name ?? (isObject(layer.config) ? layer.config.name : undefined));

/**
 * The inputs of each call of a layer.
 *
 * @throws {ModelFileError} for calls with other arguments than tensors and `training`.
 */
export function callsOf(layer: JsonObject, file: string): NodeOutput[][] {
  return ((layer.inbound_nodes ?? []) as Json[]).map((node) => {
    const histories = historiesOf(node);
    if (histories && histories.length > 0 && histories.every(Array.isArray)) return histories.map(nodeOutput);
    throw new ModelFileError(`${file}: the layer "${nameOf(layer)}" is called in a way that tfjs has not.`, {
      cure: "call layers with tensors alone in Keras, without initial_state or mask",
    });
  });
}

/** `{ args: [tensor or tensors], kwargs }`. */
function historiesOf(node: Json): Json[] | undefined {
  const { args = null, kwargs = null } = isObject(node) ? node : ({} as JsonObject);
  const isPlain = Object.entries(isObject(kwargs) ? kwargs : {}).every(
    ([name, value]) => name === "training" || [value].flat(2).every((one) => one === null || one === false),
  );
  if (!(isPlain && Array.isArray(args))) return undefined;
  return args.flat(2).map(keptHistory);
}

const keptHistory = (tensor: Json): Json =>
  isObject(tensor) && isObject(tensor.config) ? (tensor.config.keras_history ?? null) : null;

/** Where a tensor among the arguments of a call comes from. Undefined where it is none. */
export function historyOf(tensor: Json): NodeOutput | undefined {
  const history = keptHistory(tensor);
  return Array.isArray(history) ? nodeOutput(history) : undefined;
}

function nodeOutput(history: Json): NodeOutput {
  const [layer, node, tensor] = history as Json[];
  return { layer: String(layer), node: Number(node), tensor: Number(tensor) };
}

/** The `training` that each call of a layer is given, as options of tfjs: none where it is not. */
export const optionsOfCalls = (layer: JsonObject): JsonObject[] =>
  ((layer.inbound_nodes ?? []) as Json[]).map((node): JsonObject => {
    const training = isObject(node) && isObject(node.kwargs) ? node.kwargs.training : undefined;
    return typeof training === "boolean" ? { training } : {};
  });

/** A model's inputs or outputs: one `[layer, node, tensor]`, or a list of these. */
export function listOfOutputs(value: Json | undefined, file: string): NodeOutput[] {
  const list = Array.isArray(value) && typeof value[0] === "string" ? [value] : value;
  if (Array.isArray(list) && list.every(Array.isArray)) return list.map(nodeOutput);
  throw new ModelFileError(`${file}: its inputs or outputs are no list.`, {
    cure: "build the model in Keras with lists of inputs and outputs, not with objects by name",
  });
}

/** For tfjs and Keras 2, the first call (0) of a model used as a layer is the one in which it was made. */
export const FIRST_CALL_OF_A_MODEL = 1;

/** As tfjs writes it. */
export function nodeInTfjs({ layer, node, tensor }: NodeOutput, models: ReadonlySet<string>): Json[] {
  return [layer, models.has(layer) ? node + FIRST_CALL_OF_A_MODEL : node, tensor];
}

/** tfjs's `[layer, node, tensor]` as Keras's. */
export function nodeInKeras([layer, node, tensor]: Json[], model: tf.LayersModel): Json[] {
  const isOfModel = "layers" in layerNamed(model, String(layer));
  return [
    layer as Json,
    isOfModel ? (node as number) - FIRST_CALL_OF_A_MODEL : (node as Json),
    tensor as Json,
  ];
}

export const layerNamed = (model: tf.LayersModel, name: string): tf.layers.Layer =>
  model.layers.find((one) => one.name === name) as tf.layers.Layer;

/** @throws {ModelFileError} where layers wait for each other: tfjs would wait with them. */
export function requireAnOrder(layers: JsonObject[], file: string): void {
  const waiting = new Map(layers.map((layer) => [nameOf(layer), callsOf(layer, file)]));
  const made = new Map(layers.map((layer) => [nameOf(layer), layer.class_name === "InputLayer" ? 1 : 0]));
  const isMade = ({ layer, node }: NodeOutput) => node < (made.get(layer) ?? 0);
  let before: number;
  do {
    before = [...waiting.values()].flat().length;
    for (const [name, calls] of waiting) {
      while (calls[0]?.every(isMade)) {
        calls.shift();
        made.set(name, (made.get(name) as number) + 1);
      }
    }
  } while ([...waiting.values()].flat().length < before);
  const stuck = [...waiting].find(([, calls]) => calls.length > 0);
  if (!stuck) return;
  const wanted = stuck[1][0]?.find((output) => !isMade(output))?.layer;
  throw new ModelFileError(
    `${file}: the layer "${stuck[0]}" waits for "${wanted}", which is not there or waits for it.`,
    {
      cure: "the file was changed: save or copy the model again",
    },
  );
}
