/**
 * Second derivatives of exp, sigmoid, tanh, softmax and all others whose gradients are computed from their outputs.
 * tfjs-core 4.22.0 (engine.ts, runKernelFunc) notes the copy of an output before the operation that made it, and so does
 * not find the way back through it: part of a second derivative is lost in silence.
 */
import { type TapeEngine, type TapeNode, tapeEngine } from "./tapeEngine";

const { addTapeNode } = tapeEngine;

tapeEngine.addTapeNode = function (
  this: TapeEngine,
  kernelName,
  inputs,
  outputs,
  gradient,
  saved,
  attributes,
) {
  const tape = this.state.activeTape;
  const before = tape.length;
  addTapeNode.call(this, kernelName, inputs, outputs, gradient, saved, attributes);
  const [own] = tape.slice(before);
  if (!own) return;
  let first = before;
  const isCopy = ({ outputs: [copy] }: TapeNode) => copy !== undefined && saved.includes(copy);
  while (first > 0 && isCopy(tape[first - 1] as TapeNode)) first--;
  const copies = tape.splice(first, before - first);
  const ofOutputs = copies.filter(({ inputs: { x } }) => x !== undefined && outputs.includes(x));
  const ofInputs = copies.filter((copy) => !ofOutputs.includes(copy));
  tape.splice(first, 1, ...ofInputs, own, ...ofOutputs);
};
