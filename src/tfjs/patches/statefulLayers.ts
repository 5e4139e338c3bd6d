/**
 * The states of a recurrent layer with `stateful: true` are variables, as in Keras, so that graphs go on with them from
 * call to call. tfjs-layers 4.22.0 (layers/recurrent.ts, convolutional_recurrent.ts) puts new tensors in their place,
 * which belong to the trace where a function is traced; and in training it frees none of them.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { layerPrototype, prototypeOf } from "../layerPrivates";

interface Recurrent {
  /** Null before the layer is built. */
  states_: tf.Tensor[] | null;
  keptStates: tf.Tensor[][];
  resetStates(states?: tf.Tensor | tf.Tensor[], training?: boolean): void;
  disposeWeights(): number;
}

const isVariable = (state: tf.Tensor): state is tf.Variable => state instanceof tf.Variable;

function patch(prototype: Recurrent): void {
  const { resetStates } = prototype;

  prototype.resetStates = function (this: Recurrent, states) {
    const variables = (this.states_ ?? []).filter(isVariable);
    if (variables.length === 0) {
      resetStates.call(this);
      const zeros = this.states_ ?? [];
      this.states_ = zeros.map((state) => tf.variable(state, false));
      tf.dispose(zeros);
      if (states !== undefined) this.resetStates(states);
      return;
    }
    // tfjs's own checks, and zeros, on a stand-in for the layer.
    const standIn = Object.create(this, {
      states_: { value: variables.map((variable) => variable.clone()), writable: true },
      keptStates: { value: [], writable: true },
    }) as Recurrent & { states_: tf.Tensor[] };
    resetStates.call(standIn, states, false);
    for (const [index, variable] of variables.entries()) variable.assign(standIn.states_[index] as tf.Tensor);
    tf.dispose(standIn.states_);
  };

  const { disposeWeights } = layerPrototype as unknown as Recurrent;
  prototype.disposeWeights = function (this: Recurrent) {
    tf.dispose((this.states_ ?? []).filter(isVariable));
    this.states_ = null;
    return disposeWeights.call(this);
  };
}

patch(prototypeOf<Recurrent>("RNN"));
patch(Object.getPrototypeOf(prototypeOf("ConvLSTM2D")) as Recurrent);
