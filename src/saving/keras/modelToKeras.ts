/** A model's configuration as Keras 3 writes it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../errors";
import { layerToKeras } from "./layerToKeras";
import { requireMasksSupported } from "./masks";
import { layerNamed, nameOf, nodeInKeras } from "./nodes";
import { isObject, type Json, type JsonObject } from "./objects";

/** @throws {ModelFileError} for a layer that Keras files cannot hold, and a model that does not know its input. */
export function modelToKeras(model: tf.LayersModel): JsonObject {
  if (model.inputs.length === 0) {
    throw new ModelFileError("the model does not know the shape of its input yet.", {
      cure: "give its first layer an inputShape",
    });
  }
  // A Sequential model that has not predicted yet.
  if (!model.built) (model as tf.Sequential).build();
  const topology = model.toJSON(null, false) as unknown as JsonObject;
  const made = nestedModel(topology, model);
  requireMasksSupported(made, "the model");
  return made;
}

function nestedModel({ class_name, config }: JsonObject, model: tf.LayersModel): JsonObject {
  const isSequential = class_name === "Sequential";
  return {
    module: isSequential ? "keras" : "keras.src.models.functional",
    class_name: isSequential ? "Sequential" : "Functional",
    config: isSequential ? sequential(config as JsonObject, model) : functional(config as JsonObject, model),
    registered_name: isSequential ? null : "Functional",
  };
}

function sequential(config: JsonObject, model: tf.LayersModel): JsonObject {
  const layers = (config.layers as JsonObject[]).filter(({ class_name }) => class_name !== "InputLayer");
  const input = model.inputs[0] as tf.SymbolicTensor;
  const made = layers.map((layer) => nestedLayer(layer, layerNamed(model, nameOf(layer))));
  return {
    name: config.name as Json,
    trainable: model.trainable,
    layers: [inputLayer(input, `${String(config.name)}_input`), ...made],
  };
}

function functional(config: JsonObject, model: tf.LayersModel): JsonObject {
  const layers = (config.layers as JsonObject[]).map((entry) => {
    const layer = layerNamed(model, nameOf(entry));
    const made =
      entry.class_name === "InputLayer"
        ? inputLayer([layer.output].flat()[0] as tf.SymbolicTensor, layer.name)
        : nestedLayer(entry, layer);
    const nodes = (entry.inbound_nodes as Json[][][] | undefined) ?? [];
    return { ...made, name: layer.name, inbound_nodes: nodes.map((node) => inboundNode(node, model)) };
  });
  return {
    name: config.name as Json,
    trainable: model.trainable,
    layers,
    input_layers: oneOrList(config.input_layers as Json[], model),
    output_layers: oneOrList(config.output_layers as Json[], model),
  };
}

function nestedLayer(entry: JsonObject, layer: tf.layers.Layer): JsonObject {
  return "layers" in layer ? nestedModel(entry, layer as tf.LayersModel) : layerToKeras(entry, layer);
}

function inputLayer({ shape, dtype }: tf.SymbolicTensor, name: string): JsonObject {
  return {
    module: "keras.layers",
    class_name: "InputLayer",
    config: { batch_shape: shape as Json, dtype, sparse: false, name },
    registered_name: null,
  };
}

/** tfjs's list of `[layer, node, tensor, options]` as the call of Keras 3. */
function inboundNode(node: Json[][], model: tf.LayersModel): JsonObject {
  const kwargs = trainingOf(node);
  const tensors = node.map((input) => {
    const [name, nodeIndex, tensorIndex] = input;
    const outputs = [layerNamed(model, String(name)).getOutputAt(nodeIndex as number)].flat();
    const { shape, dtype } = outputs[tensorIndex as number] as tf.SymbolicTensor;
    const keras_history = nodeInKeras(input, model);
    return { class_name: "__keras_tensor__", config: { shape: shape as Json, dtype, keras_history } };
  });
  return { args: tensors.length === 1 ? tensors : [tensors], kwargs };
}

/**
 * The one argument beside tensors that Keras's layers and tfjs's share.
 *
 * @throws {ModelFileError} for others.
 */
function trainingOf(node: Json[][]): JsonObject {
  const options = node.map(([, , , given]) => (isObject(given) ? given : {}));
  const { training = null, ...others }: JsonObject = Object.assign({}, ...options);
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new ModelFileError(
      `a layer behind "${String(node[0]?.[0])}" is called with the option "${other}", which cannot be saved for Keras.`,
    );
  }
  return typeof training === "boolean" ? { training } : {};
}

function oneOrList(tensors: Json[], model: tf.LayersModel): Json {
  const inKeras = tensors.map((tensor) => nodeInKeras(tensor as Json[], model));
  return inKeras.length === 1 ? (inKeras[0] as Json) : inKeras;
}
