/**
 * Lets `model.summary()` show the model as a table, in a notebook as one of the page's own (keras.Model.summary). With
 * any argument, a function that prints or the widths of lines and columns, it is tfjs's own.
 *
 * tfjs-layers 4.22.0, engine/training.ts and models.ts: it prints line by line with console.log.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { display } from "../../display";

type Summary = tf.LayersModel["summary"];

for (const { prototype } of [tf.LayersModel, tf.Sequential] as { prototype: tf.LayersModel }[]) {
  const { summary } = prototype;
  prototype.summary = function (this: tf.LayersModel, ...args: Parameters<Summary>) {
    if (args.some((argument) => argument !== undefined && argument !== null)) summary.apply(this, args);
    else display(this);
  };
}
