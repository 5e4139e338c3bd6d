/** The tensors that losses and metrics are called with. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { forgottenAwait, isPromise } from "../forgottenAwait";
import { inWords } from "./callable";

type Refusal = new (message: string, how: { cure: string }) => Error;

/**
 * @param of who is called. @param given by the names of the parameters; undefined where one was left out.
 * @throws {Error} of the class `Refused` for the first that is no tensor.
 */
export function requireTensors(of: string, given: Record<string, unknown>, Refused: Refusal): void {
  for (const [name, value] of Object.entries(given)) {
    if (value instanceof tf.Tensor || ((value ?? undefined) === undefined && name === "sampleWeight"))
      continue;
    if (isPromise(value)) throw forgottenAwait(`${of}: ${name}`, Refused);
    throw new Refused(`${of}: ${name} must be a tensor, found ${inWords(value)}.`, {
      cure: cureFor(name, value),
    });
  }
}

function cureFor(name: string, value: unknown): string {
  if (typeof value === "number") return `make one of the number: tf.scalar(${value})`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `make one of it: tf.tensor(${name})`;
  return name === "values" ? "give a tensor of numbers" : "give (yTrue, yPred), both tensors";
}
