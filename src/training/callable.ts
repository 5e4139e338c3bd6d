/** Objects that are called like functions of targets and predictions, as Keras's losses and metrics are. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { isPromise } from "../forgottenAwait";

/** The call signature of these objects, and their name, as a function has one. */
export interface CallableOnPredictions {
  (yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): tf.Tensor;
  readonly name: string;
}

/** The base of their classes, whose constructors return `callableOf` themselves. */
export const Callable = class {} as unknown as abstract new () => CallableOnPredictions;
Object.setPrototypeOf(Callable.prototype, Function.prototype);

/** A function that is an instance of the class as well. */
export function callableOf<Instance extends CallableOnPredictions>(
  ofClass: { prototype: unknown },
  name: string,
  compute: (instance: Instance, ...args: Parameters<CallableOnPredictions>) => tf.Tensor,
): Instance {
  const instance = ((...args: Parameters<CallableOnPredictions>) => compute(instance, ...args)) as Instance;
  Object.setPrototypeOf(instance, ofClass.prototype as object);
  Object.defineProperty(instance, "name", { value: name });
  return instance;
}

/** Whether a class was given where an object of it is meant. */
export const isClassOf = (base: { prototype: unknown }, given: unknown): given is { name: string } =>
  typeof given === "function" && given.prototype instanceof (base as unknown as new () => unknown);

/** Description, for errors, of a result that should have been a tensor. */
export function inWords(given: unknown): string {
  if (isPromise(given)) return "a promise";
  if (Array.isArray(given)) return "an array";
  if (given === null) return "null";
  return typeof given === "number" ? `the number ${given}` : typeof given;
}
