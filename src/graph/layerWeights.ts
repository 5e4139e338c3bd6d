/**
 * Weights of layers that are built while a function is traced are made outside of the trace, as tf.function makes
 * variables at its first call: they are there for the next one. Imported for this effect.
 */
import { layerPrototype } from "../tfjs";
import { outsideOfTraces } from "./duringTrace";

const building = layerPrototype as unknown as { addWeight(...args: unknown[]): unknown };
const { addWeight } = building;

building.addWeight = function (...args) {
  return outsideOfTraces(() => addWeight.apply(this, args));
};
