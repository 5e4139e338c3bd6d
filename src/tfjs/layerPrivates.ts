/** Typed views of what tfjs-layers 4.22.0 keeps to itself (src/engine/topology.ts, src/engine/container.ts). */
import * as tf from "@tensorflow/tfjs-node-gpu";

export interface CallArguments {
  training?: boolean | undefined;
  mask?: tf.Tensor | (tf.Tensor | undefined)[] | undefined;
  [name: string]: unknown;
}

/** A penalty on a tensor: a scalar. */
export interface Regularizer extends tf.serialization.Serializable {
  apply(x: tf.Tensor): tf.Scalar;
}

/** One call of a layer while a model was built. */
export interface LayerNode {
  outboundLayer: tf.layers.Layer;
  inputTensors: tf.SymbolicTensor[];
  outputTensors: tf.SymbolicTensor[];
  /** Of each input; null where a length is not known. */
  inputShapes: tf.Shape[];
  outputShapes: tf.Shape[];
  /** Arguments beside the tensors. */
  callArgs: CallArguments | null | undefined;
}

/** Members that every layer has. */
export interface LayerPrivates {
  activityRegularizer: Regularizer | null | undefined;
  /** As the layer was made. Defaults to true. */
  trainable_: boolean;
  inboundNodes: LayerNode[];
  built: boolean;
  returnSequences?: boolean;
  returnState?: boolean;
  goBackwards?: boolean;
  /** Keras's option: outputs of steps that a mask leaves out are 0, and not those of the step before. */
  zeroOutputForMask?: boolean;
  stateful: boolean;
  apply(inputs: unknown, kwargs?: CallArguments): unknown;
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: CallArguments): tf.Tensor | tf.Tensor[];
  setMaskMetadata(inputs: unknown, outputs: unknown, previousMask?: unknown): void;
}

/** Where a symbolic tensor comes from. */
export interface SymbolicSource {
  sourceLayer: tf.layers.Layer;
  nodeIndex: number;
}

export const layerPrototype = tf.layers.Layer.prototype as unknown as LayerPrivates;

/** The prototype of the class that models extend, which tfjs does not export. */
export const containerPrototype = Object.getPrototypeOf(tf.LayersModel.prototype) as LayerPrivates;

/** The prototype of a layer class that tfjs registers by its name. */
export function prototypeOf<Prototype = LayerPrivates>(className: string): Prototype {
  const { classNameMap } = tf.serialization.SerializationMap.getMap() as unknown as {
    classNameMap: Record<string, [{ prototype: Prototype }]>;
  };
  const [layerClass] = classNameMap[className] as [{ prototype: Prototype }];
  return layerClass.prototype;
}

/** The property of a prototype with a getter, and mostly a setter. */
export const accessorsOf = (prototype: object, name: string): PropertyDescriptor =>
  Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;

/** layers/normalization.ts */
export interface BatchNormalization extends tf.layers.Layer {
  axis: number;
  epsilon: number;
  momentum: number;
  gamma: tf.LayerVariable | undefined;
  beta: tf.LayerVariable | undefined;
  movingMean: tf.LayerVariable;
  movingVariance: tf.LayerVariable;
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: CallArguments): tf.Tensor | tf.Tensor[];
}
