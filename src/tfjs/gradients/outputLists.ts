/**
 * Lists of tensors are the program's: `tf.unstack(x).reverse()` turns its list round, and no other. tfjs-core 4.22.0
 * (engine.ts, addTapeNode) goes on with the same list for the gradients, which then go to the wrong tensors.
 */
import { type TapeEngine, tapeEngine } from "./tapeEngine";

const { addTapeNode } = tapeEngine;

tapeEngine.addTapeNode = function (this: TapeEngine, kernelName, inputs, outputs, ...rest) {
  addTapeNode.call(this, kernelName, inputs, [...outputs], ...rest);
};
