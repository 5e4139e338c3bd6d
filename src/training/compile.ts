/**
 * Lets `model.compile` understand Keras's names, as in books:
 * `model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] })`.
 *
 * Importing trainbook is enough; tfjs's own camelCase names go on working.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfjsLossName, tfjsMetricName } from "./kerasNames";

const compileWithTfjsNames = tf.LayersModel.prototype.compile;

tf.LayersModel.prototype.compile = function compile(this: tf.LayersModel, args: tf.ModelCompileArgs) {
  compileWithTfjsNames.call(this, {
    ...args,
    loss: renamed(args.loss, tfjsLossName),
    metrics: renamed(args.metrics, tfjsMetricName),
  });
};

/** Names translated, wherever they stand in an array or an object; functions and the rest as they are. */
function renamed<Value>(value: Value, translate: (name: string) => string): Value {
  const inner = (part: unknown) => renamed(part, translate);
  if (typeof value === "string") return translate(value) as Value;
  if (Array.isArray(value)) return value.map(inner) as Value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)])) as Value;
}
